#pragma once

#include "core/error.h"
#include "ssh/client/address.h"

#include <QObject>

#include <memory>

class QSocketNotifier;

namespace aiops::ssh {

/// Where programs connect that shall reach a host: a port of this computer, or a Unix socket that only this user may
/// open. Main thread.
class LocalListener final : public QObject
{
    Q_OBJECT

public:
    /// `address` is an IPv4 or IPv6 address, "localhost" (127.0.0.1), or "*" for every address; port 0 is a free one.
    /// Errors: Invalid, Busy (names the port and, where the system tells, the program that has it), Denied (ports below
    /// 1024), Failed.
    static Result<std::unique_ptr<LocalListener>> onPort(const QString &address, quint16 port);
    /// A socket file that nobody listens on any more is replaced; any other file stays. Errors: Invalid, Busy, Denied, Failed.
    static Result<std::unique_ptr<LocalListener>> onPath(const QString &path);
    ~LocalListener() override;

    quint16 port() const { return m_port; } ///< 0 for a path

signals:
    void accepted(int socket); ///< connected, non-blocking; belongs to the receiver

private:
    LocalListener(int socket, quint16 port, const QString &path);
    void accept();
    void pause();

    int m_socket;
    quint16 m_port;
    QString m_path;
    quint64 m_inode = 0; ///< of the socket file: another one of that name is not ours to remove
    std::unique_ptr<QSocketNotifier> m_notifier;
};

} // namespace aiops::ssh
