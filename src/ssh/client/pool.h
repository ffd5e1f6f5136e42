#pragma once

#include "core/permit.h"
#include "ssh/client/transport.h"

#include <QObject>

namespace aiops::ssh {

class KnownHosts;

/// What a failed connection tells. `error.code` is one of Invalid, Unreachable, TimedOut, Protocol, HostKeyUnknown,
/// HostKeyChanged, AuthFailed, VaultLocked, VaultMissing, Cancelled; `stage` says where it stopped.
struct ConnectReport
{
    Stage stage = Stage::Resolve;
    ConnectionLog log;
    std::optional<HostKey> presented; ///< when the host key was seen
};

/// One transport per (host, port, user): whoever asks gets the same one; asking while it is being made waits for it.
/// Kept warm after its last user for `idle` (default 60 s). Main thread of the owner.
class Pool final : public QObject
{
    Q_OBJECT

public:
    Pool(KnownHosts &knownHosts, CredentialSource &credentials, QObject *parent = nullptr);
    ~Pool() override;

    /// `permit` is for touching the host, `credentialPermit` for reading its login. `report` may be null; it is
    /// filled before the future finishes.
    Future<std::shared_ptr<Transport>> acquire(Endpoint endpoint, Permit permit, Permit credentialPermit,
                                               std::shared_ptr<Interaction> interaction,
                                               std::shared_ptr<ConnectReport> report = {});
    /// The open one, if there is; touches nothing.
    std::shared_ptr<Transport> existing(const Endpoint &endpoint) const;
    QList<std::shared_ptr<Transport>> open() const;
    void closeAll();

signals:
    void changed();
    void stageChanged(const aiops::ssh::Endpoint &endpoint, aiops::ssh::Stage stage);

private:
    class Private;
    std::unique_ptr<Private> d;
};

} // namespace aiops::ssh
