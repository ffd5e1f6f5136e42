#pragma once

#include <QSettings>
#include <QWidget>

#include <memory>

namespace aiops::credentials {

class WindowVault;

namespace Ui {
class VaultSettingsPage;
}

/// When the vault locks by itself, which applies at once, and its passphrase.
class VaultSettingsPage final : public QWidget
{
    Q_OBJECT

public:
    VaultSettingsPage(QSettings &settings, WindowVault &window, QWidget *parent);
    ~VaultSettingsPage() override;

private:
    void applyInput();
    void changePassphrase();

    std::unique_ptr<Ui::VaultSettingsPage> m_ui;
    QSettings &m_settings;
    WindowVault &m_window;
};

} // namespace aiops::credentials
