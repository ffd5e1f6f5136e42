#include "cli/secretoption.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/credentials/cli/credentialverb.h"
#include "features/credentials/cli/importrun.h"
#include "features/credentials/cli/unlock.h"
#include "features/credentials/cli/vaultfileverbs.h"
#include "vault/foreignimport.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using cli::Parameter;
using vault::ForeignFormat;
using vault::ImportDecision;
using vault::ImportEntry;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

QString stateName(ImportEntry::State state)
{
    return std::array{u"new"_s, u"same"_s, u"conflict"_s, u"error"_s}[size_t(state)];
}

QJsonValue orNull(const QString &text)
{
    return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QList<QJsonObject> rowsOf(const vault::ImportPreview &preview, const QList<ImportDecision> &decisions)
{
    QList<QJsonObject> rows;
    for (qsizetype i = 0; i < preview.entries.size(); ++i) {
        const ImportEntry &entry = preview.entries[i];
        rows.append({{u"origin"_s, entry.origin}, {u"name"_s, entry.info.name}, {u"kind"_s, vault::kindName(entry.info.kind)}, {u"user"_s, entry.info.user},
                     {u"state"_s, stateName(entry.state)}, {u"action"_s, actionName(decisions[i])}, {u"new_name"_s, orNull(decisions[i].name)},
                     {u"problem"_s, orNull(entry.problem)}});
    }
    return rows;
}

QList<cli::Column> columns()
{
    return {{u"origin"_s, tr("Where")}, {u"name"_s, tr("Name")}, {u"kind"_s, tr("Kind")}, {u"user"_s, tr("User")}, {u"state"_s, tr("State")},
            {u"action"_s, tr("What happens")}, {u"new_name"_s, tr("New name")}, {u"problem"_s, tr("Problem")}};
}

QJsonObject toJson(const vault::ImportPreview &preview, const QList<ImportDecision> &decisions, const vault::ImportReport &report)
{
    return {{u"added"_s, report.added}, {u"renamed"_s, report.renamed}, {u"skipped"_s, report.skipped},
            {u"errors"_s, preview.count(ImportEntry::Unusable)}, {u"entries"_s, arrayOf(rowsOf(preview, decisions))}};
}

/// Partly failed where a row could not be read: a script must not take that for done.
int print(const cli::Context &context, const vault::ImportPreview &preview, const QList<ImportDecision> &decisions, const vault::ImportReport &report)
{
    const qsizetype errors = preview.count(ImportEntry::Unusable);
    if (context.arguments.json) {
        cli::printObject(*context.io, context.arguments, {}, toJson(preview, decisions, report));
    } else {
        cli::printList(*context.io, context.arguments, columns(), rowsOf(preview, decisions));
        const QString text = context.arguments.has(u"--dry-run"_s) ? tr("Would add %1 (%2 under a new name) and skip %3, of which %4 cannot be read.")
                                                                   : tr("Added %1 (%2 under a new name) and skipped %3, of which %4 cannot be read.");
        cli::printMessage(*context.io, context.arguments, text.arg(report.added).arg(report.renamed).arg(report.skipped).arg(errors));
        if (report.added > 0 && !context.arguments.has(u"--dry-run"_s))
            cli::printMessage(*context.io, context.arguments, tr("The file still holds the secrets in clear text: delete it when all is well."));
    }
    return errors > 0 ? exitCode(Errc::Partial) : 0;
}

Future<int> importInto(const cli::Context &context, const vault::ForeignRequest &request)
{
    return runImport(context, {.path = request.path,
                               .stage = [context, request](vault::SharedProgress progress) { return vault::ForeignImport(*context.services->vault).stage(request, progress); },
                               .decide = [context](const auto &preview, const auto &present) -> Result<QList<ImportDecision>> {
                                   const bool renames = context.arguments.value(u"--conflict"_s) == u"rename";
                                   return vault::decide(preview, renames ? vault::ImportChoice::KeepBoth : vault::ImportChoice::KeepMine, present);
                               },
                               .print = [context](const auto &preview, const auto &decisions, const auto &report) { return print(context, preview, decisions, report); }});
}

Future<int> run(cli::Context context)
{
    const QString asked = context.arguments.value(u"--format"_s);
    const Result<ForeignFormat> format = vault::parseFormat(asked.isEmpty() ? u"auto"_s : asked);
    if (!format)
        co_return std::unexpected(format.error());
    vault::ForeignRequest request{.path = pathOf(context, u"FILE"_s), .format = *format, .prefix = context.arguments.value(u"--prefix"_s)};
    const Result<ForeignFormat> found = vault::detectFormat(request.path);
    if (!found)
        co_return std::unexpected(found.error());
    if (*found == ForeignFormat::Kdbx) {
        const auto passphrase = co_await cli::readSecret(context, u"file-passphrase"_s, tr("Passphrase of the database: "));
        if (!passphrase)
            co_return std::unexpected(passphrase.error());
        request.passphrase = *passphrase;
    }
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    co_return co_await importInto(context, request);
}

} // namespace

cli::Verb foreignImportVerb()
{
    const QList<Parameter> own{
        {.name = u"FILE"_s, .kind = Parameter::Positional, .help = tr("An export of another program, a private key, or a folder with keys"), .required = true,
         .completes = u"file"_s},
        {.name = u"--format"_s, .kind = Parameter::Value, .help = tr("What the file must be (auto: found by its content)"),
         .choices = {u"auto"_s, u"bitwarden"_s, u"1password"_s, u"keepass"_s, u"csv"_s, u"ssh"_s}},
        {.name = u"--dry-run"_s, .kind = Parameter::Flag, .help = tr("Only show what would be imported")},
        {.name = u"--conflict"_s, .kind = Parameter::Value, .help = tr("What happens to one whose name is taken (skip)"), .choices = {u"skip"_s, u"rename"_s}},
        value(u"--prefix"_s, tr("Put this before every name"))};
    return {.noun = u"credential"_s, .name = u"import"_s, .help = tr("Bring credentials along from another program or from ~/.ssh"),
            .example = u"aiops credential import bitwarden.json --dry-run"_s,
            .parameters = own
                          + cli::secretParameters(u"file-passphrase"_s, tr("Read the passphrase of a KeePass database from this descriptor"),
                                                  tr("Read the passphrase of a KeePass database from this file"))
                          + cli::passphraseParameters(),
            .run = run};
}

} // namespace aiops::credentials
