#pragma once

#include "features/credentials/gui/sensitiveclipboard.h"
#include "inventory/inventory.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"
#include "vault/rotationage.h"
#include "vault/vaults.h"

namespace aiops::shell {
class Navigator;
}

namespace aiops::credentials {

class WindowVault;

/// The credentials as the pages use them: keeps what was read, asks for permits, opens the dialogs that are needed first.
class VaultSession final : public QObject
{
    Q_OBJECT

public:
    VaultSession(WindowVault &window, inventory::Inventory &inventory, team::Gatekeeper &gatekeeper,
                 shell::Navigator &navigator, const Clock &clock, QObject *parent = nullptr);

    WindowVault &window() const { return m_window; }
    team::Gatekeeper &gatekeeper() const { return m_gatekeeper; }
    const inventory::Inventory &inventory() const { return m_inventory; }
    vault::LockState::Value state() const;
    shell::Navigator &navigator() const { return m_navigator; }
    QDateTime now() const { return m_clock.now(); }
    const QList<vault::CredentialInfo> &credentials() const { return m_credentials; }
    const vault::CredentialInfo *credential(CredentialId id) const;
    const QList<vault::VaultInfo> &vaults() const { return m_vaults; } ///< the personal one first
    QList<vault::Attachment> usesOf(CredentialId id) const; ///< sorted by the name of the instance
    int instancesUsing(CredentialId id) const;
    /// Names of the projects of the instances that use it, sorted; with the colour of the only one.
    struct Projects
    {
        QStringList names;
        QString color;
    };
    Projects projectsOf(CredentialId id) const;
    vault::RotationState rotationOf(const vault::CredentialInfo &info) const;
    /// The newest entries of the audit chain about it.
    void setHistory(std::function<QList<team::AuditRow>(CredentialId)> history) { m_history = std::move(history); }
    void noteHistory(); ///< an entry was appended
    QList<team::AuditRow> historyOf(CredentialId id) const { return m_history ? m_history(id) : QList<team::AuditRow>(); }
    QList<inventory::Instance> instances() const;           ///< not archived ones, of every organization
    QString instanceName(InstanceId id) const;

    void lock();
    /// When it cannot be attached the credential stays in the vault, and the error says so.
    Future<vault::CredentialInfo> add(vault::NewCredential credential, InstanceId attachTo);
    Future<void> attach(CredentialId id, QList<InstanceId> instances, Purpose purpose, bool personal = false);
    Future<void> detach(CredentialId id, InstanceId instance, Purpose purpose);
    Future<vault::CredentialInfo> edit(CredentialId id, vault::CredentialEdit change);
    Future<void> remove(CredentialId id); ///< Conflict while in use: the text says where
    Future<void> revoke(CredentialId id);
    Future<void> snooze(CredentialId id, QDateTime until, QString reason);
    /// These ask for the passphrase first.
    Future<std::shared_ptr<const Secret>> reveal(CredentialId id);
    Future<std::shared_ptr<const Secret>> seedAddress(CredentialId id); ///< of one-time codes, for another authenticator
    Future<void> copy(CredentialId id); ///< to the clipboard, for 30 s
    Future<std::shared_ptr<const Secret>> exportKey(CredentialId id, std::shared_ptr<const Secret> passphrase);
    Future<vault::TotpCode> code(CredentialId id);
    Future<vault::CredentialDetails> details(CredentialId id);
    void copySensitive(const Secret &secret); ///< cleared in 30 s and at lock
    void copyPlain(const QString &text); ///< not secret: a fingerprint, a public key

    /// Makes or unlocks the vault first when that is needed.
    void newCredential(QWidget *parent, InstanceId attachTo = {});
    void editCredential(QWidget *parent, CredentialId id);

signals:
    void changed();      ///< credentials, attachments, names of instances or the lock state
    void historyChanged(); ///< the audit chain got entries; at most once a second
    void minutePassed(); ///< what is shown as "2 min ago" is old

private:
    void read();
    void readProjects() const;
    Future<std::shared_ptr<const Secret>> shownValue(team::Action action, CredentialId id, QString why,
                                                     Future<std::shared_ptr<const Secret>> (vault::Vault::*read)(Permit, CredentialId) = &vault::Vault::reveal);
    Result<Permit> permit(team::Action action, CredentialId id);

    WindowVault &m_window;
    inventory::Inventory &m_inventory;
    team::Gatekeeper &m_gatekeeper;
    shell::Navigator &m_navigator;
    const Clock &m_clock;
    QList<vault::CredentialInfo> m_credentials;
    QList<vault::VaultInfo> m_vaults;
    QHash<CredentialId, int> m_rows; ///< place in m_credentials
    QHash<CredentialId, QList<vault::Attachment>> m_uses;
    QHash<CredentialId, vault::RotationProgress> m_progress; ///< of the newest rotation of each
    std::function<QList<team::AuditRow>(CredentialId)> m_history;
    SensitiveClipboard m_clipboard;
    mutable std::optional<QHash<InstanceId, QString>> m_names; ///< read when somebody asks
    mutable std::optional<QHash<InstanceId, QList<ProjectId>>> m_projectsOfInstance;
    mutable QHash<ProjectId, inventory::Project> m_projects;
    QTimer m_readSoon;
    QTimer m_historySoon;
};

} // namespace aiops::credentials
