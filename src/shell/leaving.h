#pragma once

#include "shell/registry.h"

#include <QObject>
#include <QPointer>

namespace aiops::shell {

class Dialog;

/// Asks before the window closes while something runs that does not survive it, and stops that first.
class Leaving final : public QObject
{
    Q_OBJECT

public:
    Leaving(const Registry &registry, QWidget *window);

    /// Whether the window may close now. If not, the person is being asked, or what runs is being stopped: done() follows.
    bool mayClose();
    void stopAll(); ///< without a question

signals:
    void done(); ///< once; the window may close

private:
    QString running() const;
    void showStopping(const QString &what);
    void finish();

    const Registry &m_registry;
    QWidget *m_window;
    QPointer<Dialog> m_question;
    QPointer<Dialog> m_stopping;
    int m_left = 0; ///< how many have not stopped yet
    bool m_isStopping = false;
    bool m_isDone = false;
};

} // namespace aiops::shell
