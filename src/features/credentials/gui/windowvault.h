#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "core/permit.h"
#include "core/secret.h"
#include "team/confirmer.h"

#include <QObject>
#include <QPointer>

class QWidget;

namespace aiops::team {
class Gatekeeper;
}
namespace aiops::vault {
class Vault;
struct NewSecondFactor;
}

namespace aiops::credentials {

class AnswerDialog;
class DeviceKeyPlace;
class Keychain;

/// The lock of the vault as a window handles it: asks for permits, opens the dialog that is needed. Main thread; must
/// outlive the window.
class WindowVault final : public QObject, public team::Confirmer
{
    Q_OBJECT

public:
    WindowVault(vault::Vault &vault, team::Gatekeeper &gatekeeper, QObject *parent = nullptr);

    vault::Vault &vault() const { return m_vault; }

    /// Done at once when it is unlocked. Else the dialog that makes or unlocks it, one at a time: later callers wait for
    /// the same answer. Cancelled when it is closed.
    Future<void> requestUnlock(QWidget *parent);

    /// A dialog over the active window, when `action` needs it. `why`: one sentence of what comes next.
    Future<void> confirm(team::Action action, QString why) override;

    Future<void> create(std::shared_ptr<const Secret> passphrase);
    Future<void> unlock(std::shared_ptr<const Secret> passphrase, const QString &code = {});
    /// The passphrase again, for `action`; opens a locked vault as well.
    Future<void> prove(team::Action action, std::shared_ptr<const Secret> passphrase);
    Future<void> changePassphrase(std::shared_ptr<const Secret> old, std::shared_ptr<const Secret> fresh);
    Status lock();
    /// The person left: "sleep", "screen lock", "user switch". Nothing happens when the setting says so.
    void leave(const QString &reason);
    void setLocksWithScreen(bool locks) { m_locksWithScreen = locks; }

    /// Null while the desktop was not asked yet, or has none.
    void setKeychain(Keychain *keychain);
    bool canUseKeychain() const; ///< there is one, and the person allowed it
    bool hasKeychain() const { return m_keychain != nullptr; }
    Future<void> unlockWithKeychain(QString code = {});
    Future<void> allowKeychain(); ///< asks for the passphrase
    Future<void> forgetKeychain();

    void setDeviceKeyPlace(DeviceKeyPlace *place) { m_deviceKey = place; }
    DeviceKeyPlace *deviceKeyPlace() const { return m_deviceKey; } ///< null: nobody knows
    Future<void> keepDeviceKeyInKeychain(bool wanted);              ///< asks for the passphrase

    Future<void> setSecondFactor(std::shared_ptr<const vault::NewSecondFactor> made, QString code); ///< asks for the passphrase
    Future<void> removeSecondFactor();

signals:
    void keychainChanged();
    void secondFactorChanged();

public:

    /// "Vault unlocked, locks in 12 min": of the status bar.
    QString stateText(const Clock &clock) const;

private:
    void closeWhenUnlocked();

    vault::Vault &m_vault;
    team::Gatekeeper &m_gatekeeper;
    QPointer<AnswerDialog> m_dialog;
    Keychain *m_keychain = nullptr;
    DeviceKeyPlace *m_deviceKey = nullptr;
    bool m_locksWithScreen = true;
};

} // namespace aiops::credentials
