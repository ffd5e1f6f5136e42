#pragma once

#include "features/credentials/gui/vaultowners.h"
#include "shell/dialog.h"

class QComboBox;

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
    void save();

    Store m_store;
    widgets::Banner *m_banner;
    widgets::Field *m_name;
    QComboBox *m_owner = nullptr;
    QList<VaultOwner> m_owners; ///< as in the box
    QPushButton *m_save;
};

} // namespace aiops::credentials
