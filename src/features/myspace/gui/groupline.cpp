#include "features/myspace/gui/groupline.h"

#include "features/myspace/gui/cardmodel.h"
#include "widgets/marks.h"
#include "widgets/theme.h"

#include <QPainter>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

QString linkText(const CardModel &model, const CardGroup &group)
{
    if (!model.canExpand(group))
        return {};
    return model.isExpanded(group.key) ? CardModel::tr("Show fewer") : CardModel::tr("Show all %1").arg(group.members.size());
}

int textWidth(const QString &text, const QFont &font)
{
    return QFontMetrics(font).horizontalAdvance(text) + 2;
}

QFont linkFont()
{
    return Theme::current().font(Theme::Type::Secondary, 500);
}

/// Draws and returns where the next thing begins.
int put(QPainter &painter, const QRect &rect, int left, const QString &text, const QFont &font, Token tone)
{
    const int room = qMax(0, rect.right() - left);
    const QString shown = QFontMetrics(font).elidedText(text, Qt::ElideRight, room);
    painter.setFont(font);
    painter.setPen(Theme::current().color(tone));
    painter.drawText(QRect(left, rect.top(), room, rect.height()), int(Qt::AlignLeft | Qt::AlignVCenter), shown);
    return left + textWidth(shown, font) + 8;
}

} // namespace

QRect groupLinkRect(const QRect &rect, const CardModel &model, int line)
{
    const QString text = linkText(model, model.group(line));
    const int width = text.isEmpty() ? 0 : textWidth(text, linkFont());
    return {rect.right() - width, rect.top(), width, rect.height()};
}

void paintGroupLine(QPainter &painter, const QRect &rect, const CardModel &model, int line, bool focused)
{
    const Theme &theme = Theme::current();
    const CardGroup &group = model.group(line);
    const int middle = rect.center().y();
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    theme.icon(group.collapsed ? u"chevron-right"_s : u"chevron-down"_s, Token::Muted)
        .paint(&painter, QRect(rect.left(), middle - 6, 12, 12));
    int left = rect.left() + 20;
    if (!group.color.isEmpty()) {
        widgets::paintProjectSquare(painter, QRectF(left, middle - 4, 8, 8), QColor(group.color));
        left += 16;
    }
    const QRect link = groupLinkRect(rect, model, line);
    const QRect text(rect.left(), rect.top(), link.left() - 40 - rect.left(), rect.height());
    left = put(painter, text, left, group.title, theme.font(Theme::Type::Body, 600), Token::Text);
    left = put(painter, text, left, QLocale().toString(group.members.size()), theme.font(Theme::Type::Secondary), Token::Muted);
    left = put(painter, text, left, model.sums(group), theme.font(Theme::Type::Secondary), Token::Muted);
    painter.setPen(QPen(theme.color(Token::Border), 1));
    if (left + 4 < link.left() - 8)
        painter.drawLine(QPointF(left + 4, middle + 0.5), QPointF(link.left() - 8, middle + 0.5));
    put(painter, rect.adjusted(0, 0, 4, 0), link.left(), linkText(model, group), linkFont(), Token::AccentText);
    if (focused) {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(theme.color(Token::Focus), 2));
        painter.drawRoundedRect(QRectF(rect).adjusted(-5, 3, 5, -3), 6, 6);
    }
    painter.restore();
}

} // namespace aiops::myspace
