#pragma once

#include "core/permit.h"
#include "features/rotation/hostdoor.h"
#include "features/rotation/targetsteps.h"

namespace aiops::rotation {

struct RotateOptions
{
    QString method;  ///< "ssh", "password-command"; empty: as the kind says
    QString command; ///< of "password-command"; empty: the usual one
    int parallel = 4;
};

/// What would be done, in order.
struct RotatePreview
{
    vault::CredentialInfo credential;
    QString method;
    QString command;
    QList<inventory::Instance> targets;
};

/// Rotates credentials at the hosts that they sign in at: new value, deployed, verified by a sign-in, adopted, old value
/// revoked; back at each host where that fails (security.md 3.7). Each step is stored before and after it is done, so
/// resume() goes on after a crash at any point. Main thread; the services outlive it.
class Rotator final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        vault::Vault &vault;
        const inventory::Inventory &inventory;
        team::Gatekeeper &gatekeeper;
        ssh::KnownHosts &knownHosts;
        ssh::PoolOptions options = {};
        ssh::Pool *pool = nullptr; ///< for jump hosts
    };
    explicit Rotator(const Parts &parts, QObject *parent = nullptr);
    ~Rotator() override;

    /// Errors: Invalid (no method for this kind, the command is empty), NotFound.
    Result<RotatePreview> preview(CredentialId credential, const RotateOptions &options) const;
    /// Instances that sign in with it: attached, or inherited from a group. By name.
    Result<QList<inventory::Instance>> targetsOf(CredentialId credential) const;

    /// To its end. The rotation tells what came of each target; an error where nothing was begun or the vault was locked
    /// meanwhile (then resume() it). Errors: Conflict (one is going on, or failed somewhere), and those of preview().
    Future<vault::Rotation> rotate(Permit permit, CredentialId credential, RotateOptions options);
    /// Goes on with one that a crash or a lock ended, or once more at the hosts that failed. Error NotFound: there is none.
    Future<vault::Rotation> resume(Permit permit, CredentialId credential, int parallel = 4);
    void cancel(CredentialId credential); ///< after the hosts that are under way
    bool isRunning(CredentialId credential) const;

    void setProbe(TargetSteps::Probe probe); ///< also "begun", "adopt", "adopted", "end"

signals:
    void targetChanged(aiops::InstanceId instance, const QString &name, aiops::vault::RotationStep step, const QString &message);
    void runningChanged();

private:
    using Runs = TargetSteps::Runs;
    using Work = Future<void> (TargetSteps::*)(Runs, qsizetype);

    Result<QString> methodFor(const vault::CredentialInfo &info, const RotateOptions &options) const;
    Future<vault::Rotation> drive(Runs run);
    Future<void> prepare(Runs run);
    Future<void> eachTarget(Runs run, QList<vault::RotationStep> from, Work work);
    Future<void> workOff(Runs run, std::shared_ptr<QList<qsizetype>> queue, Work work);

    Parts m_parts;
    vault::Rotations m_rotations;
    HostDoor m_door;
    std::unique_ptr<TargetSteps> m_steps;
    QHash<CredentialId, Runs> m_running;
};

} // namespace aiops::rotation
