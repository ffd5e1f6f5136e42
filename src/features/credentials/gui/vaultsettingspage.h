#pragma once

#include <QSettings>
#include <QWidget>

#include <memory>

namespace aiops::team {
class Gatekeeper;
}
namespace aiops::vault {
class Vault;
}

namespace aiops::credentials {

namespace Ui {
class VaultSettingsPage;
}

class WindowVault;

/// When the vault locks by itself, applied at once; and the recovery kit.
class VaultSettingsPage final : public QWidget
{
    Q_OBJECT

public:
    VaultSettingsPage(QSettings &settings, WindowVault &window, team::Gatekeeper &gatekeeper, QWidget *parent);
    ~VaultSettingsPage() override;

private:
    void applyInput();

    std::unique_ptr<Ui::VaultSettingsPage> m_ui;
    QSettings &m_settings;
    vault::Vault &m_vault;
};

} // namespace aiops::credentials
