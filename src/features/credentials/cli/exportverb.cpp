#include "cli/secretoption.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "core/text.h"
#include "features/credentials/cli/unlock.h"
#include "features/credentials/cli/vaultfileverbs.h"
#include "vault/vaultexport.h"
#include "vault/wordlist.h"

#include <QDir>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

const QString kPhrase = u"export unencrypted"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

Result<QList<CredentialId>> chosen(const cli::Context &context)
{
    QList<CredentialId> ids;
    for (const QString &name : context.arguments.values(u"--credential"_s)) {
        const auto info = context.services->vault->find(name);
        if (!info)
            return std::unexpected(info.error());
        ids.append(info->id);
    }
    return ids;
}

/// Confirms with the passphrase, which also opens a locked vault; asks once.
Future<void> confirmAndOpen(cli::Context context)
{
    if (context.services->vault->state().value != vault::LockState::Missing) {
        const Status confirmed = co_await cli::confirm(context, team::Action::VaultExport);
        if (!confirmed)
            co_return confirmed;
    }
    co_return co_await requireUnlocked(context);
}

Future<std::shared_ptr<const Secret>> filePassphrase(cli::Context context)
{
    if (!context.arguments.has(u"--generate-passphrase"_s))
        return readTwice(std::move(context), u"export-passphrase"_s, tr("Passphrase of the file: "));
    if (context.arguments.has(u"--export-passphrase-fd"_s) || context.arguments.has(u"--export-passphrase-file"_s))
        return failed<std::shared_ptr<const Secret>>({.code = Errc::Invalid, .text = tr("Give --generate-passphrase or a passphrase, not both.")});
    return ready<std::shared_ptr<const Secret>>(std::make_shared<const Secret>(vault::makePassphrase()));
}

/// Typed, so that nobody writes passwords to a disk by habit: --yes does not answer this.
Future<void> confirmPlain(cli::Context context)
{
    const Error refused{.code = Errc::Denied, .text = tr("The file would be readable by everybody who gets it. Nothing was written."), .detail = {},
                        .hint = tr("Type the words, or give --plain-confirm \"%1\".").arg(kPhrase)};
    if (context.arguments.has(u"--plain-confirm"_s))
        co_return context.arguments.value(u"--plain-confirm"_s) == kPhrase ? Status() : std::unexpected(refused);
    if (context.arguments.noInput)
        co_return std::unexpected(refused);
    const Result<QString> typed = co_await context.io->promptLine(tr("Every password and private key will be readable in this file.\nType \"%1\" to go on: ").arg(kPhrase));
    if (!typed)
        co_return std::unexpected(typed.error());
    co_return typed->trimmed() == kPhrase ? Status() : std::unexpected(refused);
}

int printReport(const cli::Context &context, const vault::ExportRequest &request, const vault::ExportReport &report, const Secret *passphrase)
{
    QJsonObject object{{u"file"_s, request.path}, {u"credentials"_s, report.credentials}, {u"bytes"_s, report.bytes},
                       {u"unreadable"_s, QJsonArray::fromStringList(report.unreadable)}};
    QList<cli::Column> columns{{u"file"_s, tr("File")}, {u"credentials"_s, tr("Credentials")}};
    if (!report.fingerprint.isEmpty()) {
        object.insert(u"signed_by"_s, report.fingerprint);
        columns.append({u"signed_by"_s, tr("Signed by")});
    }
    if (passphrase) { // shown once: nothing keeps it
        object.insert(u"passphrase"_s, QString::fromUtf8(passphrase->reveal()));
        columns.append({u"passphrase"_s, tr("Passphrase")});
    }
    cli::printObject(*context.io, context.arguments, columns, object);
    for (const QString &name : report.unreadable)
        cli::printMessage(*context.io, context.arguments, tr("%1 could not be read and is not in the file.").arg(shownPlain(name)));
    return report.unreadable.isEmpty() ? 0 : exitCode(Errc::Partial);
}

