#include "features/audit/cli/auditverbs.h"

#include "cli/services.h"
#include "core/text.h"
#include "features/audit/auditjson.h"
#include "team/audithead.h"
#include "team/auditlog.h"

#include <QDir>
#include <QFile>

namespace aiops::audit {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kTail = 64 * 1024; // of an export: its head is at the end

QString tr(const char *text)
{
    return QCoreApplication::translate("audit", text);
}

Result<QDateTime> timeOf(const cli::Arguments &arguments, const QString &option)
{
    if (!arguments.has(option))
        return QDateTime();
    const QDateTime time = QDateTime::fromString(arguments.value(option), Qt::ISODate);
    if (!time.isValid())
        return std::unexpected(Error{Errc::Invalid, tr("%1 must be a time like 2026-11-21T08:00:00Z.").arg(option)});
    return time.toUTC();
}

Result<qint64> numberOf(const cli::Arguments &arguments, const QString &option, qint64 fallback)
{
    if (!arguments.has(option))
        return fallback;
    bool ok = false;
    const qint64 number = arguments.value(option).toLongLong(&ok);
    if (!ok || number < 1 || number > std::numeric_limits<int>::max())
        return std::unexpected(Error{Errc::Invalid, tr("%1 must be a number from 1.").arg(option)});
    return number;
}

Result<team::AuditHead> readHead(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(Error{file.exists() ? Errc::Failed : Errc::NotFound, tr("%1 could not be read.").arg(shownPlain(path, 300)), file.errorString()});
    if (file.size() > kTail && !file.seek(file.size() - kTail))
        return std::unexpected(Error{Errc::Failed, tr("%1 could not be read.").arg(shownPlain(path, 300)), file.errorString()});
    return team::headFromJson(file.read(kTail));
}

QJsonObject toJson(const team::VerifyReport &report)
{
    QJsonObject object{{u"ok"_s, report.firstBad == 0}, {u"rows"_s, report.rows}, {u"head"_s, report.head}, {u"head_seq"_s, report.headSeq},
                       {u"signed"_s, report.signedRows}, {u"signatures_checked"_s, report.signaturesChecked},
                       {u"signatures"_s, report.hasKey ? u"checked"_s : u"no_key"_s}, {u"details_removed"_s, report.removedDetails}};
    if (report.firstBad) {
        object.insert(u"first_bad"_s, report.firstBad);
        object.insert(u"reason"_s, report.reason);
    }
    QJsonArray known, missing;
    for (const team::KnownBreak &each : report.known)
        known.append(QJsonObject{{u"first_bad"_s, each.firstBad}, {u"reason"_s, each.reason}, {u"restarted_at"_s, each.restart}});
    for (const team::MissingNumbers &each : report.missing)
        missing.append(QJsonObject{{u"device"_s, each.device}, {u"from"_s, each.from}, {u"to"_s, each.to}});
    object.insert(u"known_breaks"_s, known);
    object.insert(u"missing"_s, missing);
    return object;
}

void printReport(const cli::Context &context, const team::VerifyReport &report)
{
    QList<cli::Column> columns{{u"ok"_s, tr("Holds")}, {u"rows"_s, tr("Entries")}, {u"signed"_s, tr("Signed")},
                               {u"signatures_checked"_s, tr("Signatures checked now")}, {u"details_removed"_s, tr("Details removed")},
                               {u"head"_s, tr("Head")}};
    if (report.firstBad)
        columns += {{u"first_bad"_s, tr("First bad entry")}, {u"reason"_s, tr("Reason")}};
    cli::printObject(*context.io, context.arguments, columns, toJson(report));
    for (const team::KnownBreak &each : report.known)
        cli::printMessage(*context.io, context.arguments,
                          tr("An older chain broke at entry %1 and was closed by entry %2.").arg(each.firstBad).arg(each.restart));
    if (!report.hasKey)
        cli::printMessage(*context.io, context.arguments, tr("Signatures were not checked: this computer has no device key."));
}

} // namespace

