#include "features/metrics/cli/metricscommands.h"

#include "cli/command.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "core/text.h"
#include "features/metrics/pooldialer.h"
#include "features/metrics/sessionstate.h"
#include "features/metrics/snapshot.h"
#include "inventory/inventory.h"

#include <QJsonArray>
#include <QTimeZone>

#include <cmath>

using namespace Qt::StringLiterals;

namespace aiops::metrics {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::metrics", text);
}

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

double sum(const Row &row)
{
    double all = 0;
    for (const float value : row)
        all += std::isfinite(value) ? value : 0;
    return std::isfinite(row[0]) ? all : double(kGap);
}

Result<inventory::Instance> findInstance(const cli::Context &context)
{
    const inventory::Inventory &inventory = *context.services->inventory;
    OrganizationId organization = inventory.currentOrganization();
    if (!context.arguments.organization.isEmpty()) {
        const auto named = inventory.findOrganization(context.arguments.organization);
        if (!named)
            return std::unexpected(named.error());
        organization = named->id;
    }
    return inventory.findInstance(organization, context.arguments.value(u"INSTANCE"_s));
}

/// A host without an agent counts as not reachable: exit code 6, not 3.
Error forExit(Error error)
{
    if (error.code == Errc::NotFound || error.code == Errc::Closed)
        error.code = Errc::Unreachable;
    return error;
}

std::shared_ptr<PoolDialer> dialerFor(const cli::Context &context)
{
    const cli::Services &services = *context.services;
    return std::make_shared<PoolDialer>(*services.gatekeeper, *services.inventory, *services.pool, netdataPort(*services.home),
                                        cli::interaction(context));
}

const QList<cli::Column> &nowColumns()
{
    static const QList<cli::Column> columns{
        {u"cpu_percent"_s, say("CPU %")}, {u"memory_used_bytes"_s, say("Memory used, bytes")},
        {u"memory_total_bytes"_s, say("Memory, bytes")}, {u"disk_used_percent"_s, say("Disk / used, %")},
        {u"disk_read_bytes_per_s"_s, say("Disk read, bytes/s")}, {u"disk_write_bytes_per_s"_s, say("Disk write, bytes/s")},
        {u"net_received_bits_per_s"_s, say("Received, bit/s")}, {u"net_sent_bits_per_s"_s, say("Sent, bit/s")},
        {u"load1"_s, say("Load 1 min")}, {u"load5"_s, say("Load 5 min")}, {u"load15"_s, say("Load 15 min")},
        {u"cores"_s, say("Cores")}, {u"agent"_s, say("Agent")}, {u"agent_version"_s, say("Agent version")},
        {u"at"_s, say("At")}, {u"state"_s, say("State")},
    };
    return columns;
}

QJsonObject toJson(const Snapshot &now, const Clock &clock)
{
    const auto value = [&now](Chart chart, std::size_t line) { return number(now.row(chart)[line]); };
    const bool live = now.at.isValid() && std::abs(now.at.secsTo(clock.now())) < 60;
    return {
        {u"cpu_percent"_s, number(sum(now.row(Chart::Cpu)))},
        {u"memory_used_bytes"_s, value(Chart::Memory, 0)},
        {u"memory_total_bytes"_s, number(now.memoryTotal)},
        {u"disk_used_percent"_s, value(Chart::Disk, 0)},
        {u"disk_read_bytes_per_s"_s, value(Chart::DiskIo, 0)},
        {u"disk_write_bytes_per_s"_s, value(Chart::DiskIo, 1)},
        {u"net_received_bits_per_s"_s, value(Chart::Network, 0)},
        {u"net_sent_bits_per_s"_s, value(Chart::Network, 1)},
        {u"load1"_s, value(Chart::Load, 0)},
        {u"load5"_s, value(Chart::Load, 1)},
        {u"load15"_s, value(Chart::Load, 2)},
        {u"cores"_s, now.cores > 0 ? QJsonValue(now.cores) : QJsonValue()},
        {u"agent"_s, u"netdata"_s},
        {u"agent_version"_s, now.agentVersion},
        {u"at"_s, toRfc3339(now.at)},
        {u"state"_s, SessionState{live ? SessionState::Live : SessionState::Stale}.name()},
    };
}

