#include "cli/secretoption.h"
#include "cli/selection.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "core/text.h"
#include "features/credentials/cli/credentialverb.h"
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

using vault::ImportChoice;

ImportChoice choiceOf(const QString &word)
{
    return word == u"both" ? ImportChoice::KeepBoth : word == u"theirs" ? ImportChoice::TakeTheirs : ImportChoice::KeepMine;
}

/// --choose NAME=WORD, by the place of the entry.
Result<QHash<qsizetype, ImportChoice>> ownChoices(const cli::Arguments &arguments, const vault::ImportPreview &preview)
{
    QHash<qsizetype, ImportChoice> out;
    for (const QString &given : arguments.values(u"--choose"_s)) {
        const QString name = given.section(u'=', 0, -2), word = given.section(u'=', -1);
        if (name.isEmpty() || !QStringList{u"mine"_s, u"theirs"_s, u"both"_s}.contains(word))
            return std::unexpected(Error{.code = Errc::Invalid, .text = tr("--choose takes NAME=mine, NAME=theirs or NAME=both.")});
        bool found = false;
        for (qsizetype i = 0; i < preview.entries.size(); ++i) {
            const ImportEntry &entry = preview.entries[i];
            if (entry.info.name.compare(name, Qt::CaseInsensitive) != 0 || !vault::choicesFor(entry).contains(choiceOf(word)))
                continue;
            out.insert(i, choiceOf(word));
            found = true;
        }
        if (!found)
            return std::unexpected(Error{.code = Errc::NotFound, .text = tr("There is no conflict about “%1” in the file, or none where this can be chosen.").arg(name), .detail = {},
                                         .hint = tr("See what is there with --dry-run.")});
    }
    return out;
}

QString usesText(const ImportEntry &entry)
{
    QStringList names;
    for (const vault::ImportUse &use : entry.uses)
        names.append(use.instance.isNull() ? tr("%1 (not here)").arg(use.name) : use.name);
    return names.join(u", "_s);
}

QJsonArray usesOf(const ImportEntry &entry)
{
    QJsonArray out;
    for (const vault::ImportUse &use : entry.uses)
        out.append(QJsonObject{{u"instance"_s, use.name}, {u"instance_id"_s, use.instance.isNull() ? QJsonValue() : QJsonValue(use.instance.toString())},
                               {u"purpose"_s, purposeName(use.purpose)}});
    return out;
}

QString stateName(ImportEntry::State state)
{
    return std::array{u"new"_s, u"same"_s, u"conflict"_s, u"unusable"_s}[size_t(state)];
}

QList<QJsonObject> rowsOf(const vault::ImportPreview &preview, const QList<ImportDecision> &decisions, bool asText)
{
    QList<QJsonObject> rows;
    for (qsizetype i = 0; i < preview.entries.size(); ++i) {
        const ImportEntry &entry = preview.entries[i];
        const bool usable = entry.state != ImportEntry::Unusable;
        rows.append({{u"name"_s, entry.info.name}, {u"kind"_s, usable ? vault::kindName(entry.info.kind) : QString()}, {u"user"_s, entry.info.user},
                     {u"state"_s, stateName(entry.state)}, {u"action"_s, actionName(decisions[i])},
                     {u"new_name"_s, decisions[i].name.isEmpty() ? QJsonValue() : QJsonValue(decisions[i].name)}, {u"vault"_s, entry.vault},
                     {u"into"_s, vault::vaultAfter(entry, decisions[i])},
                     {u"used_by"_s, asText ? QJsonValue(usesText(entry)) : QJsonValue(usesOf(entry))}});
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
            {u"attached"_s, report.attached}, {u"new_vaults"_s, QJsonArray::fromStringList(preview.newVaults)}, {u"entries"_s, arrayOf(rowsOf(preview, decisions, false))}};
}

