#include "features/metrics/chartcatalog.h"

#include <cmath>

using namespace Qt::StringLiterals;

namespace aiops::metrics {

namespace {

struct Dimension
{
    const char *name;
    int line;
};

struct Entry
{
    const char *id;
    const char *key;
    std::vector<Dimension> dimensions;
    QStringList lines;
};

const Entry &entry(Chart chart)
{
    static const std::array<Entry, 6> entries{{
        {"system.cpu", "cpu",
         {{"user", 0}, {"nice", 0}, {"system", 1}, {"iowait", 2}, {"irq", 3}, {"softirq", 3}, {"steal", 3}, {"guest", 3}, {"guest_nice", 3}},
         {u"user"_s, u"system"_s, u"iowait"_s, u"other"_s}},
        {"system.ram", "memory", {{"used", 0}, {"cached", 1}, {"buffers", 2}}, {u"used"_s, u"cached"_s, u"buffers"_s, u"swap"_s}},
        {"disk_space._", "disk", {{"used", 0}, {"avail", 1}}, {u"used_percent"_s, u"used_bytes"_s}},
        {"system.io", "disk_io", {{"in", 0}, {"out", 1}}, {u"read"_s, u"written"_s}},
        {"system.net", "network", {{"received", 0}, {"sent", 1}}, {u"received"_s, u"sent"_s}},
        {"system.load", "load", {{"load1", 0}, {"load5", 1}, {"load15", 2}}, {u"load1"_s, u"load5"_s, u"load15"_s}},
    }};
    return entries[std::size_t(chart)];
}

/// What one of `units` is in ours; nothing for a unit of another kind.
std::optional<double> factor(Chart chart, const QByteArray &units)
{
    static const QHash<QByteArray, double> bytes{{"B", 1}, {"KiB", 1024}, {"MiB", 1048576}, {"GiB", 1073741824}, {"TiB", 1099511627776}};
    const auto find = [&units](const QHash<QByteArray, double> &known) -> std::optional<double> {
        const auto at = known.find(units);
        return at == known.end() ? std::nullopt : std::optional(*at);
    };
    switch (chart) {
    case Chart::Cpu: return find({{"percentage", 1}, {"%", 1}});
    case Chart::Memory:
    case Chart::Disk: return find(bytes);
    case Chart::DiskIo: return find({{"KiB/s", 1024}, {"B/s", 1}, {"MiB/s", 1048576}});
    case Chart::Network: return find({{"kilobits/s", 1000}, {"bits/s", 1}, {"megabits/s", 1e6}});
    case Chart::Load: return find({{"load", 1}});
    }
    return {};
}

/// Netdata draws one direction of a pair below the axis, as negative numbers.
bool isSigned(Chart chart)
{
    return chart == Chart::DiskIo || chart == Chart::Network;
}

float inRange(Chart chart, double value)
{
    if (isSigned(chart))
        value = std::abs(value);
    const double most = chart == Chart::Cpu ? 100.5 : 1e18;
    return value >= 0 && value <= most ? float(value) : kGap;
}

Row diskRow(const Row &raw)
{
    const float used = raw[0], all = raw[0] + raw[1];
    return all > 0 ? Row{100 * used / all, used, kGap, kGap} : kEmptyRow;
}

/// An agent that has just started sends zeros for what it did not measure yet.
bool isUnmeasured(Chart chart, const Row &row)
{
    return chart == Chart::Memory && row[0] == 0;
}

} // namespace

QByteArray netdataChart(Chart chart) { return entry(chart).id; }
QString chartKey(Chart chart) { return QString::fromLatin1(entry(chart).key); }
QStringList lineKeys(Chart chart) { return entry(chart).lines; }

std::optional<Chart> chartForKey(QStringView key)
{
    const auto found = std::ranges::find_if(kCharts, [key](Chart chart) { return chartKey(chart) == key; });
    return found == kCharts.end() ? std::nullopt : std::optional(*found);
}

Result<Row> toRow(Chart chart, const QByteArray &units, const QHash<QByteArray, double> &dimensions)
{
    const auto scale = factor(chart, units);
    if (!scale)
        return badAnswer("wrong_unit");
    Row row = kEmptyRow;
    for (const Dimension &dimension : entry(chart).dimensions) {
        const auto value = dimensions.find(QByteArray::fromRawData(dimension.name, qsizetype(std::strlen(dimension.name))));
        if (value == dimensions.end())
            continue;
        float &line = row[std::size_t(dimension.line)];
        line = std::isnan(line) ? inRange(chart, *value * *scale) : line + inRange(chart, *value * *scale);
    }
    if (isUnmeasured(chart, row))
        return kEmptyRow;
    return chart == Chart::Disk ? diskRow(row) : row;
}

float swapUsed(const QByteArray &units, const QHash<QByteArray, double> &dimensions)
{
    const auto scale = factor(Chart::Memory, units);
    return scale ? inRange(Chart::Memory, dimensions.value("used", kGap) * *scale) : kGap;
}

double memoryTotal(const QByteArray &units, const QHash<QByteArray, double> &dimensions)
{
    const double all = dimensions.value("free", kGap) + dimensions.value("used", kGap) + dimensions.value("cached", kGap)
        + dimensions.value("buffers", kGap);
    return inRange(Chart::Memory, all <= 0 ? double(kGap) : all * factor(Chart::Memory, units).value_or(double(kGap)));
}

QHash<QByteArray, double> dimensionsOf(const DataTable &table, std::size_t row)
{
    QHash<QByteArray, double> dimensions;
    const auto width = std::size_t(table.labels.size());
    for (std::size_t i = 0; i < width; ++i)
        dimensions.insert(table.labels[qsizetype(i)], table.values[row * width + i]);
    return dimensions;
}

} // namespace aiops::metrics
