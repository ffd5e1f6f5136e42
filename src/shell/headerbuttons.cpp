#include "shell/headerbuttons.h"

#include "widgets/accessibility.h"
#include "widgets/filterbar.h"
#include "widgets/marks.h"
#include "widgets/theme.h"

#include <QEvent>
#include <QPainter>

namespace aiops::shell {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

QFont scopeFont()
{
    return Theme::current().font(Theme::Type::Body, 500);
}

} // namespace

ScopeButton::ScopeButton(QWidget *parent) : QAbstractButton(parent)
{
    widgets::setRole(this, QAccessible::ButtonMenu);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
}

void ScopeButton::setScope(const QString &text, const QString &color)
{
    setText(text);
    setAccessibleName(text);
    m_color = color.isEmpty() ? QColor() : QColor::fromString(color);
    updateGeometry();
    update();
}

QSize ScopeButton::sizeHint() const
{
    const QFontMetrics metrics(scopeFont());
    const int square = m_color.isValid() ? 16 : 0;
    return {qMin(260, metrics.horizontalAdvance(text()) + square + 38), qMax(32, metrics.height() + 12)};
}

QSize ScopeButton::minimumSizeHint() const
{
    return {qMin(90, sizeHint().width()), sizeHint().height()};
}

bool ScopeButton::event(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QAbstractButton::event(event);
}

void ScopeButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    if (underMouse() || isDown()) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(theme.color(Token::Hover));
        painter.drawRoundedRect(rect(), 6, 6);
    }
    QRect space = rect().adjusted(8, 0, -28, 0);
    if (m_color.isValid()) {
        widgets::paintProjectSquare(painter, QRectF(space.left(), (height() - 8) / 2.0, 8, 8), m_color);
        space.setLeft(space.left() + 16);
    }
    painter.setFont(scopeFont());
    painter.setPen(theme.color(Token::Text));
    painter.drawText(space, Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, space.width()));
    theme.icon(u"chevron-down"_s, Token::Text).paint(&painter, QRect(width() - 22, (height() - 12) / 2, 12, 12));
}

SearchButton::SearchButton(QWidget *parent) : QAbstractButton(parent)
{
    setObjectName(u"searchButton"_s);
    widgets::setRole(this, QAccessible::PushButton);
    setText(tr("Search instances, commands, settings"));
    setAccessibleName(tr("Search and commands"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setMinimumWidth(240);
    setMaximumWidth(400);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

void SearchButton::setKeys(const QString &keys)
{
    m_keys = QString(keys).replace(u'+', u' ');
    setToolTip(keys.isEmpty() ? accessibleName() : u"%1 (%2)"_s.arg(accessibleName(), keys));
    update();
}

QSize SearchButton::sizeHint() const
{
    return {400, qMax(30, QFontMetrics(font()).height() + 12)};
}

void SearchButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.color(Token::Border));
    painter.setBrush(theme.color(Token::Bg));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
    theme.icon(u"search"_s, Token::Muted).paint(&painter, QRect(11, (height() - 15) / 2, 15, 15));
    const int hint = m_keys.isEmpty() ? 0 : widgets::paintKeyHint(painter, rect().adjusted(0, 0, -5, 0), m_keys);
    painter.setFont(theme.font(Theme::Type::Body));
    painter.setPen(theme.color(Token::Muted));
    const QRect space = rect().adjusted(34, 0, -hint - 12, 0);
    painter.drawText(space, Qt::AlignVCenter | Qt::TextSingleLine,
                     painter.fontMetrics().elidedText(text(), Qt::ElideRight, space.width()));
}

} // namespace aiops::shell
