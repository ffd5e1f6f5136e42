#include "widgets/charts/chartdrawing.h"

#include <QCoreApplication>
#include <QDateTime>

#include <cmath>

using namespace Qt::StringLiterals;

namespace aiops::widgets {

namespace {

constexpr double kSwatch = 9;

} // namespace

void Drawing::legend()
{
    const QFontMetricsF metrics(f.style.label);
    double x = f.bounds.left() + kChartMargin;
    const double y = f.bounds.bottom() - 10 - metrics.height();
    const qsizetype row = f.row >= 0 ? f.row : qsizetype(f.data.size()) - 1;
    for (std::size_t i = 0; f.setup.hasLegend && i < f.data.lines.size(); ++i) {
        if (!f.data.hasValues(i))
            continue;
        const QString value = formatValue(f.setup.unit, row < 0 ? kGap : f.data.lines[i][std::size_t(row)]);
        const QString name = f.setup.lines.value(qsizetype(i));
        p.setPen(Qt::NoPen);
        p.setBrush(lineColor(i));
        p.drawRoundedRect(QRectF(x, y + (metrics.height() - kSwatch) / 2, kSwatch, kSwatch), 2, 2);
        x += kSwatch + 5;
        text(QRectF(x, y, 300, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, name, f.style.muted, f.style.label);
        x += metrics.horizontalAdvance(name) + 4;
        text(QRectF(x, y, 300, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, value, f.style.text, f.style.label);
        x += metrics.horizontalAdvance(value) + 14;
    }
    if (f.data.size() == 0)
        text(f.map.area, Qt::AlignCenter, QCoreApplication::translate("aiops::widgets", "n/a"), f.style.muted, f.style.value);
}

double Drawing::edge(std::size_t line) const
{
    const auto row = std::size_t(f.row);
    if (f.setup.mode != ChartMode::Stacked)
        return f.data.lines[line][row];
    double sum = 0;
    for (std::size_t i = 0; i <= line; ++i)
        sum += std::isfinite(f.data.lines[i][row]) ? f.data.lines[i][row] : 0;
    return sum;
}

void Drawing::crosshair()
{
    if (f.selection) {
        QColor band = f.style.lines[0];
        band.setAlphaF(0.18f);
        p.fillRect(QRectF(f.selection->first, f.map.area.top(), f.selection->second - f.selection->first, f.map.area.height()), band);
    }
    if (!f.crosshair || *f.crosshair < f.map.area.left() || *f.crosshair > f.map.area.right())
        return;
    const double x = std::round(*f.crosshair);
    p.setRenderHint(QPainter::Antialiasing, false);
    p.setPen(QPen(f.style.muted, 1));
    p.drawLine(QPointF(x, f.map.area.top()), QPointF(x, f.map.area.bottom()));
    p.setRenderHint(QPainter::Antialiasing);
    for (std::size_t i = 0; f.row >= 0 && i < f.data.lines.size(); ++i) {
        if (!std::isfinite(f.data.lines[i][std::size_t(f.row)]))
            continue;
        p.setPen(QPen(f.style.surface, 1.5));
        p.setBrush(lineColor(i));
        p.drawEllipse(QPointF(x, f.map.y(edge(i))), 3.5, 3.5);
    }
}

void Drawing::valueBox()
{
    if (!f.pointer || !f.crosshair || f.row < 0)
        return;
    const QFontMetricsF metrics(f.style.label);
    const double rowHeight = metrics.height() + 3;
    const QString time = QDateTime::fromMSecsSinceEpoch(f.data.times[std::size_t(f.row)]).toString(u"HH:mm:ss"_s);
    double width = metrics.horizontalAdvance(time) + 24;
    QList<std::size_t> shown;
    for (std::size_t i = 0; i < f.data.lines.size(); ++i) {
        if (!f.data.hasValues(i))
            continue;
        shown.append(i);
        width = std::max(width, metrics.horizontalAdvance(f.setup.lines.value(qsizetype(i)) + u"0000 MMbit/s"_s) + 42);
    }
    const QRectF box = valueBoxRect({width, 14 + rowHeight * double(shown.size() + 1)}, f.map.area, *f.crosshair, *f.pointer);
    p.setPen(QPen(f.style.borderStrong, 1));
    p.setBrush(f.style.raised);
    p.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    QRectF line(box.left() + 10, box.top() + 7, box.width() - 20, rowHeight);
    QFont bold = f.style.label;
    bold.setWeight(QFont::DemiBold);
    text(line, Qt::AlignLeft | Qt::AlignVCenter, time, f.style.text, bold);
    for (const std::size_t i : shown) {
        line.translate(0, rowHeight);
        p.setPen(Qt::NoPen);
        p.setBrush(lineColor(i));
        p.drawRoundedRect(QRectF(line.left(), line.center().y() - kSwatch / 2, kSwatch, kSwatch), 2, 2);
        text(line.adjusted(kSwatch + 6, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, f.setup.lines.value(qsizetype(i)), f.style.muted, f.style.label);
        text(line, Qt::AlignRight | Qt::AlignVCenter, formatValue(f.setup.unit, f.data.lines[i][std::size_t(f.row)]), f.style.text, f.style.label);
    }
}

QRectF valueBoxRect(const QSizeF &size, const QRectF &area, double crosshair, QPointF pointer)
{
    QRectF box(QPointF(crosshair + 10, area.top() + 3), size);
    if (box.right() > area.right())
        box.moveRight(crosshair - 10);
    if (box.left() < area.left())
        box.moveLeft(area.left());
    if (box.adjusted(-4, -4, 4, 4).contains(pointer)) {
        if (pointer.x() > area.center().x())
            box.moveRight(pointer.x() - 14);
        else
            box.moveLeft(pointer.x() + 18);
    }
    return box;
}

} // namespace aiops::widgets