Result<team::AuditFilter> filterOf(const cli::Arguments &arguments)
{
    const auto since = timeOf(arguments, u"--since"_s);
    const auto until = since ? timeOf(arguments, u"--until"_s) : since;
    if (!until)
        return std::unexpected(until.error());
    const auto limit = numberOf(arguments, u"--limit"_s, 200);
    const auto before = limit ? numberOf(arguments, u"--before"_s, 0) : limit;
    if (!before)
        return std::unexpected(before.error());
    team::AuditFilter filter;
    filter.action = arguments.value(u"--action"_s);
    filter.objectId = arguments.value(u"--object"_s);
    filter.outcome = arguments.value(u"--outcome"_s);
    filter.actor = arguments.value(u"--actor"_s);
    filter.text = arguments.value(u"--text"_s);
    filter.since = *since;
    filter.until = *until;
    filter.limit = int(*limit);
    filter.before = *before;
    return filter;
}

Future<int> runList(cli::Context context)
{
    const auto filter = filterOf(context.arguments);
    if (!filter)
        co_return std::unexpected(filter.error());
    if (auto flushed = co_await context.services->audit->flushed(); !flushed)
        co_return std::unexpected(flushed.error());
    const auto rows = co_await context.services->audit->page(*filter);
    if (!rows)
        co_return std::unexpected(rows.error());
    QList<QJsonObject> objects;
    for (const team::AuditRow &row : *rows)
        objects.append(toJson(row));
    cli::printList(*context.io, context.arguments,
                   {{u"seq"_s, tr("Number")}, {u"at"_s, tr("Time")}, {u"actor"_s, tr("Who")}, {u"action"_s, tr("Action")},
                    {u"object_name"_s, tr("Object")}, {u"outcome"_s, tr("Outcome")}}, objects);
    co_return 0;
}

Future<int> runShow(cli::Context context)
{
    bool ok = false;
    const qint64 seq = context.arguments.value(u"NUMBER"_s).toLongLong(&ok);
    if (!ok || seq < 1)
        co_return std::unexpected(Error{Errc::Invalid, tr("The number of an entry is a number from 1.")});
    if (auto flushed = co_await context.services->audit->flushed(); !flushed)
        co_return std::unexpected(flushed.error());
    const auto rows = context.services->audit->list({.limit = 1, .before = seq + 1});
    if (!rows)
        co_return std::unexpected(rows.error());
    if (rows->isEmpty() || rows->first().seq != seq)
        co_return std::unexpected(Error{Errc::NotFound, tr("There is no entry %1.").arg(seq)});
    QList<cli::Column> columns{{u"seq"_s, tr("Number")}, {u"at"_s, tr("Time")}, {u"actor"_s, tr("Who")}, {u"action"_s, tr("Action")},
                               {u"object_kind"_s, tr("Kind")}, {u"object_name"_s, tr("Object")}, {u"object_id"_s, tr("Object id")},
                               {u"outcome"_s, tr("Outcome")}, {u"detail"_s, tr("Details")}, {u"device"_s, tr("Device")},
                               {u"device_seq"_s, tr("Its number there")}, {u"signed"_s, tr("Signed")}, {u"hash"_s, tr("Hash")}};
    if (rows->first().detailRemoved)
        columns.append({u"detail_removed"_s, tr("Details removed by retention")});
    cli::printObject(*context.io, context.arguments, columns, toJson(rows->first()));
    co_return 0;
}

Future<int> runVerify(cli::Context context)
{
    team::VerifyOptions options{.allSignatures = context.arguments.has(u"--all"_s)};
    if (context.arguments.has(u"--against"_s)) {
        const auto head = readHead(QDir(context.io->directory()).absoluteFilePath(context.arguments.value(u"--against"_s)));
        if (!head)
            co_return std::unexpected(head.error());
        options.against = *head;
    }
    if (auto flushed = co_await context.services->audit->flushed(); !flushed)
        co_return std::unexpected(flushed.error());
    const auto report = co_await context.services->audit->verify(options);
    if (!report)
        co_return std::unexpected(report.error());
    printReport(context, *report);
    co_return report->firstBad ? 1 : 0;
}

} // namespace aiops::audit
