#include "widgets/charts/chartdrawing.h"

#include <cmath>

namespace aiops::widgets {

namespace {

constexpr double kAxisWidth = 36;

} // namespace

QColor Drawing::blended(const QColor &over, double share) const
{
    const QColor &under = f.style.surface;
    const auto mix = [share](float a, float b) { return a * float(1 - share) + b * float(share); };
    return QColor::fromRgbF(mix(under.redF(), over.redF()), mix(under.greenF(), over.greenF()), mix(under.blueF(), over.blueF()));
}

QColor Drawing::lineColor(std::size_t i) const
{
    const QColor color = f.style.lines[std::size_t(f.setup.colors.value(qsizetype(i), int(i))) % f.style.lines.size()];
    return f.stale ? f.style.disabled : color;
}

QPen Drawing::linePen(std::size_t i) const
{
    QPen pen(lineColor(i), 1.5, Qt::SolidLine, Qt::FlatCap, Qt::BevelJoin);
    static const std::array<QList<qreal>, 4> dashes{{{4, 2}, {1.4, 2}, {5.4, 2, 1.4, 2}, {2.7, 1.4}}};
    const int color = f.setup.colors.value(qsizetype(i), int(i));
    // The violet of the memory chart sits alone between solid neighbours; dashes tell apart only what is crowded.
    if (f.setup.lines.size() > 4 && color >= 4)
        pen.setDashPattern(dashes[std::size_t(color - 4) % dashes.size()]);
    return pen;
}

void Drawing::text(const QRectF &area, int flags, const QString &words, const QColor &color, const QFont &font)
{
    p.setFont(font);
    p.setPen(color);
    p.drawText(area, flags | Qt::TextSingleLine, words);
}

void Drawing::card()
{
    p.setRenderHint(QPainter::Antialiasing);
    p.setPen(QPen(f.focused ? f.style.lines[0] : f.style.border, f.focused ? 2 : 1));
    p.setBrush(f.style.surface);
    p.drawRoundedRect(f.bounds.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
    const QRectF head(f.bounds.left() + kChartMargin, f.bounds.top() + 10, f.bounds.width() - 2 * kChartMargin,
                      QFontMetricsF(f.style.title).height());
    text(head, Qt::AlignRight | Qt::AlignVCenter, f.headline, f.stale ? f.style.muted : f.style.text, f.style.title);
    const double taken = QFontMetricsF(f.style.title).horizontalAdvance(f.headline) + 12;
    text(head.adjusted(0, 0, -taken, 0), Qt::AlignLeft | Qt::AlignVCenter,
         QFontMetricsF(f.style.title).elidedText(f.setup.title, Qt::ElideRight, head.width() - taken), f.style.text, f.style.title);
}

void Drawing::grid()
{
    p.setRenderHint(QPainter::Antialiasing, false);
    QPen pen(f.style.border, 1);
    pen.setCosmetic(true);
    p.setPen(pen);
    for (double value = 0; value <= f.axis.top * 1.0001; value += f.axis.step) {
        const double y = std::round(f.map.y(value));
        p.drawLine(QPointF(f.map.area.left(), y), QPointF(f.map.area.right(), y));
    }
}

void Drawing::band()
{
    const std::size_t rows = std::min({f.data.size(), f.data.bandLow.size(), f.data.bandHigh.size()});
    p.setPen(Qt::NoPen);
    p.setBrush(blended(f.style.muted, 0.22));
    QPolygonF upper, lower;
    const auto flush = [&] {
        std::ranges::reverse(lower);
        if (upper.size() > 1)
            p.drawPolygon(upper + lower);
        upper.clear();
        lower.clear();
    };
    for (std::size_t i = 0; i < rows; ++i) {
        if (!std::isfinite(f.data.bandLow[i]) || !std::isfinite(f.data.bandHigh[i])) {
            flush();
            continue;
        }
        const double x = f.map.x(f.data.times[i]);
        upper.append({x, f.map.y(f.data.bandHigh[i])});
        lower.append({x, f.map.y(f.data.bandLow[i])});
    }
    flush();
}

void Drawing::fills()
{
    if (f.setup.mode == ChartMode::Lines)
        return;
    const double share = f.setup.mode == ChartMode::Stacked ? 0.42 : 0.13;
    p.setPen(Qt::NoPen);
    QPolygonF shape;
    // From the top layer down and opaque: each layer covers the part of the one above that is not its own.
    for (std::size_t i = f.shapes.size(); i-- > 0;) {
        p.setBrush(blended(lineColor(i), f.stale ? share / 2 : share));
        for (std::size_t k = 0; k < f.shapes[i].count(); ++k) {
            const auto run = f.shapes[i].run(k);
            shape.clear();
            shape.append({run.front().x(), f.map.area.bottom()});
            for (const QPointF &point : run)
                shape.append(point);
            shape.append({run.back().x(), f.map.area.bottom()});
            p.drawPolygon(shape);
        }
    }
}

void Drawing::lines()
{
    p.setBrush(Qt::NoBrush);
    for (std::size_t i = 0; i < f.shapes.size(); ++i) {
        const Polylines &shape = f.shapes[i];
        QPen pen = linePen(i);
        // Columns that hold many samples are vertical strokes: one device pixel, not smoothed, is as true and far cheaper.
        p.setRenderHint(QPainter::Antialiasing, !shape.reduced);
        if (shape.reduced)
            pen = QPen(lineColor(i), 0);
        p.setPen(pen);
        for (std::size_t k = 0; k < shape.count(); ++k) {
            const auto run = shape.run(k);
            if (run.size() == 1)
                p.drawEllipse(run.front(), 0.75, 0.75);
            else
                p.drawPolyline(run.data(), int(run.size()));
        }
    }
    p.setRenderHint(QPainter::Antialiasing);
}

void Drawing::axes()
{
    const QFontMetricsF metrics(f.style.label);
    for (double value = 0; value <= f.axis.top * 1.0001; value += f.axis.step) {
        const QRectF at(f.bounds.left() + 4, f.map.y(value) - metrics.height() / 2, f.map.area.left() - f.bounds.left() - 10, metrics.height());
        text(at, Qt::AlignRight | Qt::AlignVCenter, f.axis.label(value), f.style.muted, f.style.label);
    }
    const int count = std::max(1, int(f.map.area.width() / 95));
    for (const TimeTick &tick : timeTicks(f.map.from, f.map.to, count)) {
        const double half = metrics.horizontalAdvance(tick.label) / 2;
        const double x = f.map.x(tick.at);
        if (x - half < f.map.area.left() - 4 || x + half > f.map.area.right() + 4)
            continue;
        text(QRectF(x - half - 2, f.map.area.bottom() + 3, 2 * half + 4, metrics.height()), Qt::AlignCenter, tick.label,
             f.style.muted, f.style.label);
    }
}

void Drawing::threshold()
{
    if (!f.setup.threshold || f.setup.threshold->value > f.axis.top)
        return;
    const double y = std::round(f.map.y(f.setup.threshold->value));
    QPen pen(f.style.danger, 1);
    pen.setDashPattern({5, 4});
    p.setRenderHint(QPainter::Antialiasing, false);
    p.setPen(pen);
    p.drawLine(QPointF(f.map.area.left(), y), QPointF(f.map.area.right(), y));
    const double height = QFontMetricsF(f.style.label).height();
    const double top = y - height - 1 < f.map.area.top() - 4 ? y + 1 : y - height - 1;
    text(QRectF(f.map.area.left() + 4, top, f.map.area.width() - 8, height), Qt::AlignLeft | Qt::AlignVCenter,
         f.setup.threshold->words, f.style.danger, f.style.label);
    p.setRenderHint(QPainter::Antialiasing);
}

void Drawing::run()
{
    card();
    grid();
    p.save();
    p.setClipRect(f.map.area.adjusted(0, -1, 0, 1));
    p.setRenderHint(QPainter::Antialiasing);
    band();
    fills();
    lines();
    p.restore();
    axes();
    threshold();
    legend();
    crosshair();
    valueBox();
}

QRectF plotArea(const QRectF &bounds, const ChartStyle &style)
{
    const double head = QFontMetricsF(style.title).height() + 22;
    const double foot = 2 * QFontMetricsF(style.label).height() + 22;
    return bounds.adjusted(kChartMargin + kAxisWidth, head, -kChartMargin - 7, -foot);
}

void paintChart(QPainter &painter, const ChartFrame &frame)
{
    Drawing(painter, frame).run();
}

} // namespace aiops::widgets
