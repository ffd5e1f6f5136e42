#include "widgets/charts/sparkline.h"

#include <QPainter>
#include <QVarLengthArray>

#include <cmath>

namespace aiops::widgets {

namespace {

void paintRun(QPainter *painter, const QRectF &area, const QVarLengthArray<QPointF, 258> &points, const SparklineStyle &style)
{
    if (points.size() == 1) {
        painter->drawPoint(points.front());
        return;
    }
    QVarLengthArray<QPointF, 258> shape(points);
    shape.append({points.back().x(), area.bottom()});
    shape.append({points.front().x(), area.bottom()});
    QColor fill = style.line;
    fill.setAlphaF(0.13f);
    painter->save();
    painter->setPen(Qt::NoPen);
    painter->setBrush(fill);
    painter->drawPolygon(shape.data(), int(shape.size()));
    painter->restore();
    painter->drawPolyline(points.data(), int(points.size()));
}

} // namespace

void paintSparkline(QPainter *painter, const QRectF &area, std::span<const float> values, const SparklineStyle &style)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setBrush(Qt::NoBrush);
    painter->setPen(QPen(style.line, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QVarLengthArray<QPointF, 258> run;
    bool any = false;
    const auto flush = [&] {
        if (!run.isEmpty())
            paintRun(painter, area, run, style);
        run.clear();
    };
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (!std::isfinite(values[i])) {
            flush();
            continue;
        }
        any = true;
        const double share = values.size() < 2 ? 1 : double(i) / double(values.size() - 1);
        const double height = std::clamp(double(values[i]) / style.top, 0.0, 1.0) * (area.height() - 2) + 1;
        run.append({area.left() + share * area.width(), area.bottom() - height});
    }
    flush();
    if (!any) {
        painter->setPen(QPen(style.muted, 1));
        painter->drawLine(QPointF(area.left(), area.bottom() - 1), QPointF(area.right(), area.bottom() - 1));
    }
    painter->restore();
}

} // namespace aiops::widgets
