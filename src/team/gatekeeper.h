#pragma once

#include "core/clock.h"
#include "core/permit.h"

#include <QString>

#include <atomic>
#include <memory>

namespace aiops::team {

enum class Role { Viewer, Auditor, Operator, Admin };

/// What the gatekeeper rules on. Each has a stable name ("instance.add") in the audit chain.
enum class Action {
    OrganizationAdd, OrganizationEdit, OrganizationArchive, OrganizationRestore,
    ProjectAdd, ProjectEdit, ProjectArchive, ProjectRestore, ProjectLink, ProjectUnlink,
    InstanceAdd, InstanceEdit, InstanceArchive, InstanceRestore, InstanceRemove, InstanceTag, InstanceTest, InstanceCopyCommand,
    InstanceImport, InstanceExport, InstanceProbe, InventoryUndo, GroupEdit, GroupRemove, ServiceEdit, ServiceOpen, ViewEdit,
    CredentialAdd, CredentialEdit, CredentialAttach, CredentialDetach, CredentialRemove, CredentialUse,
    VaultCreate, VaultUnlock, VaultLock, VaultPassphrase,
    HostKeyTrust, HostKeyReplace, HostKeyForget,
    SshConnect, SshShell, SshExec, MetricsRead,
    AuditExport, SettingsChange, DaemonStart, DaemonStop,
};

QString actionName(Action action);

struct Object
{
    QString kind;
    QString id;
    QString name;
};

/// The only maker of permits: checks role, later re-authentication and command policy too. Any thread.
class Gatekeeper final
{
public:
    Gatekeeper(const Clock &clock, std::shared_ptr<AuditSink> sink);

    /// Error Denied, already written to the audit chain.
    Result<Permit> request(Action action, Object object = {});
    void setRole(Role role) { m_role = role; }
    Role role() const { return m_role; }
    QString actor() const { return m_actor; }

private:
    const Clock &m_clock;
    std::shared_ptr<AuditSink> m_sink;
    std::atomic<Role> m_role = Role::Admin; ///< a solo user owns everything
    QString m_actor;
};

} // namespace aiops::team
