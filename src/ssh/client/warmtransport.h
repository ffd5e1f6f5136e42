#pragma once

#include "core/permit.h"
#include "ssh/client/sessiontransport.h"

namespace aiops::ssh {

/// A connection that was made earlier, as its next user gets it: the server may have died since and nobody knows yet. When
/// the first channel fails because of that, and before anything was sent on it, the host is dialled again, once. So no
/// command can run twice. Main thread.
class WarmTransport final : public Transport, public std::enable_shared_from_this<WarmTransport>
{
    Q_OBJECT

public:
    using Redial = std::function<Future<std::shared_ptr<SessionTransport>>(Permit credentialPermit)>;

    /// The permit for reading the login; unused, it leaves no trace.
    WarmTransport(std::shared_ptr<SessionTransport> old, Permit credentialPermit, Redial redial);
    ~WarmTransport() override;

    const Endpoint &endpoint() const override { return current().endpoint(); }
    bool isOpen() const override { return m_credentialPermit || current().isOpen(); }
    const ConnectionLog &log() const override { return current().log(); }
    HostKey hostKey() const override { return current().hostKey(); }
    Future<std::shared_ptr<Channel>> shell(Pty pty) override;
    Future<std::shared_ptr<Channel>> exec(QByteArray command, std::optional<Pty> pty) override;
    Future<std::shared_ptr<Channel>> dial(QString host, quint16 port) override;
    Future<std::shared_ptr<Channel>> dialSocket(QString path) override;
    Future<std::shared_ptr<RemoteListener>> listen(QString address, quint16 port) override;

private:
    using Self = std::shared_ptr<WarmTransport>;

    SessionTransport &current() const { return m_fresh ? *m_fresh : *m_old; }
    static Future<std::shared_ptr<Channel>> open(Self self, messages::OpenChannel request);
    static Future<std::shared_ptr<RemoteListener>> listenOn(Self self, QString address, quint16 port);
    static Future<void> redial(Self self); ///< from the old connection, which is dead, to a fresh one
    void settle(); ///< it stays with the connection it has
    void use(std::shared_ptr<SessionTransport> fresh);

    std::shared_ptr<SessionTransport> m_old;
    std::shared_ptr<SessionTransport> m_fresh;
    std::optional<Permit> m_credentialPermit; ///< until it is known which connection serves
    Redial m_redial;
    std::optional<Error> m_closed; ///< why the old connection ended; not told while the host may be dialled again
};

} // namespace aiops::ssh
