#pragma once

#include "features/metrics/netdatajson.h"
#include "features/metrics/series.h"

#include <array>
#include <optional>

namespace aiops::metrics {

/// Lines of each: Cpu user, system, iowait, other (percent); Memory used, cached, buffers, swap (bytes);
/// Disk percent of / used, bytes used; DiskIo read, written (bytes/s); Network received, sent (bit/s);
/// Load 1, 5, 15 min.
enum class Chart { Cpu, Memory, Disk, DiskIo, Network, Load };
inline constexpr std::array kCharts{Chart::Cpu, Chart::Memory, Chart::Disk, Chart::DiskIo, Chart::Network, Chart::Load};

QByteArray netdataChart(Chart chart);                  ///< "system.cpu"
QString chartKey(Chart chart);                         ///< "cpu", "memory", "disk", "disk_io", "network", "load"
std::optional<Chart> chartForKey(QStringView key);
QStringList lineKeys(Chart chart);                     ///< snake_case
inline constexpr QByteArrayView kSwapChart = "mem.swap"; ///< gives the last line of Memory

/// Dimensions of Netdata by name -> our lines in our units. A value out of range is a gap. Error Protocol
/// ("wrong_unit") when the agent counts in something else than we know.
Result<Row> toRow(Chart chart, const QByteArray &units, const QHash<QByteArray, double> &dimensions);
/// Bytes of swap in use, NaN when unknown.
float swapUsed(const QByteArray &units, const QHash<QByteArray, double> &dimensions);
/// All memory in bytes, NaN when unknown.
double memoryTotal(const QByteArray &units, const QHash<QByteArray, double> &dimensions);
QHash<QByteArray, double> dimensionsOf(const DataTable &table, std::size_t row);

} // namespace aiops::metrics
