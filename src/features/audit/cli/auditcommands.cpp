#include "features/audit/cli/auditcommands.h"

#include "cli/command.h"
#include "cli/services.h"
#include "core/text.h"
#include "team/auditlog.h"

namespace aiops::audit {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("audit", text);
}

QJsonObject toRow(const team::AuditRow &row)
{
    const AuditEntry &entry = row.entry;
    return {{u"seq"_s, row.seq}, {u"at"_s, toRfc3339(entry.at)}, {u"actor"_s, entry.actor}, {u"action"_s, entry.action},
            {u"object_kind"_s, entry.objectKind}, {u"object_id"_s, entry.objectId}, {u"object_name"_s, entry.objectName},
            {u"outcome"_s, entry.outcome}, {u"detail"_s, entry.detail}, {u"hash"_s, row.hash}};
}

Result<team::AuditFilter> filterOf(const cli::Arguments &arguments)
{
    team::AuditFilter filter;
    filter.action = arguments.value(u"--action"_s);
    filter.objectId = arguments.value(u"--object"_s);
    filter.outcome = arguments.value(u"--outcome"_s);
    bool ok = true;
    if (arguments.has(u"--limit"_s))
        filter.limit = arguments.value(u"--limit"_s).toInt(&ok);
    if (!ok || filter.limit < 1)
        return std::unexpected(Error{Errc::Invalid, tr("--limit must be a number from 1.")});
    if (arguments.has(u"--since"_s)) {
        filter.since = QDateTime::fromString(arguments.value(u"--since"_s), Qt::ISODate);
        if (!filter.since.isValid())
            return std::unexpected(Error{Errc::Invalid, tr("--since must be a time like 2026-11-21T08:00:00Z.")});
        filter.since = filter.since.toUTC();
    }
    return filter;
}

Future<int> list(cli::Context context)
{
    const auto filter = filterOf(context.arguments);
    if (!filter)
        co_return std::unexpected(filter.error());
    if (auto flushed = co_await context.services->audit->flushed(); !flushed)
        co_return std::unexpected(flushed.error());
    const auto rows = context.services->audit->list(*filter);
    if (!rows)
        co_return std::unexpected(rows.error());
    QList<QJsonObject> objects;
    for (const team::AuditRow &row : *rows)
        objects.append(toRow(row));
    cli::printList(*context.io, context.arguments,
                   {{u"seq"_s, tr("Number")}, {u"at"_s, tr("Time")}, {u"actor"_s, tr("Who")}, {u"action"_s, tr("Action")},
                    {u"object_name"_s, tr("Object")}, {u"outcome"_s, tr("Outcome")}}, objects);
    co_return 0;
}

Future<int> verify(cli::Context context)
{
    if (auto flushed = co_await context.services->audit->flushed(); !flushed)
        co_return std::unexpected(flushed.error());
    const auto report = co_await context.services->audit->verify();
    if (!report)
        co_return std::unexpected(report.error());
    QJsonObject object{{u"ok"_s, report->firstBad == 0}, {u"rows"_s, report->rows}, {u"head"_s, report->head}};
    QList<cli::Column> columns{{u"ok"_s, tr("Holds")}, {u"rows"_s, tr("Entries")}, {u"head"_s, tr("Head")}};
    if (report->firstBad) {
        object.insert(u"first_bad"_s, report->firstBad);
        object.insert(u"reason"_s, report->reason);
        columns += {{u"first_bad"_s, tr("First bad entry")}, {u"reason"_s, tr("Reason")}};
    }
    cli::printObject(*context.io, context.arguments, columns, object);
    co_return report->firstBad ? 1 : 0;
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    registry.describeNoun(u"audit"_s, tr("What was done, by whom, in a chain that shows changes."));
    registry.add({u"audit"_s, u"list"_s, tr("List the newest entries."), u"aiops audit list --action instance. --limit 20"_s,
                  {{u"--action"_s, Parameter::Value, tr("Only actions that start so: instance., ssh.connect")},
                   {u"--object"_s, Parameter::Value, tr("Only this object's id")},
                   {u"--outcome"_s, Parameter::Value, tr("Only this outcome"), false,
                    {u"done"_s, u"failed"_s, u"denied"_s, u"cancelled"_s}},
                   {u"--since"_s, Parameter::Value, tr("Not before this time (RFC 3339)")},
                   {u"--limit"_s, Parameter::Value, tr("At most so many (200)")}}, list});
    registry.add({u"audit"_s, u"verify"_s, tr("Check the whole chain. Exit code 1 when it is broken."),
                  u"aiops audit verify"_s, {}, verify});
}

} // namespace aiops::audit
