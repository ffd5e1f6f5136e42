#include "features/credentials/gui/vaultsettingspage.h"

#include "features/credentials/gui/autolocksetting.h"
#include "features/credentials/gui/recoverysection.h"
#include "features/credentials/gui/windowvault.h"
#include "ui_vaultsettingspage.h"
#include "vault/vault.h"

namespace aiops::credentials {

VaultSettingsPage::VaultSettingsPage(QSettings &settings, WindowVault &window, team::Gatekeeper &gatekeeper, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::VaultSettingsPage>()), m_settings(settings), m_vault(window.vault())
{
    m_ui->setupUi(this);
    m_ui->form->addRow(new RecoverySection(window, gatekeeper));
    const int minutes = int(autoLock(settings).count());
    m_ui->autoLockCheck->setChecked(minutes > 0);
    m_ui->minutesSpin->setMaximum(longestAutoLock);
    m_ui->minutesSpin->setValue(minutes > 0 ? minutes : 15);
    m_ui->minutesSpin->setEnabled(minutes > 0);
    connect(m_ui->autoLockCheck, &QCheckBox::toggled, this, &VaultSettingsPage::applyInput);
    connect(m_ui->minutesSpin, &QSpinBox::valueChanged, this, &VaultSettingsPage::applyInput);
}

VaultSettingsPage::~VaultSettingsPage() = default;

void VaultSettingsPage::applyInput()
{
    const bool isOn = m_ui->autoLockCheck->isChecked();
    m_ui->minutesSpin->setEnabled(isOn);
    setAutoLock(m_settings, std::chrono::minutes(isOn ? m_ui->minutesSpin->value() : 0));
    m_vault.setAutoLock(autoLock(m_settings));
}

} // namespace aiops::credentials
