#include "features/credentials/gui/vaultsettingspage.h"

#include "core/errortext.h"
#include "features/credentials/gui/autolocksetting.h"
#include "features/credentials/gui/changepassphrasedialog.h"
#include "features/credentials/gui/keychain.h"
#include "features/credentials/gui/secondfactordialog.h"
#include "features/credentials/gui/recoverysection.h"
#include "features/credentials/gui/windowvault.h"
#include "ui_vaultsettingspage.h"
#include "vault/vault.h"

namespace aiops::credentials {

VaultSettingsPage::VaultSettingsPage(QSettings &settings, WindowVault &window, team::Gatekeeper &gatekeeper, QWidget *parent)
    : QWidget(parent), m_ui(std::make_unique<Ui::VaultSettingsPage>()), m_settings(settings), m_window(window)
{
    m_ui->setupUi(this);
    m_ui->form->addRow(new RecoverySection(window, gatekeeper));
    const int minutes = int(autoLock(settings).count());
    m_ui->autoLockCheck->setChecked(minutes > 0);
    m_ui->minutesSpin->setMaximum(longestAutoLock);
    m_ui->minutesSpin->setValue(minutes > 0 ? minutes : 15);
    m_ui->minutesSpin->setEnabled(minutes > 0);
    connect(m_ui->autoLockCheck, &QCheckBox::toggled, this, &VaultSettingsPage::applyInput);
    m_ui->screenCheck->setChecked(locksWithScreen(settings));
    connect(m_ui->screenCheck, &QCheckBox::toggled, this, [this](bool locks) {
        setLocksWithScreen(m_settings, locks);
        m_window.setLocksWithScreen(locks);
    });
    connect(m_ui->keychainCheck, &QCheckBox::clicked, this, &VaultSettingsPage::toggleKeychain);
    connect(&window, &WindowVault::keychainChanged, this, [this] { showKeychain(); });
    showKeychain();
    connect(m_ui->deviceKeyCheck, &QCheckBox::clicked, this, &VaultSettingsPage::toggleDeviceKey);
    connect(&window, &WindowVault::keychainChanged, this, [this] { showDeviceKey(); });
    showDeviceKey();
    connect(m_ui->secondFactorCheck, &QCheckBox::clicked, this, &VaultSettingsPage::toggleSecondFactor);
    connect(&window, &WindowVault::secondFactorChanged, this, &VaultSettingsPage::showSecondFactor);
    connect(&window.vault(), &vault::Vault::stateChanged, this, &VaultSettingsPage::showSecondFactor);
    showSecondFactor();
    m_ui->changePassphraseButton->setEnabled(window.vault().state().value != vault::LockState::Missing);
    connect(m_ui->changePassphraseButton, &QPushButton::clicked, this, &VaultSettingsPage::changePassphrase);
    connect(m_ui->minutesSpin, &QSpinBox::valueChanged, this, &VaultSettingsPage::applyInput);
}

VaultSettingsPage::~VaultSettingsPage() = default;

void VaultSettingsPage::addSection(QWidget *section)
{
    m_ui->form->addRow(section);
}

void VaultSettingsPage::changePassphrase()
{
    (new ChangePassphraseDialog(m_window, this->window()))->open();
}

void VaultSettingsPage::showSecondFactor()
{
    m_ui->secondFactorCheck->setChecked(m_window.vault().hasSecondFactor());
    m_ui->secondFactorCheck->setEnabled(m_window.vault().state().value == vault::LockState::Unlocked);
}

void VaultSettingsPage::toggleSecondFactor(bool wanted)
{
    showSecondFactor(); // as it is, until it is done
    if (wanted)
        (new SecondFactorDialog(m_window, this->window()))->open();
    else
        deliver(m_window.removeSecondFactor(), this, [this](const Status &) { showSecondFactor(); });
}

void VaultSettingsPage::showKeychain(const QString &problem)
{
    const bool exists = m_window.vault().state().value != vault::LockState::Missing;
    m_ui->keychainCheck->setChecked(m_window.vault().hasKeychain());
    m_ui->keychainCheck->setEnabled(exists && (m_window.hasKeychain() || m_window.vault().hasKeychain()));
    m_ui->keychainLabel->setText(!problem.isEmpty() ? problem
                                 : m_window.hasKeychain()
                                     ? tr("Showing, copying and exporting still ask for the passphrase.")
                                     : tr("No keychain answers on this computer: the passphrase opens the vault."));
}

void VaultSettingsPage::toggleKeychain(bool wanted)
{
    deliver(wanted ? m_window.allowKeychain() : m_window.forgetKeychain(), this, [this](const Status &status) {
        const bool silent = status || status.error().code == Errc::Cancelled;
        showKeychain(silent ? QString() : wholeText(status.error()));
    });
}

void VaultSettingsPage::showDeviceKey(const QString &problem)
{
    m_ui->deviceKeyCheck->setEnabled(false); // until it is known
    m_ui->deviceKeyLabel->setText(!problem.isEmpty() ? problem
                                                     : tr("Commands that run without your desktop session, such as by cron, then write entries without a signature."));
    if (!m_window.deviceKeyPlace())
        return;
    deliver(m_window.deviceKeyPlace()->isInKeychain(), this, [this](const Result<bool> &there) {
        m_ui->deviceKeyCheck->setChecked(there && *there);
        m_ui->deviceKeyCheck->setEnabled((there && *there) || m_window.hasKeychain());
    });
}

void VaultSettingsPage::toggleDeviceKey(bool wanted)
{
    deliver(m_window.keepDeviceKeyInKeychain(wanted), this, [this](const Status &status) {
        const bool silent = status || status.error().code == Errc::Cancelled;
        showDeviceKey(silent ? QString() : wholeText(status.error()));
    });
}

void VaultSettingsPage::applyInput()
{
    const bool isOn = m_ui->autoLockCheck->isChecked();
    m_ui->minutesSpin->setEnabled(isOn);
    setAutoLock(m_settings, std::chrono::minutes(isOn ? m_ui->minutesSpin->value() : 0));
    m_window.vault().setAutoLock(autoLock(m_settings));
}

} // namespace aiops::credentials
