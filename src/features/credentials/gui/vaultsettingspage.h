#pragma once

#include <QSettings>
#include <QWidget>

#include <memory>

namespace aiops::team {
class Gatekeeper;
}

namespace aiops::credentials {

class WindowVault;

namespace Ui {
class VaultSettingsPage;
}

/// When the vault locks by itself, which applies at once, what opens it besides the passphrase, and the recovery kit.
class VaultSettingsPage final : public QWidget
{
    Q_OBJECT

public:
    VaultSettingsPage(QSettings &settings, WindowVault &window, team::Gatekeeper &gatekeeper, QWidget *parent);
    ~VaultSettingsPage() override;
    void addSection(QWidget *section); ///< below the others

private:
    void applyInput();
    void changePassphrase();
    void toggleKeychain(bool wanted);
    void toggleDeviceKey(bool wanted);
    void showDeviceKey(const QString &problem = {});
    void toggleSecondFactor(bool wanted);
    void showSecondFactor();
    void showKeychain(const QString &problem = {});

    std::unique_ptr<Ui::VaultSettingsPage> m_ui;
    QSettings &m_settings;
    WindowVault &m_window;
};

} // namespace aiops::credentials
