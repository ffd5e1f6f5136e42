#include "features/myspace/gui/carddelegate.h"

#include "features/myspace/gui/cardmodel.h"
#include "widgets/marks.h"
#include "widgets/statusglyph.h"
#include "widgets/theme.h"

#include <QAbstractProxyModel>
#include <QPainter>
#include <QPainterPath>

#include <cmath>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

const CardRow &rowOf(const QModelIndex &index)
{
    const auto *proxy = qobject_cast<const QAbstractProxyModel *>(index.model());
    const QModelIndex source = proxy ? proxy->mapToSource(index) : index;
    return static_cast<const CardModel *>(source.model())->row(source.row());
}

void drawText(QPainter *p, const QRectF &rect, const QString &text, const QFont &font, const QColor &color,
              Qt::Alignment align = Qt::AlignLeft, Qt::TextElideMode elide = Qt::ElideRight)
{
    p->setFont(font);
    p->setPen(color);
    p->drawText(rect, int(align | Qt::AlignVCenter), p->fontMetrics().elidedText(text, elide, int(rect.width())));
}

void paintFrame(QPainter *p, const QRectF &card, const QStyleOptionViewItem &option)
{
    const Theme &theme = Theme::current();
    const bool selected = option.state & QStyle::State_Selected;
    const bool hover = option.state & QStyle::State_MouseOver;
    p->setBrush(theme.color(selected ? Token::Selected : hover ? Token::Hover : Token::Surface));
    p->setPen(QPen(theme.color(selected ? Token::Accent : Token::Border), selected ? 2 : 1));
    const qreal inset = selected ? 1 : 0.5;
    p->drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), 8, 8);
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        p->setBrush(Qt::NoBrush);
        p->setPen(QPen(theme.color(Token::Focus), 2));
        p->drawRoundedRect(card.adjusted(-2, -2, 2, 2), 10, 10);
    }
}

