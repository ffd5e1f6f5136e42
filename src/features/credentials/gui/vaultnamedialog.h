#pragma once

#include "shell/dialog.h"
#include "vault/vaults.h"

class QComboBox;

namespace aiops::inventory {
class Inventory;
}
namespace aiops::widgets {
class Banner;
class Field;
}

namespace aiops::credentials {

/// The name of a vault and, when it is new, whose it is.
class VaultNameDialog final : public shell::Dialog
{
    Q_OBJECT

public:
    using Store = std::function<Future<vault::VaultInfo>(const vault::VaultDraft &)>;
    VaultNameDialog(const inventory::Inventory &inventory, Store store, QWidget *parent); ///< a new one
    VaultNameDialog(const QString &name, Store store, QWidget *parent);                   ///< another name

private:
    VaultNameDialog(const QString &title, const QString &save, Store store, QWidget *parent);
    void addOwners(const inventory::Inventory &inventory);
    void save();

    Store m_store;
    widgets::Banner *m_banner;
    widgets::Field *m_name;
    QComboBox *m_owner = nullptr;
    QList<vault::VaultDraft> m_owners; ///< without names, as in the box
    QPushButton *m_save;
};

} // namespace aiops::credentials
