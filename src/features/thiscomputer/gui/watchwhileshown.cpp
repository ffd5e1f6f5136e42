#include "features/thiscomputer/gui/watchwhileshown.h"

#include <QEvent>
#include <QWidget>

namespace aiops::thiscomputer {

WatchWhileShown::WatchWhileShown(QWidget *widget, Sampler &sampler, Sampler::Detail detail)
    : QObject(widget), m_sampler(sampler), m_detail(detail)
{
    widget->installEventFilter(this);
    if (widget->isVisible())
        m_watch = sampler.watch(detail);
}

bool WatchWhileShown::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Show && !m_watch)
        m_watch = m_sampler.watch(m_detail);
    else if (event->type() == QEvent::Hide)
        m_watch.reset();
    return QObject::eventFilter(watched, event);
}

} // namespace aiops::thiscomputer
