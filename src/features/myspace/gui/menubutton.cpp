#include "features/myspace/gui/menubutton.h"

#include "widgets/button.h"

#include <QPainter>
#include <QStyleOptionButton>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using widgets::Theme;
using widgets::Token;

namespace {

QFont labelFont() { return Theme::current().font(Theme::Type::Secondary, 500); }
QFont valueFont() { return Theme::current().font(Theme::Type::Secondary, 600); }

} // namespace

MenuButton::MenuButton(const QString &label, QWidget *parent) : QPushButton(parent), m_label(label)
{
    widgets::setSmall(this);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAccessibleName(label);
}

void MenuButton::setValue(const QString &value)
{
    if (value == m_value)
        return; // no layout for nothing: this is asked with every key
    m_value = value;
    setAccessibleName(value.isEmpty() ? m_label : m_label + u": "_s + value);
    updateGeometry();
    update();
}

QSize MenuButton::sizeHint() const
{
    const QString label = m_value.isEmpty() ? m_label : m_label + u':';
    const int value = m_value.isEmpty() ? 0 : QFontMetrics(valueFont()).horizontalAdvance(m_value) + 5;
    return {9 + QFontMetrics(labelFont()).horizontalAdvance(label) + value + 8 + 11 + 9, QPushButton::sizeHint().height()};
}

void MenuButton::paintEvent(QPaintEvent *)
{
    const Theme &theme = Theme::current();
    QPainter painter(this);
    QStyleOptionButton option;
    initStyleOption(&option);
    option.text.clear();
    style()->drawControl(QStyle::CE_PushButton, &option, &painter, this);
    const auto placed = [this](const QRect &part) { return QStyle::visualRect(layoutDirection(), rect(), part); };
    constexpr int flags = Qt::AlignLeft | Qt::AlignVCenter | Qt::TextSingleLine; // left is where lines begin
    const QString label = m_value.isEmpty() ? m_label : m_label + u':';
    painter.setFont(labelFont());
    painter.setPen(theme.color(isEnabled() ? Token::Text : Token::Disabled));
    QRect text = rect().adjusted(9, 0, -24, 0);
    painter.drawText(placed(text), flags, label);
    text.setLeft(text.left() + painter.fontMetrics().horizontalAdvance(label) + 5);
    painter.setFont(valueFont());
    painter.setPen(theme.color(Token::AccentText));
    painter.drawText(placed(text), flags, m_value);
    theme.icon(u"chevron-down"_s, Token::Muted).paint(&painter, placed(QRect(width() - 20, (height() - 11) / 2, 11, 11)));
}

} // namespace aiops::myspace