void paintBox(QPainter *p, const QRectF &mark, bool checked)
{
    const Theme &theme = Theme::current();
    const QRectF box(mark.center().x() - 8, mark.center().y() - 8, 16, 16);
    p->setBrush(theme.color(checked ? Token::AccentFill : Token::Surface));
    p->setPen(QPen(theme.color(checked ? Token::AccentFill : Token::BorderStrong), 1));
    p->drawRoundedRect(box, 4, 4);
    if (!checked)
        return;
    p->setPen(QPen(theme.color(Token::OnAccent), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    p->drawPolyline(QPolygonF{box.topLeft() + QPointF(4, 8.5), box.topLeft() + QPointF(7, 11.5), box.topLeft() + QPointF(12, 5)});
}

void paintHead(QPainter *p, const QRectF &r, const CardRow &row, const QStyleOptionViewItem &option)
{
    const Theme &theme = Theme::current();
    const QRectF mark(r.left(), r.top(), 26, 20);
    const bool selected = option.state & QStyle::State_Selected;
    if (selected || option.state & QStyle::State_MouseOver)
        paintBox(p, mark, selected);
    else
        widgets::paintProviderMark(*p, mark, row.provider);
    const qreal tag = widgets::paintEnvTag(*p, QRectF(r.left(), r.top(), r.width(), 20), row.environment);
    const qreal left = mark.right() + 8;
    drawText(p, QRectF(left, r.top(), r.right() - left - (tag > 0 ? tag + 8 : 0), 20), row.name,
             theme.font(Theme::Type::Body, 600), theme.color(Token::Text), Qt::AlignLeft, Qt::ElideMiddle);
}

void paintStatus(QPainter *p, const QRectF &r, const CardRow &row)
{
    const Theme &theme = Theme::current();
    const QFont font = theme.font(Theme::Type::Secondary);
    const QString word = statusWord(row.status);
    const qreal wordWidth = QFontMetricsF(font).horizontalAdvance(word) + 4;
    widgets::paintStatusGlyph(*p, QRectF(r.left(), r.center().y() - 6, 12, 12), shapeOf(row.status));
    drawText(p, QRectF(r.left() + 17, r.top(), wordWidth, r.height()), word, font, theme.statusColor(shapeOf(row.status)));
    const QFont small = theme.font(Theme::Type::Caption);
    const QRectF rest(r.left() + 17 + wordWidth + 20, r.top(), r.width() - 37 - wordWidth, r.height());
    const qreal width = qMin(rest.width(), QFontMetricsF(small).horizontalAdvance(row.source) + 2);
    drawText(p, QRectF(rest.right() - width, r.top(), width, r.height()), row.source, small, theme.color(Token::Muted));
    if (row.sourceStatus != u"none")
        widgets::paintStatusGlyph(*p, QRectF(rest.right() - width - 13, r.center().y() - 4, 8, 8), row.sourceStatus);
}

QColor levelColor(double value, Token calm)
{
    return Theme::current().color(value >= 90 ? Token::Danger : value >= 80 ? Token::Warn : calm);
}

void paintSpark(QPainter *p, const QRectF &r, const CardSeries &series)
{
    const Theme &theme = Theme::current();
    const QList<float> &samples = series.samples;
    if (samples.size() < 2) {
        p->setPen(QPen(theme.color(Token::Border), 1));
        p->drawLine(QPointF(r.left(), r.bottom() - 0.5), QPointF(r.right(), r.bottom() - 0.5));
        return;
    }
    QPainterPath line;
    for (qsizetype i = 0; i < samples.size(); ++i) {
        const QPointF at(r.left() + r.width() * qreal(i) / qreal(samples.size() - 1),
                         r.bottom() - r.height() * std::clamp(samples[i], 0.0F, 100.0F) / 100.0);
        i == 0 ? line.moveTo(at) : line.lineTo(at);
    }
    QPainterPath area = line;
    area.lineTo(r.bottomRight());
    area.lineTo(r.bottomLeft());
    QColor color = levelColor(series.value, Token::Accent);
    p->strokePath(line, QPen(color, 1.3));
    color.setAlphaF(0.13F);
    p->fillPath(area, color);
}

void paintMetrics(QPainter *p, const QRectF &r, const CardRow &row)
{
    const Theme &theme = Theme::current();
    const std::array labels{CardModel::tr("CPU"), CardModel::tr("MEM"), CardModel::tr("DISK")};
    const qreal width = (r.width() - 24) / 3;
    for (size_t i = 0; i < labels.size(); ++i) {
        const QRectF cell(r.left() + qreal(i) * (width + 12), r.top(), width, 16);
        const double value = row.series[i].value;
        const bool known = !std::isnan(value);
        drawText(p, cell, labels[i], theme.font(Theme::Type::Caption), theme.color(Token::Muted));
        drawText(p, cell, known ? CardModel::tr("%1%").arg(std::lround(value)) : CardModel::tr("n/a"),
                 theme.font(Theme::Type::Secondary, known ? 600 : 400),
                 known ? levelColor(value, Token::Text) : theme.color(Token::Muted), Qt::AlignRight);
        paintSpark(p, QRectF(cell.left(), cell.bottom() + 3, width, 20), row.series[i]);
    }
}

void paintProjects(QPainter *p, const QRectF &r, const CardRow &row)
{
    const Theme &theme = Theme::current();
    const QFont font = theme.font(Theme::Type::Caption);
    const QFontMetricsF metrics(font);
    qreal x = r.left();
    for (qsizetype i = 0; i < row.projects.size(); ++i) {
        const qsizetype left = row.projects.size() - i;
        const qreal width = qMin(metrics.horizontalAdvance(row.projects[i].name) + 2, r.width() - 40);
        const qreal reserve = left > 1 ? 24 : 0;
        if (x + 13 + width > r.right() - reserve) {
            drawText(p, QRectF(x, r.top(), 30, r.height()), u"+%1"_s.arg(left), font, theme.color(Token::Muted));
            return;
        }
        widgets::paintProjectSquare(*p, QRectF(x, r.center().y() - 4, 8, 8), QColor(row.projects[i].color));
        drawText(p, QRectF(x + 13, r.top(), width, r.height()), row.projects[i].name, font, theme.color(Token::Muted));
        x += 13 + width + 10;
    }
    if (row.projects.isEmpty())
        drawText(p, r, CardModel::tr("No project"), font, theme.color(Token::Muted));
}

} // namespace

void CardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const CardRow &row = rowOf(index);
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    const QRectF card = QRectF(option.rect).adjusted(gap / 2.0, gap / 2.0, -gap / 2.0, -gap / 2.0);
    paintFrame(painter, card, option);
    const QRectF in = card.adjusted(13, 10, -13, 0);
    paintHead(painter, in, row, option);
    paintStatus(painter, QRectF(in.left(), in.top() + 25, in.width(), 18), row);
    const qreal third = in.top() + 45;
    drawText(painter, QRectF(in.left(), third, in.width() / 2 - 6, 16), row.place, theme.font(Theme::Type::Secondary),
             theme.color(Token::Muted));
    drawText(painter, QRectF(in.center().x() - 6, third, in.width() / 2 + 6, 16), row.address,
             theme.font(Theme::Type::MonoSmall), theme.color(Token::Muted), Qt::AlignRight);
    paintMetrics(painter, QRectF(in.left(), in.top() + 68, in.width(), 40), row);
    painter->setPen(QPen(theme.color(Token::Border), 1));
    painter->drawLine(QPointF(in.left(), card.bottom() - 26.5), QPointF(in.right(), card.bottom() - 26.5));
    paintProjects(painter, QRectF(in.left(), card.bottom() - 25, in.width(), 24), row);
    painter->restore();
}

} // namespace aiops::myspace
