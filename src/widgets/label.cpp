#include "widgets/label.h"

#include "widgets/restyle.h"

#include <QPainter>
#include <QStyle>
#include <QStyleOption>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

Label::Label(const QString &text, const char *type, const char *tone, QWidget *parent) : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
    setText(text);
    setProperty("type", QString::fromLatin1(type));
    if (tone)
        setProperty("tone", QString::fromLatin1(tone));
}

QString plainToolTip(const QString &text)
{
    return Qt::mightBeRichText(text) ? u"<span>"_s + text.toHtmlEscaped() + u"</span>"_s : text;
}

void Label::setTone(const char *tone)
{
    restyle(this, "tone", QString::fromLatin1(tone));
}

void Label::setElideMode(Qt::TextElideMode mode)
{
    m_elide = mode;
    updateGeometry();
    update();
}

void Label::setCopyable(bool copyable)
{
    setTextInteractionFlags(copyable ? Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard
                                     : Qt::NoTextInteraction);
}

QSize Label::minimumSizeHint() const
{
    QSize size = QLabel::minimumSizeHint();
    if (m_elide != Qt::ElideNone)
        size.setWidth(qMin(size.width(), fontMetrics().averageCharWidth() * 4));
    return size;
}

void Label::paintEvent(QPaintEvent *event)
{
    const QString shown = fontMetrics().elidedText(text(), m_elide, contentsRect().width());
    if (m_elide == Qt::ElideNone || shown == text())
        return QLabel::paintEvent(event);
    if (toolTip() != plainToolTip(text()))
        setToolTip(plainToolTip(text()));
    QPainter painter(this);
    style()->drawItemText(&painter, contentsRect(), int(alignment()), palette(), isEnabled(), shown, foregroundRole());
}

} // namespace aiops::widgets
