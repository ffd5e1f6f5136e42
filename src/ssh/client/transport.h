#pragma once

#include "ssh/client/channel.h"
#include "ssh/client/types.h"

#include <QObject>

namespace aiops::ssh {

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

signals:
    void closed(const aiops::Error &reason); ///< once
};

} // namespace aiops::ssh
