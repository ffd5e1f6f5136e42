#pragma once

#include "inventory/inventory.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

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
    vault::LockState::Value state() const;
    shell::Navigator &navigator() const { return m_navigator; }
    QDateTime now() const { return m_clock.now(); }
    const QList<vault::CredentialInfo> &credentials() const { return m_credentials; }
    const vault::CredentialInfo *credential(CredentialId id) const;
    QList<vault::Attachment> usesOf(CredentialId id) const; ///< sorted by the name of the instance
    QList<inventory::Instance> instances() const;           ///< not archived ones, of every organization
    QString instanceName(InstanceId id) const;

    void lock();
    /// When it cannot be attached the credential stays in the vault, and the error says so.
    Future<vault::CredentialInfo> add(vault::NewCredential credential, InstanceId attachTo);
    Future<void> attach(CredentialId id, QList<InstanceId> instances, Purpose purpose);
    Future<void> detach(CredentialId id, InstanceId instance, Purpose purpose);
    Future<void> remove(CredentialId id); ///< Conflict while in use: the text says where

    /// Makes or unlocks the vault first when that is needed.
    void newCredential(QWidget *parent, InstanceId attachTo = {});

signals:
    void changed();      ///< credentials, attachments, names of instances or the lock state
    void minutePassed(); ///< what is shown as "2 min ago" is old

private:
    void read();
    Result<Permit> permit(team::Action action, CredentialId id);

    WindowVault &m_window;
    inventory::Inventory &m_inventory;
    team::Gatekeeper &m_gatekeeper;
    shell::Navigator &m_navigator;
    const Clock &m_clock;
    QList<vault::CredentialInfo> m_credentials;
    QList<vault::Attachment> m_attachments;
    mutable std::optional<QHash<InstanceId, QString>> m_names; ///< read when somebody asks
    QTimer m_readSoon;
};

} // namespace aiops::credentials
