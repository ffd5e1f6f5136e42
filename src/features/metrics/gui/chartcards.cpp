#include "features/metrics/gui/chartcards.h"

#include "widgets/charttheme.h"
#include "widgets/theme.h"

#include <QCoreApplication>

#include <cmath>

using namespace Qt::StringLiterals;
using aiops::widgets::ChartMode;
using aiops::widgets::ChartSetup;
using aiops::widgets::Theme;
using aiops::widgets::Unit;

namespace aiops::metrics {

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::metrics::OverviewPane", text);
}

} // namespace

widgets::ChartStyle styleOf(const Theme &theme)
{
    return widgets::chartStyle(theme);
}

ChartSetup setupOf(Chart chart)
{
    switch (chart) {
    case Chart::Cpu:
        return {say("CPU"), ChartMode::Stacked, Unit::Percent, {say("user"), say("system"), say("iowait"), say("other")}, {0, 1, 2, 4}, 100};
    case Chart::Memory:
        return {say("Memory"), ChartMode::Stacked, Unit::Bytes, {say("used"), say("cache"), say("buffers"), say("swap")}, {0, 4, 1, 3}};
    case Chart::Disk:
        return {say("Disk /"), ChartMode::Area, Unit::Percent, {say("used")}, {0}, 100,
                widgets::Threshold{90, say("Critical at 90%")}};
    case Chart::DiskIo: return {say("Disk I/O"), ChartMode::Lines, Unit::BytesPerSecond, {say("read"), say("write")}, {0, 1}};
    case Chart::Network: return {say("Network"), ChartMode::Lines, Unit::BitsPerSecond, {say("received"), say("sent")}, {0, 1}};
    case Chart::Load: break;
    }
    return {say("Load average"), ChartMode::Lines, Unit::Plain, {say("1 min"), say("5 min"), say("15 min")}, {0, 2, 4}};
}

widgets::ChartData dataOf(const Series &series, qsizetype lines)
{
    widgets::ChartData data;
    data.times.reserve(series.size());
    for (const qint64 time : series.times())
        data.times.push_back(time * 1000);
    for (qsizetype i = 0; i < lines; ++i) {
        const auto line = series.line(int(i));
        data.lines.emplace_back(line.begin(), line.end());
    }
    return data;
}

double sumOf(const Row &row)
{
    double sum = 0;
    bool any = false;
    for (const float value : row) {
        any = any || std::isfinite(value);
        sum += std::isfinite(value) ? value : 0;
    }
    return any ? sum : double(kGap);
}

QString headlineOf(Chart chart, const MetricsSession &session)
{
    const Row row = session.series(chart).lastRow();
    switch (chart) {
    case Chart::Cpu: return formatValue(Unit::Percent, sumOf(row));
    case Chart::Memory:
        return say("%1 of %2").arg(formatValue(Unit::Bytes, row[0]), formatValue(Unit::Bytes, session.memoryTotal()));
    case Chart::Disk: return say("%1, %2").arg(formatValue(Unit::Percent, row[0]), formatValue(Unit::Bytes, row[1]));
    case Chart::DiskIo: return formatValue(Unit::BytesPerSecond, sumOf(row));
    case Chart::Network: return formatValue(Unit::BitsPerSecond, sumOf(row));
    case Chart::Load: break;
    }
    return formatValue(Unit::Plain, row[0]);
}

} // namespace aiops::metrics
