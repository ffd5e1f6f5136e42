#pragma once

#include "core/permit.h"
#include "ssh/client/jumping.h"
#include "ssh/client/transport.h"

#include <QObject>

#include <chrono>

namespace aiops::ssh {

class EngineClient;
class KnownHosts;

/// What a failed connection tells. `error.code` is one of Invalid, Unreachable, TimedOut, Protocol, HostKeyUnknown,
/// HostKeyChanged, AuthFailed, VaultLocked, VaultMissing, Cancelled; `stage` says where it stopped.
struct ConnectReport
{
    Stage stage = Stage::Resolve;
    ConnectionLog log;
    std::optional<HostKey> presented; ///< when the host key was seen
    QString sourceAddress;            ///< ours, as the server sees it without NAT; empty behind a jump host
};

/// An open transport as people are shown it. Value.
struct SessionInfo
{
    quint32 number = 0; ///< names it as long as the program runs
    Endpoint endpoint;
    HostKey hostKey;
    QString algorithms;
    bool postQuantum = false;
    QStringList through; ///< see ConnectionLog
    QStringList notices;
    QDateTime since;
    qint64 sent = 0, received = 0; ///< bytes of all channels, also those that are closed
    int shells = 0, commands = 0, dials = 0; ///< who uses it now
    bool replaced = false; ///< worn: new users get another one
};

/// Times as in security.md 5.2; tests make them shorter. `liveness` is that of the workers.
struct PoolOptions
{
    bool useAgent = false; ///< also try the keys of the SSH agent, after those of the credential
    QString agentSocket = qEnvironmentVariable("SSH_AUTH_SOCK");
    std::chrono::milliseconds dial{10'000}, banner{10'000}, keyExchange{15'000}, signIn{60'000}, channelOpen{10'000},
        close{2'000}, keepalive{15'000}, idle{60'000}, liveness{10'000};
    /// A transport that carried so much in one direction, or is so old, is for its present users only (libssh2 does not
    /// ask for new keys by itself).
    qint64 mostBytes = qint64(1) << 30;
    std::chrono::milliseconds mostAge = std::chrono::hours(12);
    /// So is one where a channel takes longer than this to open: no other can open meanwhile (see engine/session.h).
    std::chrono::milliseconds stuck{2'000};
};

/// One transport per (host, port, user, jump host): whoever asks gets the same one; asking while it is being made waits for it.
/// A kept one that turns out to be dead when its next user opens the first channel is dialled again once, see WarmTransport.
/// Kept warm after its last user for `idle` (default 60 s). A worn one is replaced at the next acquire() and closed when
/// its users are done. Main thread of the owner.
class Pool final : public QObject
{
    Q_OBJECT

public:
    Pool(KnownHosts &knownHosts, CredentialSource &credentials, QObject *parent = nullptr);
    ~Pool() override;

    /// What is asked about hosts behind others. Without it they cannot be reached.
    void setRoutes(Routes routes);
    /// Both for connections made from here on. A pool begins with an engine of its own.
    void setEngine(std::shared_ptr<EngineClient> engine);
    void setOptions(PoolOptions options);
    const PoolOptions &options() const;

    /// `permit` is for touching the host, `credentialPermit` for reading its login. `report` may be null; it is
    /// filled before the future finishes.
    Future<std::shared_ptr<Transport>> acquire(Endpoint endpoint, Permit permit, Permit credentialPermit,
                                               std::shared_ptr<Interaction> interaction,
                                               std::shared_ptr<ConnectReport> report = {}, Usage usage = Usage::Interactive);
    /// The transport of the host in front of `behind`, for those who connect for themselves (see Connecting::Parts).
    Future<std::shared_ptr<Transport>> reachHop(const Endpoint &behind, std::shared_ptr<Interaction> interaction);
    /// The open one, if there is; touches nothing.
    std::shared_ptr<Transport> existing(const Endpoint &endpoint) const;
    QList<std::shared_ptr<Transport>> open() const;
    /// Channels on the open one: tells a reader in the background whether anybody else uses it. 0 when there is none.
    int channels(const Endpoint &endpoint) const;
    void closeAll();
    /// Asks every server whether it is still there: after sleep, or when the network has changed. One that says nothing
    /// for `patience` is given up. Long enough for a Wi-Fi to come back: a connection that survived is worth waiting for.
    void probe(std::chrono::milliseconds patience = std::chrono::seconds(15));
    QList<SessionInfo> sessions() const; ///< the oldest first
    bool close(quint32 number); ///< false: there is none with this number
    /// What the processes that speak with servers could not be kept from, in words; empty: all as it must be.
    QString unlimited() const;
    const Routes &routes() const;
    Way wayOf(InstanceId instance) const;

signals:
    void changed();
    void probed(); ///< the world may be another: who waits to connect again may try now
    void stageChanged(const aiops::ssh::Endpoint &endpoint, aiops::ssh::Stage stage);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace aiops::ssh
