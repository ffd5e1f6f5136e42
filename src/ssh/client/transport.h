#pragma once

#include "ssh/client/channel.h"
#include "ssh/client/types.h"

#include <QObject>

namespace aiops::ssh {

class RemoteListener;

/// One signed-in connection to a host, shared by everything that talks to it. Main thread.
class Transport : public QObject
{
    Q_OBJECT

public:
    virtual const Endpoint &endpoint() const = 0;
    virtual bool isOpen() const = 0;
    virtual const ConnectionLog &log() const = 0;
    virtual HostKey hostKey() const = 0;

    /// Errors: Closed, Denied (the server refused the channel), TimedOut.
    virtual Future<std::shared_ptr<Channel>> shell(Pty pty) = 0;
    virtual Future<std::shared_ptr<Channel>> exec(QByteArray command, std::optional<Pty> pty = {}) = 0;
    virtual Future<std::shared_ptr<Channel>> dial(QString host, quint16 port) = 0; ///< direct-tcpip
    /// A Unix socket of the host (direct-streamlocal@openssh.com). Error Denied also where the server does not know such.
    virtual Future<std::shared_ptr<Channel>> dialSocket(QString path) { return failed<std::shared_ptr<Channel>>(unable(path)); }
    /// A port of the host (1 to 65535) whose connections come here. Errors: Denied (the server does not allow it, or the
    /// port is taken there), Closed, TimedOut.
    virtual Future<std::shared_ptr<RemoteListener>> listen(QString address, quint16)
    {
        return failed<std::shared_ptr<RemoteListener>>(unable(address));
    }

signals:
    void closed(const aiops::Error &reason); ///< once

private:
    static Error unable(const QString &what) { return {Errc::Failed, QCoreApplication::translate("aiops::ssh", "This connection cannot do that."), what}; }
};

} // namespace aiops::ssh
