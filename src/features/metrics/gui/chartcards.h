#pragma once

#include "features/metrics/metricssession.h"
#include "widgets/charts/timechart.h"

namespace aiops::widgets {
class Theme;
}

/// How the series of a session look as charts.
namespace aiops::metrics {

widgets::ChartStyle styleOf(const widgets::Theme &theme);
widgets::ChartSetup setupOf(Chart chart);
widgets::ChartData dataOf(const Series &series, qsizetype lines); ///< the first lines, times in ms
double sumOf(const Row &row);                                     ///< NaN when no line has a value
QString headlineOf(Chart chart, const MetricsSession &session);   ///< the newest value

} // namespace aiops::metrics
