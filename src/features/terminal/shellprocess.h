#pragma once

#include "core/error.h"
#include "features/terminal/shellplan.h"
#include "ssh/client/types.h"

#include <QObject>
#include <QSocketNotifier>
#include <QTimer>

#include <sys/types.h>

namespace aiops::terminal {

/// A shell on its own pseudo terminal: the leader of a session whose controlling terminal that is. When this object goes,
/// the session is told to hang up, and what does not is ended after 2 s. Main thread.
class ShellProcess final : public QObject
{
    Q_OBJECT

public:
    /// Errors Failed: no terminal or no process to be had.
    static Result<std::unique_ptr<ShellProcess>> start(const ShellPlan &plan, const ssh::Pty &pty);
    ~ShellProcess() override;

    int terminal() const { return m_terminal; } ///< the master side, non-blocking; closed with this object
    bool isRunning() const { return m_running; }
    const ssh::ExitState &exit() const { return m_exit; }
    void resize(int columns, int rows);
    void sendSignal(int signal); ///< to what runs in the foreground
    bool isBusy() const;         ///< something else than the shell has the foreground

signals:
    void ended();

private:
    ShellProcess(int terminal, pid_t pid);
    void watch();
    void reap();

    int m_terminal;
    pid_t m_pid;
    bool m_running = true;
    ssh::ExitState m_exit;
    int m_processFd = -1; ///< readable when the process has ended, where the system has such a thing
    std::unique_ptr<QSocketNotifier> m_endNotifier;
    QTimer m_poll;
};

} // namespace aiops::terminal
