#pragma once

#include "widgets/charts/chartdata.h"
#include "widgets/charts/chartsetup.h"
#include "widgets/charts/chartstyle.h"
#include "widgets/charts/decimation.h"

#include <optional>

class QPainter;

namespace aiops::widgets {

/// One frame of a chart: everything that the drawing reads. Lives as long as the call.
struct ChartFrame
{
    const ChartSetup &setup;
    const ChartStyle &style;
    const ChartData &data;
    const std::vector<Polylines> &shapes; ///< one per line, in screen coordinates
    const PlotMapping &map;
    const ValueAxis &axis;
    QRectF bounds;
    QString headline;                     ///< current value, top right
    qsizetype row = -1;                   ///< at the crosshair; -1: none
    std::optional<double> crosshair = {}; ///< x
    std::optional<QPointF> pointer = {};  ///< set in the chart that shows the value box
    std::optional<std::pair<double, double>> selection = {};
    bool stale = false;                   ///< the connection is lost: old values, greyed
    bool focused = false;
};

/// Where the samples go inside `bounds`.
QRectF plotArea(const QRectF &bounds, const ChartStyle &style);
void paintChart(QPainter &painter, const ChartFrame &frame);
/// Beside the crosshair, inside `area`, and never under the pointer.
QRectF valueBoxRect(const QSizeF &size, const QRectF &area, double crosshair, QPointF pointer);

} // namespace aiops::widgets
