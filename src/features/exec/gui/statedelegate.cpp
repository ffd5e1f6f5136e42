#include "features/exec/gui/statedelegate.h"

#include "widgets/statusglyph.h"
#include "widgets/theme.h"

#include <QPainter>

namespace aiops::exec {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

Token tokenOf(const QString &glyph)
{
    return glyph == u"passed" ? Token::Success
           : glyph == u"failed" || glyph == u"unreachable" || glyph == u"critical" ? Token::Danger
           : glyph == u"warning"                                                    ? Token::Warn
           : glyph == u"starting"                                                   ? Token::Info
                                                                                    : Token::Muted;
}

} // namespace

void StateDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString word = std::exchange(item.text, QString());
    item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const QString glyph = index.data(m_glyphRole).toString();
    const int size = Theme::current().scaled(12);
    QRect text = option.rect.adjusted(10, 0, -4, 0);
    widgets::paintStatusGlyph(*painter, QRect(text.left(), text.center().y() - size / 2 + 1, size, size), glyph);
    text.setLeft(text.left() + size + 6);
    painter->save();
    painter->setFont(item.font);
    painter->setPen(Theme::current().color(tokenOf(glyph)));
    painter->drawText(text, Qt::AlignVCenter | Qt::TextSingleLine, item.fontMetrics.elidedText(word, Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace aiops::exec
