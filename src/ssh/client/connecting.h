#pragma once

#include "ssh/client/jumping.h"
#include "ssh/client/pool.h"
#include "ssh/client/proxycommand.h"
#include "ssh/client/proxydialog.h"
#include "ssh/client/sessiontransport.h"

#include <QElapsedTimer>

namespace aiops::ssh {

class Dialer;
class EngineClient;

/// One attempt, from the name to the signed-in transport, in the order of security.md 5.3. Main thread.
class Connecting final : public std::enable_shared_from_this<Connecting>
{
public:
    struct Parts
    {
        std::shared_ptr<EngineClient> engine;
        KnownHosts *knownHosts;
        CredentialSource *credentials;
        PoolOptions options;
        std::function<Future<std::shared_ptr<Transport>>(Endpoint)> hop; ///< the transport to the one in front of an endpoint
        Usage usage = Usage::Interactive;
        Way way = {};
        Routes routes = {}; ///< for the credential of a proxy and for key files
    };

    Connecting(Parts parts, Endpoint endpoint, Permit credentialPermit, std::shared_ptr<Interaction> interaction);
    ~Connecting();

    static Future<std::shared_ptr<SessionTransport>> run(std::shared_ptr<Connecting> self);
    void abort(); ///< ends every wait but that for a person
    const ConnectReport &report() const { return m_report; }
    const ConnectionLog &log() const { return *m_log; }
    std::function<void(Stage)> onStage;

private:
    static Future<int> reach(std::shared_ptr<Connecting> self);
    static Future<int> reachThrough(std::shared_ptr<Connecting> self);
    static Future<int> reachByProxy(std::shared_ptr<Connecting> self);
    static Future<std::shared_ptr<const Secret>> proxyPassword(std::shared_ptr<Connecting> self);
    static Future<int> dialDirectly(std::shared_ptr<Connecting> self, QString host, quint16 port);
    Result<int> reachByCommand();
    bool usesAgent() const;
    void noteProtection();
    Error explained(const Error &error);
    static Future<void> shakeHands(std::shared_ptr<Connecting> self, int descriptor);
    static Future<void> checkHostKey(std::shared_ptr<Connecting> self);
    static Future<void> authenticate(std::shared_ptr<Connecting> self);
    void enter(Stage stage);
    void leave(bool done, const QString &text = {});
    Status accept(HostKeyAnswer answer, bool changed, const QList<KnownHostKey> &known);
    std::unexpected<Error> refusal(bool changed, const QList<KnownHostKey> &known) const;
    messages::OpenSession preferences() const;

    Parts m_parts;
    Endpoint m_endpoint;
    std::optional<Permit> m_credentialPermit;
    std::shared_ptr<Interaction> m_interaction;
    ConnectReport m_report;
    std::shared_ptr<ConnectionLog> m_log;
    std::unique_ptr<Dialer> m_dialer;
    std::shared_ptr<SessionClient> m_session;
    Future<std::shared_ptr<Transport>> m_hop; ///< while it is waited for
    std::shared_ptr<void> m_carrier;          ///< of the socket, behind a jump host
    std::unique_ptr<ProxyDialog> m_proxy;     ///< while it is spoken with
    std::shared_ptr<ProxyCommand> m_command;
    QString m_proxyUser; ///< of its credential
    QElapsedTimer m_since;
    bool m_aborted = false;
};

} // namespace aiops::ssh
