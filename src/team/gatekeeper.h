#pragma once

#include "core/clock.h"
#include "core/permit.h"

#include <QString>

#include <atomic>
#include <map>
#include <memory>
#include <mutex>

namespace aiops::team {

enum class Role { Viewer, Auditor, Operator, Admin };
QString roleName(Role role); ///< "viewer", "auditor", "operator", "admin"

/// What the gatekeeper rules on. Each has a stable name ("instance.add") in the audit chain.
enum class Action {
    OrganizationAdd, OrganizationEdit, OrganizationArchive, OrganizationRestore,
    ProjectAdd, ProjectEdit, ProjectArchive, ProjectRestore, ProjectLink, ProjectUnlink,
    InstanceAdd, InstanceEdit, InstanceArchive, InstanceRestore, InstanceRemove, InstanceTag, InstanceTest, InstanceCopyCommand,
    InstanceImport, InstanceExport, InstanceProbe, InventoryUndo, GroupEdit, GroupRemove, ServiceEdit, ServiceOpen, ForwardEdit, ForwardStart, ViewEdit,
    CredentialAdd, CredentialEdit, CredentialAttach, CredentialDetach, CredentialRemove, CredentialUse,
    CredentialReveal, CredentialCopy, CredentialExport, CredentialRotate, CredentialSnooze, CredentialRevoke,
    VaultCreate, VaultUnlock, VaultLock, VaultPassphrase, VaultConfirm, VaultKeychain, VaultExport, VaultImport, VaultRecovery, VaultSecondFactor, VaultAdd, VaultRename, VaultRotateKey, VaultReseal, VaultRemove,
    BackupWrite, BackupRestore, KeyFind, KeyRemove,
    HostKeyTrust, HostKeyReplace, HostKeyForget,
    SshConnect, SshShell, SshExec, SshClose, ExecRun, PolicyEdit, MetricsRead,
    AuditExport, AuditForward, AuditAlarm, AuditPrune, AuditRestart, SettingsChange, DaemonStart, DaemonStop,
};

QString actionName(Action action);

/// Purpose classes of re-authentication (security.md 3.6): a confirmation holds for actions of the same class only.
enum class Confirms { Nothing, Reveal, Export, Settings, Audit, HostKey };
Confirms confirmationFor(Action action);

struct Object
{
    QString kind;
    QString id;
    QString name;
};

/// The only maker of permits: checks role and re-authentication, later command policy too. Any thread.
class Gatekeeper final
{
public:
    Gatekeeper(const Clock &clock, std::shared_ptr<AuditSink> sink);

    /// Error Denied (role, or no confirmation that still holds), already written to the audit chain.
    Result<Permit> request(Action action, Object object = {});
    /// What asks for a confirmation before request(). False also where nobody can confirm: no vault was created yet.
    bool needsConfirmation(Action action) const;
    /// The person proved again who they are: holds 5 minutes for the class of `action`, for Reveal one request.
    void confirmed(Action action);
    void forgetConfirmations(); ///< at lock
    void setConfirmable(bool possible) { m_confirmable = possible; } ///< there is a vault with a passphrase to ask for
    void setRole(Role role) { m_role = role; }
    Role role() const { return m_role; }
    QString actor() const { return m_actor; }

private:
    Status useConfirmation(Action action);

    const Clock &m_clock;
    std::shared_ptr<AuditSink> m_sink;
    std::atomic<Role> m_role = Role::Admin; ///< a solo user owns everything
    QString m_actor;
    std::atomic<bool> m_confirmable = false;
    mutable std::mutex m_mutex;
    std::map<Confirms, std::chrono::milliseconds> m_confirmed; ///< since boot, when it ends
};

} // namespace aiops::team
