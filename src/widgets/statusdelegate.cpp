#include "widgets/statusdelegate.h"

#include "widgets/statusglyph.h"

#include <QPainter>

namespace aiops::widgets {

void StatusDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString word = std::exchange(item.text, QString());
    item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const QString glyph = index.data(m_glyphRole).toString();
    const int size = Theme::current().scaled(12);
    QRect text = option.rect.adjusted(m_inset, 0, -4, -2); // the line below the row
    paintStatusGlyph(*painter, QRect(text.left(), text.center().y() - size / 2 + 1, size, size), glyph);
    text.setLeft(text.left() + size + 6);
    painter->save();
    painter->setFont(item.font);
    painter->setPen(Theme::current().color(m_tone(glyph)));
    painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine, item.fontMetrics.elidedText(word, Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace aiops::widgets
