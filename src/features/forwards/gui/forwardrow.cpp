#include "features/forwards/gui/forwardrow.h"

#include "core/text.h"
#include "features/forwards/gui/forwardsmodel.h"
#include "features/forwards/words.h"
#include "widgets/statusglyph.h"
#include "widgets/theme.h"

#include <QMouseEvent>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace aiops::forwards {

using widgets::Theme;
using widgets::Token;

namespace {

constexpr int kButton = 22;

QRect buttonRect(const QRect &row)
{
    return {row.right() - kButton - 5, row.center().y() - kButton / 2, kButton, kButton};
}

bool showsButton(const QStyleOptionViewItem &option)
{
    return option.state & (QStyle::State_MouseOver | QStyle::State_Selected);
}

void paintText(QPainter &painter, const QRect &rect, const QString &text, const QFont &font, Token token, Qt::TextElideMode mode = Qt::ElideRight)
{
    painter.setFont(font);
    painter.setPen(Theme::current().color(token));
    painter.drawText(rect, Qt::AlignLeft | Qt::AlignVCenter, QFontMetrics(font).elidedText(text, mode, rect.width()));
}

void paintBackground(QPainter &painter, const QStyleOptionViewItem &option)
{
    const Theme &theme = Theme::current();
    const bool isSelected = option.state & QStyle::State_Selected;
    if (!isSelected && !(option.state & QStyle::State_MouseOver))
        return;
    painter.setPen(option.state & QStyle::State_HasFocus ? QPen(theme.color(Token::Focus), 2) : Qt::NoPen);
    painter.setBrush(theme.color(isSelected ? Token::Selected : Token::Hover));
    painter.drawRoundedRect(QRectF(option.rect).adjusted(1, 1, -1, -1), 6, 6);
}

QString inSentence(const QString &text)
{
    return text.left(1).toLower() + text.sliced(1);
}

Token toneOf(const Condition &condition)
{
    return condition.state == State::Failed ? Token::Danger : condition.error ? Token::Warn : Token::Muted;
}

} // namespace

int ForwardDelegate::rowHeight()
{
    const Theme &theme = Theme::current();
    return QFontMetrics(theme.font(Theme::Type::Body)).height() + QFontMetrics(theme.font(Theme::Type::Caption)).height() + 10;
}

QSize ForwardDelegate::sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const
{
    return {0, rowHeight()};
}

void ForwardDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const auto *model = qobject_cast<const ForwardsModel *>(index.model());
    const ForwardRow *row = model ? model->row(index) : nullptr;
    if (!row)
        return;
    const Theme &theme = Theme::current();
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    paintBackground(*painter, option);
    const QFont mono = theme.font(Theme::Type::MonoSmall);
    const QRect inner = option.rect.adjusted(8, 4, showsButton(option) ? -kButton - 8 : -6, -4);
    const int upper = QFontMetrics(theme.font(Theme::Type::Body)).height();
    const int left = inner.left() + 18;
    widgets::paintStatusGlyph(*painter, QRectF(inner.left(), inner.top() + (upper - 10) / 2.0, 10, 10), glyphOf(row->condition));
    const QString port = portText(row->forward);
    const int portWidth = qMin(QFontMetrics(mono).horizontalAdvance(port) + 2, (inner.right() - left) / 2);
    paintText(*painter, QRect(left, inner.top(), portWidth, upper), port, mono, Token::Text);
    paintText(*painter, QRect(left + portWidth + 8, inner.top(), inner.right() - left - portWidth - 8, upper), whereText(row->forward),
              theme.font(Theme::Type::Secondary), Token::Muted, Qt::ElideMiddle);
    const QString second = row->condition.error ? conditionText(row->condition) : shownPlain(row->instance, 60) + u", "_s + inSentence(conditionText(row->condition));
    paintText(*painter, QRect(left, inner.top() + upper, inner.right() - left, inner.height() - upper), second, theme.font(Theme::Type::Caption),
              toneOf(row->condition));
    if (showsButton(option)) {
        const bool runs = row->condition.state != State::Stopped && row->condition.state != State::Failed;
        theme.icon(runs ? u"stop"_s : u"play"_s, Token::Text).paint(painter, buttonRect(option.rect).adjusted(3, 3, -3, -3));
    }
    painter->restore();
}

bool ForwardDelegate::editorEvent(QEvent *event, QAbstractItemModel *model, const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() == QEvent::MouseButtonRelease) {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        if (mouse->button() == Qt::LeftButton && buttonRect(option.rect).adjusted(-4, -4, 4, 4).contains(mouse->position().toPoint())) {
            emit toggled(index);
            return true;
        }
    }
    return QStyledItemDelegate::editorEvent(event, model, option, index);
}

} // namespace aiops::forwards
