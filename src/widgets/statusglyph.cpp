#include "widgets/statusglyph.h"

#include "widgets/theme.h"

#include <QPainter>
#include <QPainterPath>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

namespace {

// All shapes live on a 12 x 12 grid, which the caller has scaled to its rectangle.
using Shape = void (*)(QPainter &, const QColor &);

void fill(QPainter &painter, const QColor &color)
{
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
}

void stroke(QPainter &painter, const QColor &color, qreal width, Qt::PenStyle style = Qt::SolidLine)
{
    QPen pen(color, width, style, Qt::RoundCap, Qt::RoundJoin);
    if (style == Qt::CustomDashLine) {
        pen.setCapStyle(Qt::FlatCap);
        pen.setDashPattern({1.47, 1.2});
    }
    painter.setPen(pen);
    painter.setBrush(Qt::NoBrush);
}

void disc(QPainter &p, const QColor &c) { fill(p, c); p.drawEllipse(QPointF(6, 6), 4.5, 4.5); }
void triangle(QPainter &p, const QColor &c)
{
    fill(p, c);
    p.drawPolygon(QPolygonF{{6, 1.2}, {11.3, 10.6}, {0.7, 10.6}});
}
void diamond(QPainter &p, const QColor &c)
{
    fill(p, c);
    p.drawPolygon(QPolygonF{{6, 0.6}, {11.4, 6}, {6, 11.4}, {0.6, 6}});
}
void struckRing(QPainter &p, const QColor &c)
{
    stroke(p, c, 1.6);
    p.drawEllipse(QPointF(6, 6), 4.6, 4.6);
    p.drawLine(QPointF(2.9, 9.1), QPointF(9.1, 2.9));
}
void square(QPainter &p, const QColor &c) { stroke(p, c, 1.6); p.drawRoundedRect(QRectF(2, 2, 8, 8), 1, 1); }
void halfDisc(QPainter &p, const QColor &c)
{
    stroke(p, c, 1.6);
    p.drawEllipse(QPointF(6, 6), 4.4, 4.4);
    fill(p, c);
    p.drawPie(QRectF(1.6, 1.6, 8.8, 8.8), -90 * 16, 180 * 16);
}
void dashedRing(QPainter &p, const QColor &c)
{
    stroke(p, c, 1.5, Qt::CustomDashLine);
    p.drawEllipse(QPointF(6, 6), 4.4, 4.4);
}
void dash(QPainter &p, const QColor &c) { stroke(p, c, 1.6); p.drawLine(QPointF(2.5, 6), QPointF(9.5, 6)); }
void check(QPainter &p, const QColor &c)
{
    stroke(p, c, 1.8);
    p.drawPolyline(QPolygonF{{2, 6.3}, {4.7, 9}, {10, 3.5}});
}
void cross(QPainter &p, const QColor &c)
{
    stroke(p, c, 1.8);
    p.drawLine(QPointF(2.5, 2.5), QPointF(9.5, 9.5));
    p.drawLine(QPointF(9.5, 2.5), QPointF(2.5, 9.5));
}
void dot(QPainter &p, const QColor &c) { fill(p, c); p.drawEllipse(QPointF(6, 6), 1.6, 1.6); }

Shape shapeOf(const QString &status)
{
    struct Row { QLatin1StringView name; Shape shape; };
    static constexpr std::array<Row, 11> rows{{{"running"_L1, disc}, {"warning"_L1, triangle},
        {"critical"_L1, diamond}, {"unreachable"_L1, struckRing}, {"stopped"_L1, square}, {"starting"_L1, halfDisc},
        {"info"_L1, halfDisc}, {"none"_L1, dash}, {"passed"_L1, check}, {"failed"_L1, cross}, {"waiting"_L1, dot}}};
    for (const Row &row : rows) {
        if (status == row.name)
            return row.shape;
    }
    return dashedRing;
}

} // namespace

void paintStatusGlyph(QPainter &painter, const QRectF &rect, const QString &status)
{
    const qreal side = qMin(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side / 2, side / 2));
    painter.scale(side / 12, side / 12);
    shapeOf(status)(painter, Theme::current().statusColor(status));
    painter.restore();
}

StatusGlyph::StatusGlyph(const QString &status, const QString &word, QWidget *parent) : QWidget(parent)
{
    setStatus(status, word);
}

void StatusGlyph::setStatus(const QString &status, const QString &word)
{
    m_status = status;
    m_word = word;
    setAccessibleName(word.isEmpty() ? status : word);
    updateGeometry();
    update();
}

QFont StatusGlyph::wordFont() const
{
    return Theme::current().font(Theme::Type::Secondary, 500);
}

QSize StatusGlyph::sizeHint() const
{
    const QFontMetrics metrics(wordFont());
    const int text = m_word.isEmpty() ? 0 : 6 + metrics.horizontalAdvance(m_word) + 1;
    return {12 + text, m_word.isEmpty() ? 12 : qMax(12, metrics.height())};
}

void StatusGlyph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStatusGlyph(painter, QRectF(0, (height() - 12) / 2.0, 12, 12), m_status);
    if (m_word.isEmpty())
        return;
    painter.setFont(wordFont());
    painter.setPen(Theme::current().statusColor(m_status));
    painter.drawText(rect().adjusted(18, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine, m_word);
}

} // namespace aiops::widgets
