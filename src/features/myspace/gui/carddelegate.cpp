#include "features/myspace/gui/carddelegate.h"

#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/metriccell.h"
#include "widgets/marks.h"
#include "widgets/statusglyph.h"
#include "widgets/theme.h"

#include <QPainter>

#include <cmath>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

void paintFrame(QPainter *p, const QRectF &card, const QStyleOptionViewItem &option)
{
    const Theme &theme = Theme::current();
    const bool selected = option.state & QStyle::State_Selected;
    const bool hover = option.state & QStyle::State_MouseOver;
    p->setBrush(theme.color(selected ? Token::Selected : hover ? Token::Hover : Token::Surface));
    p->setPen(QPen(theme.color(selected ? Token::Accent : Token::Border), selected ? 2 : 1));
    const qreal inset = selected ? 1 : 0.5;
    p->drawRoundedRect(card.adjusted(inset, inset, -inset, -inset), 8, 8);
    if (option.state & QStyle::State_HasFocus) {
        p->setBrush(Qt::NoBrush);
        p->setPen(QPen(theme.color(Token::Focus), 2));
        p->drawRoundedRect(card.adjusted(-2, -2, 2, 2), 10, 10);
    }
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
    paintText(p, QRectF(left, r.top(), r.right() - left - (tag > 0 ? tag + 8 : 0), 20), row.name,
             CardStyle::current().name, theme.color(Token::Text), Qt::AlignLeft, Qt::ElideMiddle);
}

void paintStatus(QPainter *p, const QRectF &r, const CardRow &row)
{
    const Theme &theme = Theme::current();
    const QFont &font = CardStyle::current().medium;
    const QString word = statusWord(row.status);
    const qreal wordWidth = QFontMetricsF(font).horizontalAdvance(word) + 4;
    widgets::paintStatusGlyph(*p, QRectF(r.left(), r.center().y() - 6, 12, 12), shapeOf(row.status));
    paintText(p, QRectF(r.left() + 17, r.top(), wordWidth, r.height()), word, font, theme.statusColor(shapeOf(row.status)));
    const QFont &small = CardStyle::current().caption;
    const QRectF rest(r.left() + 17 + wordWidth + 20, r.top(), r.width() - 37 - wordWidth, r.height());
    const qreal width = qMin(rest.width(), QFontMetricsF(small).horizontalAdvance(row.source) + 2);
    paintText(p, QRectF(rest.right() - width, r.top(), width, r.height()), row.source, small, theme.color(Token::Muted));
    if (!row.sourceStatus.isEmpty())
        widgets::paintStatusGlyph(*p, QRectF(rest.right() - width - 13, r.center().y() - 4, 8, 8), row.sourceStatus);
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
        paintText(p, cell, labels[i], CardStyle::current().caption, theme.color(Token::Muted));
        paintText(p, cell, percentText(value),
                 known ? CardStyle::current().strong : CardStyle::current().secondary,
                 known ? levelColor(value, Token::Text) : theme.color(Token::Muted), Qt::AlignRight);
        paintSpark(p, QRectF(cell.left(), cell.bottom() + 3, width, 20), row.series[i]);
    }
}

void paintProjects(QPainter *p, const QRectF &r, const CardRow &row)
{
    const Theme &theme = Theme::current();
    const QFont &font = CardStyle::current().caption;
    const QFontMetricsF metrics(font);
    qreal x = r.left();
    for (qsizetype i = 0; i < row.projects.size(); ++i) {
        const qsizetype left = row.projects.size() - i;
        const qreal width = qMin(metrics.horizontalAdvance(row.projects[i].name) + 2, r.width() - 40);
        const qreal reserve = left > 1 ? 24 : 0;
        if (x + 13 + width > r.right() - reserve) {
            paintText(p, QRectF(x, r.top(), 30, r.height()), u"+%1"_s.arg(left), font, theme.color(Token::Muted));
            return;
        }
        widgets::paintProjectSquare(*p, QRectF(x, r.center().y() - 4, 8, 8), QColor(row.projects[i].color));
        paintText(p, QRectF(x + 13, r.top(), width, r.height()), row.projects[i].name, font, theme.color(Token::Muted));
        x += 13 + width + 10;
    }
    if (row.projects.isEmpty())
        paintText(p, r, CardModel::tr("No project"), font, theme.color(Token::Muted));
}

} // namespace

QRectF CardDelegate::boxRect(const QRect &cell)
{
    return QRectF(cell.left() + gap / 2 + 13, cell.top() + gap / 2 + 10, 26, 20).adjusted(-4, -4, 4, 4);
}

void CardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const CardRow &row = static_cast<const CardModel *>(index.model())->row(index.row());
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setLayoutDirection(Qt::LeftToRight); // names and figures stand in the same places in every language
    const QRectF card = QRectF(option.rect).adjusted(gap / 2.0, gap / 2.0, -gap / 2.0, -gap / 2.0);
    paintFrame(painter, card, option);
    const QRectF in = card.adjusted(13, 10, -13, 0);
    paintHead(painter, in, row, option);
    paintStatus(painter, QRectF(in.left(), in.top() + 25, in.width(), 18), row);
    const qreal third = in.top() + 45;
    paintText(painter, QRectF(in.left(), third, in.width() / 2 - 6, 16), row.place, CardStyle::current().secondary,
             theme.color(Token::Muted));
    paintText(painter, QRectF(in.center().x() - 6, third, in.width() / 2 + 6, 16), row.address,
             CardStyle::current().mono, theme.color(Token::Muted), Qt::AlignRight);
    paintMetrics(painter, QRectF(in.left(), in.top() + 68, in.width(), 40), row);
    painter->setPen(QPen(theme.color(Token::Border), 1));
    painter->drawLine(QPointF(in.left(), card.bottom() - 26.5), QPointF(in.right(), card.bottom() - 26.5));
    paintProjects(painter, QRectF(in.left(), card.bottom() - 25, in.width(), 24), row);
    painter->restore();
}

} // namespace aiops::myspace
