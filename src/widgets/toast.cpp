#include "widgets/toast.h"

#include "widgets/button.h"
#include "widgets/label.h"

#include <QAccessible>
#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QStyle>
#include <QTimer>

namespace aiops::widgets {

using namespace Qt::StringLiterals;

Toast::Toast(const QString &text, const QString &actionText, std::function<void()> action, QWidget *parent)
    : QWidget(parent), m_leave(new QTimer(this))
{
    setAccessibleName(text);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(14, 6, 6, 6);
    row->setSpacing(12);
    auto *label = new Label(text);
    label->setElideMode(Qt::ElideRight);
    row->addWidget(label, 1);
    if (action) {
        QPushButton *button = makeButton(actionText, ButtonKind::Link);
        connect(button, &QPushButton::clicked, this, [this, action = std::move(action)] {
            emit done();
            action();
        });
        row->addWidget(button);
    }
    QPushButton *close = makeIconButton(u"close"_s, tr("Close"));
    setSmall(close);
    connect(close, &QPushButton::clicked, this, &Toast::done);
    row->addWidget(close);
    for (auto *button : findChildren<QPushButton *>())
        button->installEventFilter(this);
    m_leave->setSingleShot(true);
    m_leave->setInterval(actionText.isEmpty() ? 6000 : 20000);
    connect(m_leave, &QTimer::timeout, this, &Toast::done);
    m_leave->start();
}

bool Toast::isHeld() const
{
    return underMouse() || (focusWidget() && focusWidget()->hasFocus());
}

bool Toast::event(QEvent *event)
{
    if (event->type() == QEvent::Enter)
        m_leave->stop();
    else if (event->type() == QEvent::Leave && !isHeld())
        m_leave->start();
    return QWidget::event(event);
}

bool Toast::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn)
        m_leave->stop();
    else if (event->type() == QEvent::FocusOut && !underMouse())
        m_leave->start();
    return QWidget::eventFilter(watched, event);
}

void Toast::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(Theme::current().color(Token::BorderStrong), 1));
    painter.setBrush(Theme::current().color(Token::Raised));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
}

ToastHost::ToastHost(QWidget *area, int bottomMargin) : QObject(area), m_area(area), m_bottomMargin(bottomMargin)
{
    area->installEventFilter(this);
}

void ToastHost::show(const QString &text, const QString &actionText, std::function<void()> action)
{
    while (m_toasts.size() >= 3)
        remove(m_toasts.first());
    auto *toast = new Toast(text, actionText, std::move(action), m_area);
    connect(toast, &Toast::done, this, [this, toast] { remove(toast); });
    m_toasts.append(toast);
    place();
    toast->show();
    QAccessibleEvent event(toast, QAccessible::Alert);
    QAccessible::updateAccessibility(&event);
}

void ToastHost::remove(Toast *toast)
{
    if (!m_toasts.removeOne(toast))
        return;
    toast->hide();
    toast->deleteLater();
    place();
}

void ToastHost::place()
{
    int bottom = m_area->height() - m_bottomMargin - 12;
    for (auto toast = m_toasts.crbegin(); toast != m_toasts.crend(); ++toast) {
        const QSize size((*toast)->sizeHint().boundedTo({m_area->width() - 32, 200}));
        const QRect right(m_area->width() - size.width() - 16, bottom - size.height(), size.width(), size.height());
        (*toast)->setGeometry(QStyle::visualRect(m_area->layoutDirection(), m_area->rect(), right));
        (*toast)->raise();
        bottom -= size.height() + 8;
    }
}

bool ToastHost::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == m_area && event->type() == QEvent::Resize)
        place();
    return QObject::eventFilter(watched, event);
}

} // namespace aiops::widgets
