#pragma once

#include "inventory/inventory.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

namespace aiops::shell {
class Navigator;
}

namespace aiops::credentials {

/// The vault as the pages use it: asks for permits, keeps what was read, opens the dialogs that are needed first.
class VaultSession final : public QObject
{
    Q_OBJECT

public:
    VaultSession(vault::Vault &vault, inventory::Inventory &inventory, team::Gatekeeper &gatekeeper,
                 shell::Navigator &navigator, QObject *parent = nullptr);

    vault::Vault &vault() const { return m_vault; }
    shell::Navigator &navigator() const { return m_navigator; }
    const QList<vault::CredentialInfo> &credentials() const { return m_credentials; }
    QList<vault::Attachment> usesOf(CredentialId id) const;
    QString instanceName(InstanceId id) const;
    QString stateText() const; ///< of the status bar

    Future<void> create(std::shared_ptr<const Secret> passphrase);
    Future<void> unlock(std::shared_ptr<const Secret> passphrase);
    void lock();
    Future<vault::CredentialInfo> add(vault::NewCredential credential, InstanceId attachTo);
    Future<void> remove(CredentialId id);
    Future<void> detach(CredentialId id, InstanceId instance);

    /// Makes or unlocks the vault when that is needed, in a dialog. Cancelled when the person gives up.
    Future<void> requestUnlock(QWidget *parent);
    void newCredential(QWidget *parent, InstanceId attachTo = {});

signals:
    void changed(); ///< credentials, attachments or the lock state

private:
    void read();
    Result<Permit> permit(team::Action action, CredentialId id);

    vault::Vault &m_vault;
    inventory::Inventory &m_inventory;
    team::Gatekeeper &m_gatekeeper;
    shell::Navigator &m_navigator;
    QList<vault::CredentialInfo> m_credentials;
    QList<vault::Attachment> m_attachments;
};

} // namespace aiops::credentials
