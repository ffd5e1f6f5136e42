#pragma once

#include <QPointF>
#include <QRectF>

#include <span>
#include <vector>

namespace aiops::widgets {

/// Where times and values lie on the screen.
struct PlotMapping
{
    QRectF area;
    qint64 from = 0; ///< ms at the left edge
    qint64 to = 1;   ///< ms at the right edge
    double top = 1;  ///< value at the upper edge; 0 is at the lower

    double x(qint64 time) const { return area.left() + double(time - from) / double(to - from) * area.width(); }
    double y(double value) const { return area.bottom() - value / top * area.height(); }
    qint64 timeAt(double px) const { return from + qint64((px - area.left()) / area.width() * double(to - from)); }
};

/// Unbroken runs of points; reused from frame to frame so that drawing allocates nothing.
struct Polylines
{
    std::vector<QPointF> points;
    std::vector<std::size_t> starts;
    bool reduced = false; ///< there were more samples than pixel columns

    void clear();
    std::size_t count() const { return starts.size(); }
    std::span<const QPointF> run(std::size_t i) const;
};

/// The samples in view as runs. With more than two samples per pixel column each column gives at most its first,
/// lowest, highest and last value, so that no spike is lost. A NaN, a step longer than `gapAfter` ms or an empty
/// column between dense ones ends a run.
void decimate(std::span<const qint64> times, std::span<const float> values, const PlotMapping &map, qint64 gapAfter,
              Polylines &out);

} // namespace aiops::widgets
