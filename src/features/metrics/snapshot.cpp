#include "features/metrics/snapshot.h"

#include "features/metrics/agentdialer.h"

#include <QTimeZone>

namespace aiops::metrics {

namespace {

Snapshot snapshotOf(const AgentInfo &info, const ChartList &charts, const NetdataClient::Latest &latest)
{
    Snapshot snapshot{.memoryTotal = double(kGap), .cores = charts.cores, .agentVersion = info.version};
    for (const Chart chart : kCharts) {
        const LatestChart found = latest.value(netdataChart(chart));
        snapshot.rows[std::size_t(chart)] = toRow(chart, found.units, found.dimensions).value_or(kEmptyRow);
        if (chart == Chart::Memory)
            snapshot.memoryTotal = memoryTotal(found.units, found.dimensions);
        if (chart == Chart::Cpu && found.at > 0)
            snapshot.at = QDateTime::fromSecsSinceEpoch(found.at, QTimeZone::UTC);
    }
    return snapshot;
}

} // namespace

Future<Snapshot> readNow(AgentDialer *dialer, const Clock *clock, InstanceId instance)
{
    const auto channel = co_await dialer->dial(instance);
    if (!channel)
        co_return std::unexpected(channel.error());
    const auto client = std::make_unique<NetdataClient>(*channel, *clock);
    const auto info = co_await client->info();
    if (!info)
        co_return std::unexpected(info.error());
    const auto charts = co_await client->charts();
    if (!charts)
        co_return std::unexpected(charts.error());
    const auto latest = co_await client->latest();
    if (!latest)
        co_return std::unexpected(latest.error());
    co_return snapshotOf(*info, *charts, *latest);
}

Future<History> readHistory(AgentDialer *dialer, const Clock *clock, InstanceId instance, Chart chart, int seconds, int points)
{
    const auto channel = co_await dialer->dial(instance);
    if (!channel)
        co_return std::unexpected(channel.error());
    const auto client = std::make_unique<NetdataClient>(*channel, *clock);
    const auto charts = co_await client->charts();
    if (!charts)
        co_return std::unexpected(charts.error());
    const auto table = co_await client->data(netdataChart(chart), seconds, points);
    if (!table)
        co_return std::unexpected(table.error());
    History history{.chart = chart, .times = table->times};
    for (std::size_t i = 0; i < table->times.size(); ++i) {
        const auto row = toRow(chart, charts->units.value(netdataChart(chart)), dimensionsOf(*table, i));
        if (!row)
            co_return std::unexpected(row.error());
        history.rows.push_back(*row);
    }
    co_return history;
}

} // namespace aiops::metrics
