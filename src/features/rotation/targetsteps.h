#pragma once

#include "core/permit.h"
#include "features/rotation/hostmethod.h"
#include "inventory/types.h"
#include "vault/rotations.h"

#include <QObject>

namespace aiops::inventory {
class Inventory;
}
namespace aiops::team {
class Gatekeeper;
}

namespace aiops::rotation {

/// One rotation on its way. Held by the coroutines.
struct RotationRun
{
    vault::Rotation rotation;
    QString name; ///< of the credential
    int parallel = 4;
    std::shared_ptr<Permit> permit;
    std::shared_ptr<void> claim;
    std::unique_ptr<HostMethod> method;
    bool isCancelled = false;
    std::optional<Error> stopped; ///< what ends it where it is: the vault was locked, nothing could be written

    vault::RotationTarget &target(qsizetype index) { return rotation.targets[index]; }
    void stopFor(const Status &status)
    {
        if (!status && !stopped)
            stopped = status.error();
    }
};

/// Instances that sign in with it: attached, or inherited from a group. By name.
Result<QList<inventory::Instance>> targetsOf(const vault::Vault &vault, const inventory::Inventory &inventory, CredentialId credential);

/// What a rotation does at one host: the new value there and tried, the old one gone, or everything back. Each step is stored before and
/// after it is done. An error ends the rotation where it is; what goes wrong at the host alone is noted at the target. Main thread.
class TargetSteps final : public QObject
{
    Q_OBJECT

public:
    using Runs = std::shared_ptr<RotationRun>;
    using Probe = std::function<void(const QString &point, InstanceId instance)>;
    struct Parts
    {
        vault::Vault &vault;
        const inventory::Inventory &inventory;
        team::Gatekeeper &gatekeeper;
        vault::Rotations &rotations;
    };

    explicit TargetSteps(const Parts &parts) : m_parts(parts) {}

    Future<void> deploy(Runs run, qsizetype index); ///< and verifies it
    Future<void> revoke(Runs run, qsizetype index);
    Future<void> note(Runs run, qsizetype index, vault::RotationStep step, QString message = {});

    /// Tests look (and fail, and kill) at every step: "deploy", "deployed", "verify", "verified", …
    void setProbe(Probe probe) { m_probe = std::move(probe); }
    void at(const QString &point, InstanceId instance = {}) const;

signals:
    void targetChanged(aiops::InstanceId instance, const QString &name, aiops::vault::RotationStep step, const QString &message);

private:
    Future<void> giveUp(Runs run, qsizetype index, Error error, bool rollBack);
    Future<void> finish(Runs run, qsizetype index, QString message = {});
    Result<Permit> permitFor(const RotationRun &run, qsizetype index) const;
    Result<ssh::Endpoint> endpointOf(const RotationRun &run, qsizetype index) const;
    void told(const Runs &run, qsizetype index);

    Parts m_parts;
    Probe m_probe;
};

} // namespace aiops::rotation
