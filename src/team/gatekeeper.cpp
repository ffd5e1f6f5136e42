#include "team/gatekeeper.h"

#include <QCoreApplication>

#include <array>

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

enum class Needs { Read, Operate, AuditRead, Administer };

struct Rule
{
    Action action;
    const char *name;
    Needs needs;
    Confirms confirms = Confirms::Nothing;
};

constexpr std::array kRules{
    Rule{Action::OrganizationAdd, "organization.add", Needs::Administer},
    Rule{Action::OrganizationEdit, "organization.edit", Needs::Administer},
    Rule{Action::OrganizationArchive, "organization.archive", Needs::Administer},
    Rule{Action::OrganizationRestore, "organization.restore", Needs::Administer},
    Rule{Action::ProjectAdd, "project.add", Needs::Operate},
    Rule{Action::ProjectEdit, "project.edit", Needs::Operate},
    Rule{Action::ProjectArchive, "project.archive", Needs::Operate},
    Rule{Action::ProjectRestore, "project.restore", Needs::Operate},
    Rule{Action::ProjectLink, "project.link", Needs::Operate},
    Rule{Action::ProjectUnlink, "project.unlink", Needs::Operate},
    Rule{Action::InstanceAdd, "instance.add", Needs::Operate},
    Rule{Action::InstanceEdit, "instance.edit", Needs::Operate},
    Rule{Action::InstanceArchive, "instance.archive", Needs::Operate},
    Rule{Action::InstanceRestore, "instance.restore", Needs::Operate},
    Rule{Action::InstanceRemove, "instance.remove", Needs::Operate},
    Rule{Action::InstanceTag, "instance.tag", Needs::Operate},
    Rule{Action::InstanceTest, "instance.test", Needs::Operate},
    Rule{Action::InstanceCopyCommand, "instance.copy_command", Needs::Read},
    Rule{Action::InstanceImport, "instance.import", Needs::Operate},
    Rule{Action::InstanceExport, "instance.export", Needs::Read},
    Rule{Action::InstanceProbe, "instance.probe", Needs::Read},
    Rule{Action::InventoryUndo, "inventory.undo", Needs::Operate},
    Rule{Action::GroupEdit, "group.edit", Needs::Operate},
    Rule{Action::GroupRemove, "group.remove", Needs::Operate},
    Rule{Action::ServiceEdit, "service.edit", Needs::Operate},
    Rule{Action::ServiceOpen, "service.open", Needs::Operate},
    Rule{Action::ForwardEdit, "forward.edit", Needs::Operate},
    Rule{Action::ForwardStart, "forward.start", Needs::Operate},
    Rule{Action::ViewEdit, "view.edit", Needs::Operate},
    Rule{Action::CredentialAdd, "credential.add", Needs::Administer},
    Rule{Action::CredentialEdit, "credential.edit", Needs::Administer},
    Rule{Action::CredentialAttach, "credential.attach", Needs::Administer},
    Rule{Action::CredentialDetach, "credential.detach", Needs::Administer},
    Rule{Action::CredentialRemove, "credential.remove", Needs::Administer},
    Rule{Action::CredentialUse, "credential.use", Needs::Operate},
    Rule{Action::CredentialReveal, "credential.reveal", Needs::Operate, Confirms::Reveal},
    Rule{Action::CredentialCopy, "credential.copy", Needs::Operate, Confirms::Reveal},
    Rule{Action::CredentialExport, "credential.export", Needs::Administer, Confirms::Export},
    Rule{Action::CredentialRotate, "credential.rotate", Needs::Administer},
    Rule{Action::CredentialSnooze, "credential.snooze", Needs::Administer, Confirms::Settings},
    Rule{Action::CredentialRevoke, "credential.revoke", Needs::Administer},
    Rule{Action::VaultCreate, "vault.create", Needs::Read},
    Rule{Action::VaultUnlock, "vault.unlock", Needs::Read},
    Rule{Action::VaultLock, "vault.lock", Needs::Read},
    Rule{Action::VaultPassphrase, "vault.passphrase", Needs::Read},
    Rule{Action::VaultConfirm, "vault.confirm", Needs::Read},
    Rule{Action::VaultKeychain, "vault.keychain", Needs::Read, Confirms::Settings},
    Rule{Action::VaultExport, "vault.export", Needs::Administer, Confirms::Export},
    Rule{Action::VaultImport, "vault.import", Needs::Administer},
    Rule{Action::VaultRecovery, "vault.recovery", Needs::Read, Confirms::Settings},
    Rule{Action::VaultSecondFactor, "vault.second_factor", Needs::Read, Confirms::Settings},
    Rule{Action::VaultAdd, "vault.add", Needs::Administer},
    Rule{Action::VaultRename, "vault.rename", Needs::Administer},
    Rule{Action::VaultRotateKey, "vault.rotate_key", Needs::Administer},
    Rule{Action::VaultReseal, "vault.reseal", Needs::Administer},
    Rule{Action::VaultRemove, "vault.remove", Needs::Administer},
    Rule{Action::BackupWrite, "backup.write", Needs::Administer},
    Rule{Action::BackupRestore, "backup.restore", Needs::Administer},
    Rule{Action::KeyFind, "key.find", Needs::Operate},
    Rule{Action::KeyRemove, "key.remove", Needs::Administer},
    Rule{Action::HostKeyTrust, "host_key.trust", Needs::Operate},
    Rule{Action::HostKeyReplace, "host_key.replace", Needs::Administer, Confirms::HostKey},
    Rule{Action::HostKeyForget, "host_key.forget", Needs::Administer, Confirms::HostKey},
    Rule{Action::SshConnect, "ssh.connect", Needs::Operate},
    Rule{Action::SshShell, "ssh.shell", Needs::Operate},
    Rule{Action::SshExec, "ssh.exec", Needs::Operate},
    Rule{Action::ExecRun, "exec.run", Needs::Operate},
    Rule{Action::PolicyEdit, "policy.edit", Needs::Administer},
    Rule{Action::SshClose, "ssh.close", Needs::Operate},
    Rule{Action::MetricsRead, "metrics.read", Needs::Read},
    Rule{Action::AuditExport, "audit.export", Needs::AuditRead, Confirms::Audit},
    Rule{Action::AuditForward, "audit.forward", Needs::Administer},
    Rule{Action::AuditAlarm, "audit.alarm", Needs::Administer, Confirms::Audit},
    Rule{Action::AuditPrune, "audit.prune", Needs::Administer, Confirms::Audit},
    Rule{Action::AuditRestart, "audit.restart", Needs::Administer, Confirms::Audit},
    Rule{Action::SettingsChange, "settings.change", Needs::Read},
    Rule{Action::DaemonStart, "daemon.start", Needs::Read},
    Rule{Action::DaemonStop, "daemon.stop", Needs::Read},
};

