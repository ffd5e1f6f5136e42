#include "features/credentials/gui/vaultsettingspage.h"

#include "features/credentials/gui/autolocksetting.h"
#include "features/credentials/gui/changepassphrasedialog.h"
#include "features/credentials/gui/windowvault.h"
#include "ui_vaultsettingspage.h"
#include "vault/vault.h"

namespace aiops::credentials {

VaultSettingsPage::VaultSettingsPage(QSettings &settings, WindowVault &window, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::VaultSettingsPage>()), m_settings(settings), m_window(window)
{
    m_ui->setupUi(this);
    const int minutes = int(autoLock(settings).count());
    m_ui->autoLockCheck->setChecked(minutes > 0);
    m_ui->minutesSpin->setMaximum(longestAutoLock);
    m_ui->minutesSpin->setValue(minutes > 0 ? minutes : 15);
    m_ui->minutesSpin->setEnabled(minutes > 0);
    connect(m_ui->autoLockCheck, &QCheckBox::toggled, this, &VaultSettingsPage::applyInput);
    m_ui->changePassphraseButton->setEnabled(window.vault().state().value != vault::LockState::Missing);
    connect(m_ui->changePassphraseButton, &QPushButton::clicked, this, &VaultSettingsPage::changePassphrase);
    connect(m_ui->minutesSpin, &QSpinBox::valueChanged, this, &VaultSettingsPage::applyInput);
}

VaultSettingsPage::~VaultSettingsPage() = default;

void VaultSettingsPage::changePassphrase()
{
    (new ChangePassphraseDialog(m_window, this->window()))->open();
}

void VaultSettingsPage::applyInput()
{
    const bool isOn = m_ui->autoLockCheck->isChecked();
    m_ui->minutesSpin->setEnabled(isOn);
    setAutoLock(m_settings, std::chrono::minutes(isOn ? m_ui->minutesSpin->value() : 0));
    m_window.vault().setAutoLock(autoLock(m_settings));
}

} // namespace aiops::credentials
