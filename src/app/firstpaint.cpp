#include "app/firstpaint.h"

#include <QEvent>
#include <QTimer>
#include <QWidget>

namespace aiops::app {

using namespace std::chrono_literals;

namespace {

class Watch final : public QObject
{
public:
    Watch(QWidget &window, std::function<void()> act) : QObject(&window), m_act(std::move(act))
    {
        window.installEventFilter(this);
        QTimer::singleShot(1s, this, [this] { run(); });
    }

protected:
    bool eventFilter(QObject *window, QEvent *event) override
    {
        if (event->type() == QEvent::Paint) {
            window->removeEventFilter(this);
            // Queued: the children are painted and the picture is sent before this event ends.
            QMetaObject::invokeMethod(this, [this] { run(); }, Qt::QueuedConnection);
        }
        return false;
    }

private:
    void run()
    {
        if (const auto act = std::exchange(m_act, {}))
            act();
        deleteLater();
    }

    std::function<void()> m_act;
};

} // namespace

void afterFirstPaint(QWidget &window, std::function<void()> act)
{
    new Watch(window, std::move(act));
}

} // namespace aiops::app