Future<int> runPlain(cli::Context context, vault::ExportRequest request)
{
    const vault::PlainFormat format = context.arguments.value(u"--plain"_s) == u"csv" ? vault::PlainFormat::Csv : vault::PlainFormat::Json;
    if (const Status sure = co_await confirmPlain(context); !sure)
        co_return std::unexpected(sure.error());
    if (const Status opened = co_await confirmAndOpen(context); !opened)
        co_return std::unexpected(opened.error());
    Result<Permit> permit = context.services->gatekeeper->request(team::Action::VaultExport, {u"vault"_s, {}, {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto report = co_await vault::VaultExport(*context.services->vault).exportPlain(std::move(*permit), request, format);
    if (!report)
        co_return std::unexpected(report.error());
    cli::printMessage(*context.io, context.arguments, tr("The file is not encrypted. Delete it as soon as you have used it."));
    co_return printReport(context, request, *report, nullptr);
}

Future<int> runSealed(cli::Context context, vault::ExportRequest request)
{
    const auto passphrase = co_await filePassphrase(context);
    if (!passphrase)
        co_return std::unexpected(passphrase.error());
    request.passphrase = *passphrase;
    if (const Status opened = co_await confirmAndOpen(context); !opened)
        co_return std::unexpected(opened.error());
    Result<Permit> permit = context.services->gatekeeper->request(team::Action::VaultExport, {u"vault"_s, {}, {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    auto progress = std::make_shared<vault::Progress>();
    QObject::connect(context.io, &cli::Io::interrupted, context.io, [progress] { progress->cancelled = true; });
    const auto report = co_await vault::VaultExport(*context.services->vault).exportTo(std::move(*permit), request, progress);
    if (!report)
        co_return std::unexpected(report.error());
    const bool generated = context.arguments.has(u"--generate-passphrase"_s);
    co_return printReport(context, request, *report, generated ? passphrase->get() : nullptr);
}

Future<int> run(cli::Context context)
{
    const auto ids = chosen(context);
    if (!ids)
        return failed<int>(ids.error());
    vault::ExportRequest request{.path = pathOf(context, u"FILE"_s), .overwrite = context.arguments.has(u"--overwrite"_s), .credentials = *ids, .passphrase = {}};
    return context.arguments.has(u"--plain"_s) ? runPlain(std::move(context), std::move(request)) : runSealed(std::move(context), std::move(request));
}

} // namespace

QString pathOf(const cli::Context &context, const QString &parameter)
{
    return QDir::cleanPath(QDir(context.io->directory()).absoluteFilePath(context.arguments.value(parameter)));
}

cli::Verb exportVerb()
{
    const QList<Parameter> own{
        {.name = u"FILE"_s, .kind = Parameter::Positional, .help = tr("The file to write (.aiopsvault)"), .required = true, .completes = u"file"_s},
        {.name = u"--credential"_s, .kind = Parameter::List, .help = tr("Only this credential; give it again for more"), .completes = u"credential"_s},
        {.name = u"--overwrite"_s, .kind = Parameter::Flag, .help = tr("Replace a file that is there already")},
        {.name = u"--generate-passphrase"_s, .kind = Parameter::Flag, .help = tr("Make a passphrase of eight words and show it once")},
        {.name = u"--plain"_s, .kind = Parameter::Value, .help = tr("Write it unencrypted, for another program"), .choices = {u"csv"_s, u"json"_s}},
        {.name = u"--plain-confirm"_s, .kind = Parameter::Value, .help = tr("The words \"%1\", which --plain wants").arg(kPhrase)}};
    return {.noun = u"vault"_s, .name = u"export"_s, .help = tr("Write credentials into one encrypted file"),
            .example = u"aiops vault export team.aiopsvault --generate-passphrase"_s,
            .parameters = own
                          + cli::secretParameters(u"export-passphrase"_s, tr("Read the passphrase of the file from this descriptor"),
                                                  tr("Read the passphrase of the file from this file"))
                          + cli::passphraseParameters(),
            .run = run};
}

void registerFileVerbs(cli::Registry &registry)
{
    registry.add(exportVerb());
    registry.add(importVerb());
    registry.add(passphraseVerb());
}

} // namespace aiops::credentials
