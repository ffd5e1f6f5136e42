#include "cli/secretoption.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "core/text.h"
#include "features/credentials/cli/importrun.h"
#include "features/credentials/cli/unlock.h"
#include "features/credentials/cli/vaultfileverbs.h"
#include "vault/vaultimport.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using cli::Parameter;
using vault::ImportDecision;
using vault::ImportEntry;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

QString stateName(ImportEntry::State state)
{
    return std::array{u"new"_s, u"same"_s, u"conflict"_s, u"unusable"_s}[size_t(state)];
}

QList<QJsonObject> rowsOf(const vault::ImportPreview &preview, const QList<ImportDecision> &decisions)
{
    QList<QJsonObject> rows;
    for (qsizetype i = 0; i < preview.entries.size(); ++i) {
        const ImportEntry &entry = preview.entries[i];
        const bool usable = entry.state != ImportEntry::Unusable;
        rows.append({{u"name"_s, entry.info.name}, {u"kind"_s, usable ? vault::kindName(entry.info.kind) : QString()}, {u"user"_s, entry.info.user},
                     {u"state"_s, stateName(entry.state)}, {u"action"_s, actionName(decisions[i])},
                     {u"new_name"_s, decisions[i].name.isEmpty() ? QJsonValue() : QJsonValue(decisions[i].name)}});
    }
    return rows;
}

void printPreview(const cli::Context &context, const vault::ImportPreview &preview)
{
    const QString who = preview.fingerprint.isEmpty() ? tr("nobody: it is not signed")
                        : preview.isOwn               ? tr("this vault")
                                                      : tr("somebody with the key %1").arg(preview.fingerprint);
    cli::printMessage(*context.io, context.arguments, tr("Written %1 by %2.").arg(toRfc3339(preview.writtenAt), who));
}

QJsonObject toJson(const vault::ImportPreview &preview, const QList<ImportDecision> &decisions, const vault::ImportReport &report)
{
    return {{u"signed_by"_s, preview.fingerprint.isEmpty() ? QJsonValue() : QJsonValue(preview.fingerprint)},
            {u"is_own"_s, preview.isOwn}, {u"written_at"_s, toRfc3339(preview.writtenAt)}, {u"vaults"_s, QJsonArray::fromStringList(preview.vaults)},
            {u"added"_s, report.added}, {u"renamed"_s, report.renamed}, {u"replaced"_s, report.replaced}, {u"skipped"_s, report.skipped},
            {u"entries"_s, arrayOf(rowsOf(preview, decisions))}};
}

int printResult(const cli::Context &context, const vault::ImportPreview &preview, const QList<ImportDecision> &decisions, const vault::ImportReport &report)
{
    if (context.arguments.json)
        cli::printObject(*context.io, context.arguments, {}, toJson(preview, decisions, report));
    else if (context.arguments.has(u"--dry-run"_s))
        cli::printList(*context.io, context.arguments,
                       {{u"name"_s, tr("Name")}, {u"kind"_s, tr("Kind")}, {u"state"_s, tr("State")}, {u"action"_s, tr("Would")}, {u"new_name"_s, tr("New name")}},
                       rowsOf(preview, decisions));
    else
        cli::printMessage(*context.io, context.arguments,
                          tr("Added %1 (%2 under a new name), replaced %3, skipped %4.").arg(report.added).arg(report.renamed).arg(report.replaced).arg(report.skipped));
    return 0;
}

Future<int> importInto(const cli::Context &context, const vault::ImportRequest &request)
{
    return runImport(context, {.path = request.path, .onConflict = onConflict(context.arguments),
                               .stage = [context, request](vault::SharedProgress progress) { return vault::VaultImport(*context.services->vault).stage(request, progress); },
                               .staged = [context](const vault::ImportPreview &preview) { printPreview(context, preview); },
                               .print = [context](const auto &preview, const auto &decisions, const auto &report) { return printResult(context, preview, decisions, report); }});
}

Future<int> run(cli::Context context)
{
    vault::ImportRequest request{.path = pathOf(context, u"FILE"_s), .passphrase = {}, .allowUnknownOrigin = context.arguments.has(u"--unknown-origin"_s)};
    if (const Status usable = vault::VaultImport::check(request.path); !usable)
        co_return std::unexpected(usable.error());
    const auto passphrase = co_await cli::readSecret(context, u"export-passphrase"_s, tr("Passphrase of the file: "));
    if (!passphrase)
        co_return std::unexpected(passphrase.error());
    request.passphrase = *passphrase;
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    co_return co_await importInto(context, request);
}

} // namespace

cli::Verb importVerb()
{
    const QList<Parameter> own{
        {.name = u"FILE"_s, .kind = Parameter::Positional, .help = tr("A file that was written with vault export"), .required = true, .completes = u"file"_s},
        {.name = u"--dry-run"_s, .kind = Parameter::Flag, .help = tr("Only show what would be imported")},
        {.name = u"--conflict"_s, .kind = Parameter::Value, .help = tr("What happens to one whose name is taken (skip)"),
         .choices = {u"skip"_s, u"rename"_s, u"replace"_s}},
        {.name = u"--unknown-origin"_s, .kind = Parameter::Flag, .help = tr("Take a file that nobody signed")}};
    return {.noun = u"vault"_s, .name = u"import"_s, .help = tr("Take credentials over from a file"),
            .example = u"aiops vault import team.aiopsvault --dry-run"_s,
            .parameters = own
                          + cli::secretParameters(u"export-passphrase"_s, tr("Read the passphrase of the file from this descriptor"),
                                                  tr("Read the passphrase of the file from this file"))
                          + cli::passphraseParameters(),
            .run = run};
}

} // namespace aiops::credentials
