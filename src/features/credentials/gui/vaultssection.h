#pragma once

#include "vault/vaults.h"

#include <QWidget>

class QPushButton;
class QTableWidget;

namespace aiops::inventory {
class Inventory;
}
namespace aiops::team {
class Gatekeeper;
}
namespace aiops::widgets {
class Banner;
}

namespace aiops::credentials {

class WindowVault;

/// The part "Vaults" of Settings > Vault: what there is, another one, another name, another key, everything under it, one less.
class VaultsSection final : public QWidget
{
    Q_OBJECT

public:
    VaultsSection(WindowVault &window, team::Gatekeeper &gatekeeper, inventory::Inventory &inventory, QWidget *parent = nullptr);

private:
    void showVaults();
    void showButtons();
    QString ownerOf(const vault::VaultInfo &info) const;
    const vault::VaultInfo *current() const;
    void whenUnlocked(std::function<void()> go); ///< asks for the passphrase first where it is needed
    void add();
    void rename();
    void rotateKey();
    void reseal();
    void askToRemove();
    void remove(const vault::VaultInfo &info);
    Future<vault::VaultInfo> store(VaultId id, vault::VaultDraft draft); ///< null id: a new one

    WindowVault &m_window;
    team::Gatekeeper &m_gatekeeper;
    inventory::Inventory &m_inventory;
    QList<vault::VaultInfo> m_vaults;
    widgets::Banner *m_banner;
    QTableWidget *m_table;
    QPushButton *m_add;
    QPushButton *m_rename;
    QPushButton *m_rotate;
    QPushButton *m_reseal;
    QPushButton *m_remove;
    bool m_isSealing = false;
};

} // namespace aiops::credentials
