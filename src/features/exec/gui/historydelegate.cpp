#include "features/exec/gui/historydelegate.h"

#include "features/exec/gui/historymodel.h"
#include "widgets/statusglyph.h"
#include "widgets/theme.h"

#include <QPainter>

namespace aiops::exec {

using widgets::Theme;
using widgets::Token;

void HistoryDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString command = std::exchange(item.text, QString());
    item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const Theme &theme = Theme::current();
    const int size = theme.scaled(12);
    const QFont mono = theme.font(Theme::Type::MonoSmall), small = theme.font(Theme::Type::Caption);
    const int line = QFontMetrics(mono).height();
    QRect text = option.rect.adjusted(10, 6, -8, -6);
    widgets::paintStatusGlyph(*painter, QRect(text.left(), text.top() + (line - size) / 2, size, size), index.data(HistoryModel::GlyphRole).toString());
    text.setLeft(text.left() + size + 8);
    painter->save();
    painter->setFont(mono);
    painter->setPen(theme.color(Token::Text));
    painter->drawText(QRect(text.left(), text.top(), text.width(), line), Qt::AlignVCenter | Qt::TextSingleLine,
                      QFontMetrics(mono).elidedText(command, Qt::ElideRight, text.width()));
    painter->setFont(small);
    painter->setPen(theme.color(Token::Muted));
    painter->drawText(QRect(text.left(), text.top() + line + 2, text.width(), QFontMetrics(small).height()), Qt::AlignVCenter | Qt::TextSingleLine,
                      QFontMetrics(small).elidedText(index.data(HistoryModel::DetailRole).toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

QSize HistoryDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    const Theme &theme = Theme::current();
    return {0, QFontMetrics(theme.font(Theme::Type::MonoSmall)).height() + QFontMetrics(theme.font(Theme::Type::Caption)).height() + 14};
}

} // namespace aiops::exec
