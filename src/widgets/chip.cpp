#include "widgets/chip.h"

#include "widgets/accessibility.h"
#include "widgets/statusglyph.h"

#include <QEvent>
#include <QPainter>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

Chip::Chip(const QString &text, const QString &status, QWidget *parent) : QAbstractButton(parent)
{
    setRole(this, QAccessible::CheckBox);
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setContent(text, status);
}

void Chip::setContent(const QString &text, const QString &status)
{
    m_status = status;
    setText(text);
    setAccessibleName(text);
    updateGeometry();
    update();
}

QSize Chip::sizeHint() const
{
    const QFontMetrics metrics(textFont());
    return {metrics.horizontalAdvance(text()) + (m_status.isEmpty() ? 16 : 31), qMax(24, metrics.height() + 8)};
}

bool Chip::event(QEvent *event)
{
    if (event->type() == QEvent::Enter || event->type() == QEvent::Leave)
        update();
    return QAbstractButton::event(event);
}

QColor Chip::textColor() const
{
    if (!isEnabled())
        return Theme::current().color(Token::Disabled);
    if (isChecked())
        return Theme::current().color(Token::AccentText);
    return m_status == u"critical"  ? Theme::current().color(Token::Danger)
           : m_status == u"warning" ? Theme::current().color(Token::Warn)
           : m_status == u"info"    ? Theme::current().color(Token::Info)
                                    : Theme::current().color(Token::Muted);
}

void Chip::paintBox(QPainter &painter) const
{
    const Theme &theme = Theme::current();
    const bool tinted = !isChecked() && (m_status == u"critical" || m_status == u"warning" || m_status == u"info");
    const Token fill = isChecked()              ? Token::Selected
                       : m_status == u"critical" ? Token::DangerTint
                       : m_status == u"warning"  ? Token::WarnTint
                       : m_status == u"info"     ? Token::InfoTint
                       : underMouse()            ? Token::Hover
                                                 : Token::Bg;
    QPen pen(theme.color(isChecked() ? Token::Accent : Token::Border), 1);
    if (tinted)
        pen = QPen(underMouse() ? QPen(textColor(), 1) : QPen(Qt::NoPen));
    painter.setPen(pen);
    painter.setBrush(theme.color(fill));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 1.5, -0.5, -1.5), 4, 4);
}

void Chip::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    paintBox(painter);
    int left = 8;
    if (!m_status.isEmpty()) {
        paintStatusGlyph(painter, QRectF(left, (height() - 10) / 2.0, 10, 10), m_status);
        left += 15;
    }
    painter.setFont(textFont());
    painter.setPen(textColor());
    painter.drawText(rect().adjusted(left, 0, 0, 0), Qt::AlignVCenter | Qt::TextSingleLine, text());
}

} // namespace aiops::widgets
