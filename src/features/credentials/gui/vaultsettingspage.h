#pragma once

#include <QSettings>
#include <QWidget>

#include <memory>

namespace aiops::vault {
class Vault;
}

namespace aiops::credentials {

namespace Ui {
class VaultSettingsPage;
}

/// When the vault locks by itself. Applies at once.
class VaultSettingsPage final : public QWidget
{
    Q_OBJECT

public:
    VaultSettingsPage(QSettings &settings, vault::Vault &vault, QWidget *parent);
    ~VaultSettingsPage() override;

private:
    void applyInput();

    std::unique_ptr<Ui::VaultSettingsPage> m_ui;
    QSettings &m_settings;
    vault::Vault &m_vault;
};

} // namespace aiops::credentials
