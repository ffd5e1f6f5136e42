#pragma once

#include "widgets/charts/chartpainter.h"

#include <QPainter>

namespace aiops::widgets {

constexpr double kChartMargin = 13;

/// Draws one frame: what stands still in chartpainter.cpp, what the pointer changes in chartoverlay.cpp.
class Drawing final
{
public:
    Drawing(QPainter &painter, const ChartFrame &frame) : p(painter), f(frame) {}
    void run();

private:
    QColor lineColor(std::size_t i) const;
    QColor blended(const QColor &over, double share) const;
    QPen linePen(std::size_t i) const;
    void text(const QRectF &area, int flags, const QString &words, const QColor &color, const QFont &font);
    void card();
    void grid();
    void band();
    void fills();
    void lines();
    void axes();
    void threshold();
    void legend();
    void crosshair();
    void valueBox();
    double edge(std::size_t line) const;

    QPainter &p;
    const ChartFrame &f;
};

} // namespace aiops::widgets
