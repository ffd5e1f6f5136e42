#include "features/myspace/gui/projectdelegate.h"

#include "widgets/marks.h"
#include "widgets/statusglyph.h"
#include "widgets/theme.h"

#include <QPainter>

namespace aiops::myspace {

using widgets::Theme;
using widgets::Token;

void ProjectDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const Theme &theme = Theme::current();
    const bool selected = option.state & QStyle::State_Selected;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    if (selected || option.state & QStyle::State_MouseOver) {
        painter->setPen(Qt::NoPen);
        painter->setBrush(theme.color(selected ? Token::Selected : Token::Hover));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(0, 1, 0, -1), 6, 6);
    }
    if (index.data(DropRole).toBool()) {
        painter->setPen(QPen(theme.color(Token::Accent), 2));
        painter->setBrush(theme.color(Token::Selected));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6);
    }
    const auto placed = [&option](QRectF part) { // everything is measured from where lines begin
        if (option.direction == Qt::RightToLeft)
            part.moveLeft(option.rect.left() + option.rect.right() + 1 - part.right());
        return part;
    };
    const bool plain = index.data(PlainRole).toBool();
    const QRectF in = QRectF(option.rect).adjusted(plain ? 2 : 8, 0, -8, 0);
    qreal left = in.left();
    if (const QString icon = index.data(IconRole).toString(); !icon.isEmpty()) {
        theme.icon(icon, selected ? Token::Text : Token::Muted).paint(painter, placed(QRectF(int(left), int(in.center().y() - 8), 16, 16)).toRect());
        left += 24;
    } else if (!plain) {
        widgets::paintProjectSquare(*painter, placed(QRectF(left, in.center().y() - 4, 8, 8)), QColor(index.data(ColorRole).toString()));
        left += 16;
    }
    const QString count = index.data(CountRole).toString();
    const QString status = index.data(StatusRole).toString();
    painter->setFont(theme.font(status.isEmpty() ? Theme::Type::Secondary : Theme::Type::Caption)); // words, beside a name
    painter->setPen(theme.color(Token::Muted));
    painter->drawText(placed(in), int(Qt::AlignRight | Qt::AlignVCenter), count);
    qreal right = in.right() - painter->fontMetrics().horizontalAdvance(count) - 8;
    if (!status.isEmpty()) {
        widgets::paintStatusGlyph(*painter, placed(QRectF(right - 5, in.center().y() - 5, 10, 10)), status);
        right -= 9;
    }
    painter->setFont(theme.font(Theme::Type::Body, selected ? 600 : 400));
    painter->setPen(theme.color(Token::Text));
    const QRectF text(left, in.top(), right - left, in.height());
    painter->drawText(placed(text), int(Qt::AlignLeft | Qt::AlignVCenter),
                      painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight, int(text.width())));
    if (option.state & QStyle::State_HasFocus && option.state & QStyle::State_KeyboardFocusChange) {
        painter->setBrush(Qt::NoBrush);
        painter->setPen(QPen(theme.color(Token::Focus), 2));
        painter->drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6);
    }
    painter->restore();
}

QSize ProjectDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {120, Theme::current().scaled(30)};
}

} // namespace aiops::myspace