Future<int> runNow(cli::Context context)
{
    const auto instance = findInstance(context);
    if (!instance)
        co_return std::unexpected(instance.error());
    if (const auto unlocked = co_await cli::ensureUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    const auto dialer = dialerFor(context);
    const auto now = co_await readNow(dialer.get(), context.services->clock, instance->id);
    if (!now)
        co_return std::unexpected(forExit(now.error()));
    cli::printObject(*context.io, context.arguments, nowColumns(), toJson(*now, *context.services->clock));
    co_return 0;
}

struct RangeQuery
{
    Chart chart = Chart::Cpu;
    int minutes = 15;
    int points = 0;
};

Result<RangeQuery> parseRange(const cli::Arguments &arguments)
{
    const auto invalid = [](const QString &text) { return std::unexpected(Error{Errc::Invalid, text}); };
    RangeQuery query;
    const auto chart = chartForKey(arguments.value(u"--chart"_s, u"cpu"_s));
    if (!chart)
        return invalid(say("The chart must be cpu, memory, disk, disk_io, network or load."));
    query.chart = *chart;
    bool minutesGood = false, pointsGood = false;
    query.minutes = arguments.value(u"--minutes"_s, u"15"_s).toInt(&minutesGood);
    if (!minutesGood || query.minutes < 1 || query.minutes > 7 * 1440)
        return invalid(say("The minutes must be 1 to 10080."));
    query.points = arguments.value(u"--points"_s, QString::number(std::min(query.minutes * 60, 900))).toInt(&pointsGood);
    if (!pointsGood || query.points < 1 || query.points > 10'000)
        return invalid(say("The points must be 1 to 10000."));
    return query;
}

QString rfcOf(qint64 seconds)
{
    return toRfc3339(QDateTime::fromSecsSinceEpoch(seconds, QTimeZone::UTC));
}

void printJson(cli::Io &io, const History &history)
{
    QJsonArray times;
    for (const qint64 time : history.times)
        times.append(rfcOf(time));
    QJsonObject series;
    const QStringList keys = lineKeys(history.chart);
    for (qsizetype line = 0; line < keys.size(); ++line) {
        QJsonArray values;
        for (const Row &row : history.rows)
            values.append(number(row[std::size_t(line)]));
        series.insert(keys[line], values);
    }
    const QJsonObject document{{u"chart"_s, chartKey(history.chart)}, {u"times"_s, times}, {u"series"_s, series}};
    io.out(QJsonDocument(document).toJson(QJsonDocument::Compact) + '\n');
}

void printTable(cli::Io &io, const cli::Arguments &arguments, const History &history)
{
    const QStringList keys = lineKeys(history.chart);
    QList<cli::Column> columns{{u"time"_s, say("Time")}};
    for (const QString &key : keys)
        columns.append({key, key});
    QList<QJsonObject> rows;
    for (std::size_t i = 0; i < history.times.size(); ++i) {
        QJsonObject row{{u"time"_s, rfcOf(history.times[i])}};
        for (qsizetype line = 0; line < keys.size(); ++line)
            row.insert(keys[line], number(history.rows[i][std::size_t(line)]));
        rows.append(row);
    }
    cli::printList(io, arguments, columns, rows);
}

Future<int> runRange(cli::Context context)
{
    const auto query = parseRange(context.arguments);
    if (!query)
        co_return std::unexpected(query.error());
    const auto instance = findInstance(context);
    if (!instance)
        co_return std::unexpected(instance.error());
    if (const auto unlocked = co_await cli::ensureUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    const auto dialer = dialerFor(context);
    const auto history = co_await readHistory(dialer.get(), context.services->clock, instance->id, query->chart, query->minutes * 60, query->points);
    if (!history)
        co_return std::unexpected(forExit(history.error()));
    if (context.arguments.json)
        printJson(*context.io, *history);
    else
        printTable(*context.io, context.arguments, *history);
    co_return 0;
}

} // namespace

void registerCommands(cli::Registry &registry, std::function<Future<int>(cli::Context)> thisComputer)
{
    using cli::Parameter;
    const Parameter instance{u"INSTANCE"_s, Parameter::Positional, say("Name, slug or id of the instance; now: also \"local\", this computer"), true, {},
                             u"instance"_s};
    registry.describeNoun(u"metrics"_s, say("Read CPU, memory, disk, network and load of a host"));
    registry.add({u"metrics"_s, u"now"_s, say("Show the newest values"), u"aiops metrics now web-1 --json"_s,
                  QList<Parameter>{instance} + cli::passphraseParameters(), [thisComputer](cli::Context context) {
                      const bool isHere = thisComputer && context.arguments.value(u"INSTANCE"_s) == "local"_L1 && !findInstance(context);
                      return isHere ? thisComputer(std::move(context)) : runNow(std::move(context));
                  }});
    const QList<Parameter> range{
        instance,
        {u"--chart"_s, Parameter::Value, say("What to show"), false,
         {u"cpu"_s, u"memory"_s, u"disk"_s, u"disk_io"_s, u"network"_s, u"load"_s}},
        {u"--minutes"_s, Parameter::Value, say("How far back (15)")},
        {u"--points"_s, Parameter::Value, say("At most this many samples")},
    };
    registry.add({u"metrics"_s, u"range"_s, say("Show one chart over time"), u"aiops metrics range web-1 --chart cpu --minutes 15"_s,
                  range + cli::passphraseParameters(), runRange});
}

} // namespace aiops::metrics
