#include "features/importing/cli/importverbs.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "core/text.h"
#include "features/importing/applying.h"
#include "features/importing/knownkeys.h"
#include "features/importing/pinning.h"
#include "features/importing/worker.h"
#include "inventory/inventory.h"

#include <QDir>

namespace aiops::importing {

using namespace Qt::StringLiterals;
using cli::Context;

namespace {

struct Reviewed
{
    ImportPlan plan;
    QList<qsizetype> chosen;
    int failed = 0; ///< rows and lines that cannot be imported
    int good = 0;
};

Result<SourceFile> sourceOf(const Context &context, SourceKind kind)
{
    const cli::Arguments &arguments = context.arguments;
    SourceFile source{.kind = kind, .path = arguments.value(u"FILE"_s), .encoding = arguments.value(u"--encoding"_s), .mapping = arguments.values(u"--map"_s)};
    source.path = source.path.isEmpty() ? userConfigFile() : QDir(context.io->directory()).absoluteFilePath(source.path);
    return source;
}

Result<ForAll> forAllOf(const cli::Arguments &arguments)
{
    ForAll forAll{.project = arguments.value(u"--project"_s)};
    for (const QString &part : arguments.value(u"--group"_s).split(u'/', Qt::SkipEmptyParts))
        forAll.group += part.trimmed();
    if (!arguments.has(u"--env"_s))
        return forAll;
    const auto environment = inventory::parseEnvironment(arguments.value(u"--env"_s));
    if (!environment)
        return std::unexpected(environment.error());
    forAll.environment = *environment;
    return forAll;
}

Reviewed review(ImportPlan plan, bool withDuplicates)
{
    Reviewed reviewed{.plan = std::move(plan)};
    QList<bool> ticked = reviewed.plan.wanted();
    for (qsizetype i = 0; i < ticked.size(); ++i) {
        const PlanRow &row = reviewed.plan.rows[i];
        if (row.state == RowState::Conflict && row.canImport && withDuplicates)
            ticked[i] = true;
        const bool isGood = ticked[i] || row.state == RowState::Same;
        (isGood ? reviewed.good : reviewed.failed)++;
    }
    reviewed.failed += int(std::ranges::count_if(reviewed.plan.problems, [](const Problem &problem) { return !problem.isNote; }));
    reviewed.chosen = reviewed.plan.chosen(ticked);
    return reviewed;
}

QJsonObject toJson(const PlanRow &row)
{
    QJsonArray changes;
    for (const FieldChange &change : row.changes)
        changes.append(QJsonObject{{u"field"_s, fieldKey(change.field)}, {u"before"_s, change.before}, {u"after"_s, change.after}});
    const HostRecord &values = row.values;
    return {{u"state"_s, stateKey(row.state)},
            {u"name"_s, values.name},
            {u"address"_s, values.address.value_or(QString())},
            {u"port"_s, values.port.value_or(22)},
            {u"user"_s, values.user.value_or(QString())},
            {u"group"_s, values.group.value_or(QStringList()).join(u'/')},
            {u"jump"_s, values.jump.value_or(JumpTo()).name},
            {u"id"_s, row.instance.isNull() ? QJsonValue() : QJsonValue(row.instance.toString())},
            {u"changes"_s, changes},
            {u"message"_s, row.message},
            {u"remarks"_s, QJsonArray::fromStringList(values.remarks)},
            {u"file"_s, values.file},
            {u"line"_s, values.line}};
}

QString whatHappens(const PlanRow &row)
{
    if (!row.message.isEmpty())
        return row.message;
    QStringList parts;
    for (const FieldChange &change : row.changes)
        parts += u"%1: %2 → %3"_s.arg(fieldWord(change.field), change.before.isEmpty() ? u"–"_s : change.before, change.after.isEmpty() ? u"–"_s : change.after);
    return parts.join(u", "_s);
}

void print(const Context &context, const Reviewed &reviewed)
{
    QList<QJsonObject> rows;
    rows.reserve(reviewed.plan.rows.size());
    for (const PlanRow &row : reviewed.plan.rows) {
        rows += toJson(row);
        if (!context.arguments.json)
            rows.last().insert(u"what"_s, whatHappens(row));
    }
    if (context.arguments.json)
        cli::printList(*context.io, context.arguments, {}, rows);
    else if (!context.arguments.quiet)
        cli::printList(*context.io, context.arguments, {{u"state"_s, Text::tr("State")}, {u"name"_s, Text::tr("Name")}, {u"address"_s, Text::tr("Address")},
                       {u"line"_s, Text::tr("Line")}, {u"what"_s, Text::tr("What changes")}}, rows);
    for (const Problem &problem : reviewed.plan.problems)
        cli::printMessage(*context.io, context.arguments, shownProblem(problem));
}

void summarize(const Context &context, const Reviewed &reviewed, const std::optional<Applied> &applied, int keys)
{
    const auto counts = reviewed.plan.counts();
    cli::printMessage(*context.io, context.arguments, Text::tr("%1 new, %2 changed, %3 same, %4 conflicts, %5 errors.")
                          .arg(counts[0]).arg(counts[1]).arg(counts[2]).arg(counts[3]).arg(counts[4]));
    if (!applied)
        return cli::printMessage(*context.io, context.arguments, Text::tr("Nothing was written."));
    cli::printMessage(*context.io, context.arguments, Text::tr("Added %1, changed %2.").arg(applied->added).arg(applied->changed));
    if (keys > 0)
        cli::printMessage(*context.io, context.arguments, Text::tr("Took over %1 host keys from known_hosts.").arg(keys));
}

} // namespace

Future<int> runImport(Context context, SourceKind kind)
{
    const auto source = sourceOf(context, kind);
    const auto forAll = forAllOf(context.arguments);
    if (!source || !forAll)
        co_return std::unexpected(source ? forAll.error() : source.error());
    const auto read = co_await inWorker<ReadSource>([source = *source](const auto &cancelled) { return readSource(source, cancelled); });
    if (!read)
        co_return std::unexpected(read.error());
    if (kind == SourceKind::Csv && read->document.hosts.isEmpty() && !read->document.problems.isEmpty() && read->document.problems.last().line == 1)
        co_return std::unexpected(Error{Errc::Invalid, read->document.problems.last().text});
    const auto organization = co_await cli::organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    const auto present = readPresent(*context.services->inventory, organization->id);
    if (!present)
        co_return std::unexpected(present.error());
    const auto plan = co_await inWorker<ImportPlan>([document = read->document, present = *present, forAll = *forAll](const auto &cancelled) {
        return Result<ImportPlan>(makePlan(document, present, forAll, cancelled));
    });
    if (!plan)
        co_return std::unexpected(plan.error());
    const Reviewed reviewed = review(*plan, context.arguments.has(u"--duplicates"_s));
    print(context, reviewed);
    const bool refused = context.arguments.has(u"--strict"_s) && reviewed.failed > 0;
    std::optional<Applied> applied;
    int keys = 0;
    if (!context.arguments.has(u"--dry-run"_s) && !refused) {
        const auto done = co_await applyPlan(*context.services->inventory, *context.services->gatekeeper, *present, reviewed.plan, reviewed.chosen);
        if (!done)
            co_return std::unexpected(done.error());
        applied = *done;
        if (!context.arguments.has(u"--no-host-keys"_s)) {
            const QString knownHosts = context.arguments.value(u"--known-hosts"_s);
            const QString path = knownHosts.isEmpty() ? userKnownHostsFile() : QDir(context.io->directory()).absoluteFilePath(knownHosts);
            const cli::Services &services = *context.services;
            const auto pinned = co_await pinKnownKeys({*services.inventory, *services.gatekeeper, *services.knownHosts}, reviewed.plan, reviewed.chosen, path);
            if (!pinned)
                cli::printError(*context.io, context.arguments, pinned.error());
            keys = pinned.value_or(0);
        }
    }
    summarize(context, reviewed, applied, keys);
    if (reviewed.failed == 0)
        co_return 0;
    if (reviewed.good == 0 || refused)
        co_return std::unexpected(Error{Errc::Failed, refused ? Text::tr("Nothing was written: %1 rows cannot be imported.").arg(reviewed.failed)
                                                              : Text::tr("None of the %1 rows can be imported.").arg(reviewed.failed)});
    co_return exitCode(Errc::Partial);
}

} // namespace aiops::importing