static_assert(kRules.size() == std::size_t(Action::DaemonStop) + 1, "every action needs a rule");

const Rule &ruleOf(Action action)
{
    return *std::ranges::find(kRules, action, &Rule::action);
}

bool allows(Role role, Needs needs)
{
    switch (role) {
    case Role::Admin: return true;
    case Role::Operator: return needs == Needs::Read || needs == Needs::Operate;
    case Role::Auditor: return needs == Needs::Read || needs == Needs::AuditRead;
    case Role::Viewer: return needs == Needs::Read;
    }
    return false;
}

} // namespace

QString actionName(Action action)
{
    return QString::fromLatin1(ruleOf(action).name);
}

QString roleName(Role role)
{
    switch (role) {
    case Role::Viewer: return u"viewer"_s;
    case Role::Auditor: return u"auditor"_s;
    case Role::Operator: return u"operator"_s;
    case Role::Admin: return u"admin"_s;
    }
    return {};
}

Gatekeeper::Gatekeeper(const Clock &clock, std::shared_ptr<AuditSink> sink)
    : m_clock(clock), m_sink(std::move(sink)), m_actor(u"local"_s)
{
}

Confirms confirmationFor(Action action)
{
    return ruleOf(action).confirms;
}

bool Gatekeeper::needsConfirmation(Action action) const
{
    const Confirms purpose = confirmationFor(action);
    if (purpose == Confirms::Nothing || !m_confirmable)
        return false;
    const std::lock_guard lock(m_mutex);
    const auto found = m_confirmed.find(purpose);
    return found == m_confirmed.end() || found->second <= m_clock.sinceBoot();
}

void Gatekeeper::confirmed(Action action)
{
    const std::lock_guard lock(m_mutex);
    m_confirmed[confirmationFor(action)] = m_clock.sinceBoot() + std::chrono::minutes(5);
}

void Gatekeeper::forgetConfirmations()
{
    const std::lock_guard lock(m_mutex);
    m_confirmed.clear();
}

Status Gatekeeper::useConfirmation(Action action)
{
    if (needsConfirmation(action))
        return std::unexpected(Error{Errc::Denied, QCoreApplication::translate("team", "This needs your passphrase again."),
                                     actionName(action), QCoreApplication::translate("team", "Confirm with the passphrase of the vault.")});
    if (confirmationFor(action) == Confirms::Reveal) {
        const std::lock_guard lock(m_mutex);
        m_confirmed.erase(Confirms::Reveal);
    }
    return {};
}

Result<Permit> Gatekeeper::request(Action action, Object object)
{
    AuditEntry entry{.at = m_clock.now(), .actor = m_actor, .action = actionName(action), .objectKind = object.kind,
                     .objectId = object.id, .objectName = object.name, .outcome = {}, .detail = {}};
    Permit permit(std::move(entry), m_sink);
    if (allows(m_role, ruleOf(action).needs)) {
        const Status confirmed = useConfirmation(action);
        if (confirmed)
            return permit;
        permit.failed(confirmed.error());
        return std::unexpected(confirmed.error());
    }
    const Error denied{Errc::Denied, QCoreApplication::translate("team", "Your role does not allow this."), actionName(action),
                       QCoreApplication::translate("team", "Ask an administrator of your team.")};
    permit.failed(denied);
    return std::unexpected(denied);
}

} // namespace aiops::team
