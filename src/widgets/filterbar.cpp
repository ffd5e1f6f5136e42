#include "widgets/filterbar.h"

#include "widgets/button.h"

#include <QAction>
#include <QKeyEvent>
#include <QPainter>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

int paintKeyHint(QPainter &painter, const QRect &rect, const QString &key)
{
    const Theme &theme = Theme::current();
    const QFont font = theme.font(Theme::Type::Caption, 500);
    const QFontMetrics metrics(font);
    const int width = metrics.horizontalAdvance(key) + 12;
    const int height = metrics.height() + 4;
    const QRectF box(rect.right() - width, rect.center().y() - height / 2.0 + 0.5, width, height);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(theme.color(Token::Border));
    painter.setBrush(theme.color(Token::Surface));
    painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(font);
    painter.setPen(theme.color(Token::Muted));
    painter.drawText(box, Qt::AlignCenter, key);
    painter.restore();
    return width;
}

FilterBar::FilterBar(QWidget *parent) : QLineEdit(parent)
{
    setObjectName(u"filterEdit"_s);
    setProperty("soft", true);
    setSmall(this);
    addAction(Theme::current().icon(u"filter"_s, Token::Muted), QLineEdit::LeadingPosition);
    // Not setClearButtonEnabled(): its icon loads the desktop's icon theme and every image plugin at the start.
    QAction *clear = addAction(Theme::current().icon(u"close"_s, Token::Muted), QLineEdit::TrailingPosition);
    clear->setObjectName(u"clearAction"_s);
    clear->setText(tr("Clear"));
    clear->setVisible(false);
    setSubject(tr("Filter"));
    connect(clear, &QAction::triggered, this, &QLineEdit::clear);
    connect(this, &QLineEdit::textChanged, this, [this, clear](const QString &text) {
        clear->setVisible(!text.isEmpty());
        update();
    });
}

void FilterBar::setSubject(const QString &subject)
{
    setPlaceholderText(subject);
    setAccessibleName(subject);
}

void FilterBar::setKeyHint(const QString &key)
{
    m_key = key;
    update();
}

void FilterBar::focus()
{
    setFocus(Qt::ShortcutFocusReason);
    selectAll();
}

void FilterBar::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    if (!text().isEmpty() || m_key.isEmpty() || hasFocus())
        return;
    QPainter painter(this);
    paintKeyHint(painter, rect().adjusted(0, 0, -5, 0), m_key);
}

void FilterBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape && !text().isEmpty())
        return clear();
    QLineEdit::keyPressEvent(event);
}

} // namespace aiops::widgets
