#pragma once

#include "features/metrics/netdataclient.h"

namespace aiops::metrics {

class AgentDialer;

/// The newest values of one host. NaN is unknown.
struct Snapshot
{
    std::array<Row, kCharts.size()> rows;
    double memoryTotal;
    int cores = 0;
    QString agentVersion;
    QDateTime at; ///< UTC, by the host's clock

    const Row &row(Chart chart) const { return rows[std::size_t(chart)]; }
};

/// One connection, three requests.
Future<Snapshot> readNow(AgentDialer *dialer, const Clock *clock, InstanceId instance);

struct History
{
    Chart chart = Chart::Cpu;
    std::vector<qint64> times; ///< seconds since 1970
    std::vector<Row> rows;
};
/// The last `seconds` in at most `points` samples. Error NotFound: the host has no such chart.
Future<History> readHistory(AgentDialer *dialer, const Clock *clock, InstanceId instance, Chart chart, int seconds, int points);

} // namespace aiops::metrics
