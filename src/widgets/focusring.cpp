#include "widgets/focusring.h"

#include "widgets/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QFocusEvent>
#include <QPainter>
#include <QTabBar>

namespace aiops::widgets {
namespace {

class Ring final : public QWidget
{
public:
    explicit Ring(QWidget *parent) : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        setFocusPolicy(Qt::NoFocus);
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(QPen(Theme::current().color(Token::Focus), 2));
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 8, 8);
    }
};

bool byKeyboard(Qt::FocusReason reason)
{
    return reason == Qt::TabFocusReason || reason == Qt::BacktabFocusReason || reason == Qt::ShortcutFocusReason;
}

} // namespace

FocusRing::FocusRing(QObject *parent) : QObject(parent)
{
    qApp->installEventFilter(this);
}

FocusRing::~FocusRing()
{
    delete m_ring;
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::FocusIn:
        if (qobject_cast<QAbstractButton *>(watched) || qobject_cast<QTabBar *>(watched))
            follow(byKeyboard(static_cast<QFocusEvent *>(event)->reason()) ? static_cast<QWidget *>(watched) : nullptr);
        break;
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::ParentAboutToChange:
        if (watched == m_target)
            follow(nullptr);
        break;
    case QEvent::Move:
    case QEvent::Resize:
        if (watched == m_target)
            place();
        break;
    default:
        break;
    }
    return false;
}

void FocusRing::follow(QWidget *target)
{
    m_target = target;
    if (m_ring)
        m_ring->deleteLater();
    m_ring = nullptr;
    if (!target || !target->parentWidget() || target->isWindow())
        return;
    m_ring = new Ring(target->parentWidget());
    place();
    m_ring->show();
}

void FocusRing::place()
{
    if (!m_ring)
        return;
    m_ring->setGeometry(m_target->geometry().adjusted(-reach, -reach, reach, reach));
    m_ring->raise();
}

} // namespace aiops::widgets
