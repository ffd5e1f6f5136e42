#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QStringList>

#include <memory>

class QSocketNotifier;

namespace aiops::ssh {

/// A program whose input and output are the connection to a host. Started without a shell, in a process group of its own,
/// without the descriptors and the AIOPS_ variables of this program; ended with this object, at the latest after 2 s. Main thread.
class ProxyCommand final
{
public:
    /// `words`: program and arguments, expanded. Errors: NotFound (no such program), Failed.
    static Result<std::shared_ptr<ProxyCommand>> start(const QStringList &words);
    ~ProxyCommand();
    ProxyCommand(const ProxyCommand &) = delete;
    ProxyCommand &operator=(const ProxyCommand &) = delete;

    int takeSocket(); ///< once; the receiver closes it
    QString complaint(); ///< the last lines that it wrote to its error output, safe to show

private:
    ProxyCommand(int pid, int socket, int errors);
    void readErrors();

    const int m_pid;
    int m_socket;
    const int m_errors;
    std::unique_ptr<QSocketNotifier> m_heard; ///< a program with much to say must not stand still
    QByteArray m_said;
};

} // namespace aiops::ssh