int printResult(const cli::Context &context, const vault::ImportPreview &preview, const QList<ImportDecision> &decisions, const vault::ImportReport &report)
{
    if (context.arguments.json)
        cli::printObject(*context.io, context.arguments, {}, toJson(preview, decisions, report));
    else if (context.arguments.has(u"--dry-run"_s))
        cli::printList(*context.io, context.arguments,
                       {{u"name"_s, tr("Name")}, {u"kind"_s, tr("Kind")}, {u"state"_s, tr("State")}, {u"action"_s, tr("Would")}, {u"new_name"_s, tr("New name")},
                        {u"vault"_s, tr("From vault")}, {u"into"_s, tr("Into vault")}, {u"used_by"_s, tr("Used by")}},
                       rowsOf(preview, decisions, true));
    else
        cli::printMessage(*context.io, context.arguments,
                          tr("Added %1 (%2 under a new name), replaced %3, skipped %4. Attached to instances: %5.")
                              .arg(report.added).arg(report.renamed).arg(report.replaced).arg(report.skipped).arg(report.attached));
    return 0;
}

Result<QList<ImportDecision>> decided(const cli::Arguments &arguments, const vault::ImportPreview &preview, const QList<vault::CredentialInfo> &present)
{
    const auto choices = ownChoices(arguments, preview);
    if (!choices)
        return std::unexpected(choices.error());
    QList<ImportDecision> decisions = vault::decide(preview, *choices, choiceOf(arguments.value(u"--on-conflict"_s)), present);
    for (ImportDecision &decision : decisions)
        decision.attach = !arguments.has(u"--no-attach"_s);
    return decisions;
}

/// Vaults that are made belong to whom the words name, else to the current organization.
Future<vault::ImportPreview> owned(cli::Context context, vault::ImportPreview preview)
{
    const auto organization = co_await cli::organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    preview.owner.organization = organization->id;
    const auto named = context.arguments.optional(u"--project"_s);
    if (!named)
        co_return preview;
    const auto project = context.services->inventory->findProject(organization->id, *named);
    if (!project)
        co_return std::unexpected(project.error());
    preview.owner.project = project->id;
    co_return preview;
}

Future<int> importInto(const cli::Context &context, const vault::ImportRequest &request)
{
    return runImport(context, {.path = request.path,
                               .stage = [context, request](vault::SharedProgress progress) { return vault::VaultImport(*context.services->vault).stage(request, progress); },
                               .staged = [context](const vault::ImportPreview &preview) { printPreview(context, preview); },
                               .decide = [context](const auto &preview, const auto &present) { return decided(context.arguments, preview, present); },
                               .print = [context](const auto &preview, const auto &decisions, const auto &report) { return printResult(context, preview, decisions, report); },
                               .own = [context](vault::ImportPreview preview) { return owned(context, std::move(preview)); }});
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
    const auto into = selectedVault(context);
    if (!into)
        co_return std::unexpected(into.error());
    request.into = into->value_or(VaultId());
    co_return co_await importInto(context, request);
}

} // namespace

cli::Verb importVerb()
{
    const QList<Parameter> own{
        {.name = u"FILE"_s, .kind = Parameter::Positional, .help = tr("A file that was written with vault export"), .required = true, .completes = u"file"_s},
        {.name = u"--dry-run"_s, .kind = Parameter::Flag, .help = tr("Only show what would be imported")},
        {.name = u"--on-conflict"_s, .kind = Parameter::Value, .help = tr("Which of two with one name stays (mine); both: theirs gets a new name"),
         .choices = {u"mine"_s, u"theirs"_s, u"both"_s}},
        {.name = u"--choose"_s, .kind = Parameter::List, .help = tr("The same for one of them, NAME=mine, NAME=theirs or NAME=both; once for each")},
        vaultParameter(tr("Put everything new into this vault; else into vaults of the same names as in the file")),
        {.name = u"--project"_s, .kind = Parameter::Value, .help = tr("The project that new vaults belong to; else to the whole organization"), .completes = u"project"_s},
        {.name = u"--no-attach"_s, .kind = Parameter::Flag, .help = tr("Do not attach anything to instances")},
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
