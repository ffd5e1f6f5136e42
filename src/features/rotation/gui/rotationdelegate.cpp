#include "features/rotation/gui/rotationdelegate.h"

#include "widgets/statusglyph.h"
#include "widgets/theme.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

constexpr int kGlyph = 12;
constexpr int kGap = 6;

Token tokenOf(const QString &glyph)
{
    return glyph == u"critical" || glyph == u"failed" ? Token::Danger
           : glyph == u"warning"                      ? Token::Warn
           : glyph == u"starting"                     ? Token::Info
           : glyph == u"running" || glyph == u"passed" ? Token::Text
                                                      : Token::Muted;
}

/// A shape only where something needs a person or goes on.
bool hasShape(const QString &glyph)
{
    return glyph != u"running";
}

} // namespace

void RotationDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const QString word = std::exchange(item.text, QString());
    item.widget->style()->drawControl(QStyle::CE_ItemViewItem, &item, painter, item.widget);
    const QString glyph = index.data(m_glyphRole).toString();
    const int size = Theme::current().scaled(kGlyph);
    const int margin = item.widget->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, item.widget) + 6;
    QRect text = option.rect.adjusted(margin, 0, -4, 0);
    if (hasShape(glyph)) {
        widgets::paintStatusGlyph(*painter, QRect(text.left(), text.center().y() - size / 2 + 1, size, size), glyph);
        text.setLeft(text.left() + size + kGap);
    }
    painter->save();
    painter->setFont(item.font);
    painter->setPen(Theme::current().color(tokenOf(glyph)));
    painter->drawText(text.translated(0, -1), Qt::AlignVCenter | Qt::TextSingleLine, item.fontMetrics.elidedText(word, Qt::ElideRight, text.width()));
    painter->restore();
}

QSize RotationDelegate::sizeHint(const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    return QStyledItemDelegate::sizeHint(option, index) + QSize(Theme::current().scaled(kGlyph) + kGap + 6, 0);
}

} // namespace aiops::rotation
