#pragma once

#include "core/error.h"

#include <QString>

#include <optional>

#include <sys/types.h>

namespace aiops::ssh {

/// A running aiops-ssh-worker and our end of its socket. Killed and reaped by the destructor, at once: what it drives is
/// lost then. It has no environment, no arguments and no descriptor but the socket.
class WorkerProcess final
{
public:
    /// Errors: Failed (the program is missing, or no process or socket can be had).
    static Result<WorkerProcess> start();
    WorkerProcess(WorkerProcess &&other) noexcept;
    WorkerProcess &operator=(WorkerProcess &&other) noexcept;
    WorkerProcess(const WorkerProcess &) = delete;
    WorkerProcess &operator=(const WorkerProcess &) = delete;
    ~WorkerProcess();

    /// Once: the socket belongs to the caller from here on.
    int takeSocket() { return std::exchange(m_socket, -1); }
    pid_t pid() const { return m_pid; }

    /// Beside this program, or where an installed one has its helpers; empty when there is none.
    static QString program();
    /// Another program in its place, for the tests; empty: the usual one.
    static void useProgram(const QString &path);

private:
    WorkerProcess(pid_t pid, int socket) : m_pid(pid), m_socket(socket) {}

    pid_t m_pid = -1;
    int m_socket = -1;
};

} // namespace aiops::ssh
