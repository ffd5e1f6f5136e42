#pragma once

#include <QColor>
#include <QRectF>

#include <span>

class QPainter;

namespace aiops::widgets {

struct SparklineStyle
{
    QColor line;
    QColor muted;     ///< of the flat line when there are no values
    double top = 100; ///< value at the upper edge; 0 is at the lower
};

/// Values from left to right, evenly spaced; NaN is a gap. For delegates: allocates nothing up to 256 points.
void paintSparkline(QPainter *painter, const QRectF &area, std::span<const float> values, const SparklineStyle &style);

} // namespace aiops::widgets
