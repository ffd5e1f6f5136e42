#include "features/importing/gui/statedelegate.h"

#include "features/importing/gui/reviewmodel.h"
#include "widgets/statusglyph.h"
#include "widgets/theme.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

void StateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString word = std::exchange(item.text, QString());
    item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const QString glyph = index.data(ReviewModel::GlyphRole).toString();
    const int size = Theme::current().scaled(12);
    QRect text = option.rect.adjusted(8, 0, -4, 0);
    widgets::paintStatusGlyph(*painter, QRect(text.left(), text.center().y() - size / 2 + 1, size, size), glyph);
    text.setLeft(text.left() + size + 6);
    painter->save();
    painter->setFont(item.font);
    painter->setPen(Theme::current().color(glyph == u"critical" ? Token::Danger : glyph == u"warning" ? Token::Warn : glyph == u"none" ? Token::Muted : Token::Text));
    painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine, item.fontMetrics.elidedText(word, Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace aiops::importing
