#include "features/credentials/gui/windowvault.h"

#include "features/credentials/gui/confirmdialog.h"
#include "features/credentials/gui/createvaultdialog.h"
#include "features/credentials/gui/keychain.h"
#include "features/credentials/gui/unlockdialog.h"
#include "team/gatekeeper.h"
#include "shell/dialog.h"
#include "vault/random.h"
#include "vault/vault.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using team::Action;
using vault::LockState;

WindowVault::WindowVault(vault::Vault &vault, team::Gatekeeper &gatekeeper, QObject *parent)
    : QObject(parent), m_vault(vault), m_gatekeeper(gatekeeper)
{
    connect(&vault, &vault::Vault::stateChanged, this, &WindowVault::closeWhenUnlocked);
}

Future<void> WindowVault::requestUnlock(QWidget *parent)
{
    const LockState::Value state = m_vault.state().value;
    if (state == LockState::Unlocked)
        return ready<void>({});
    if (m_dialog && m_dialog->isVisible()) {
        m_dialog->raise();
        m_dialog->activateWindow();
        return m_dialog->answer();
    }
    if (state == LockState::Missing)
        m_dialog = new CreateVaultDialog(*this, parent);
    else
        m_dialog = new UnlockDialog(*this, parent);
    const Future<void> answer = m_dialog->answer();
    m_dialog->open();
    return answer;
}

void WindowVault::closeWhenUnlocked()
{
    // The command line may have unlocked it while the dialog asked.
    if (m_dialog && m_dialog->isVisible() && m_vault.state().value == LockState::Unlocked)
        m_dialog->accept();
}

Future<void> WindowVault::create(std::shared_ptr<const Secret> passphrase)
{
    auto allowed = m_gatekeeper.request(Action::VaultCreate, {u"vault"_s, {}, {}});
    if (!allowed)
        return failed<void>(allowed.error());
    return m_vault.create(*std::move(allowed), std::move(passphrase));
}

Future<void> WindowVault::unlock(std::shared_ptr<const Secret> passphrase, const QString &code)
{
    auto allowed = m_gatekeeper.request(Action::VaultUnlock, {u"vault"_s, {}, {}});
    if (!allowed)
        return failed<void>(allowed.error());
    return m_vault.unlock(*std::move(allowed), std::move(passphrase), code);
}

Future<void> WindowVault::confirm(Action action, QString why)
{
    if (!m_gatekeeper.needsConfirmation(action))
        return ready<void>({});
    auto *dialog = new ConfirmDialog(*this, action, why, shell::dialogParent());
    const Future<void> answer = dialog->answer();
    dialog->open();
    return answer;
}

Future<void> WindowVault::prove(Action action, std::shared_ptr<const Secret> passphrase)
{
    const QPointer self(this);
    const bool isLocked = m_vault.state().value == LockState::Locked;
    auto allowed = m_gatekeeper.request(isLocked ? Action::VaultUnlock : Action::VaultConfirm, {u"vault"_s, {}, {}});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    Future<void> proving = isLocked ? m_vault.unlock(*std::move(allowed), std::move(passphrase))
                                    : m_vault.confirm(*std::move(allowed), std::move(passphrase));
    const Status proved = co_await std::move(proving);
    if (proved && self)
        m_gatekeeper.confirmed(action);
    co_return proved;
}

Future<void> WindowVault::changePassphrase(std::shared_ptr<const Secret> old, std::shared_ptr<const Secret> fresh)
{
    auto allowed = m_gatekeeper.request(Action::VaultPassphrase, {u"vault"_s, {}, {}});
    if (!allowed)
        return failed<void>(allowed.error());
    return m_vault.changePassphrase(*std::move(allowed), std::move(old), std::move(fresh));
}

Status WindowVault::lock()
{
    auto allowed = m_gatekeeper.request(Action::VaultLock, {u"vault"_s, {}, {}});
    if (!allowed)
        return std::unexpected(allowed.error());
    m_vault.lock(*std::move(allowed));
    return {};
}

void WindowVault::leave(const QString &reason)
{
    if (!m_locksWithScreen || m_vault.state().value != LockState::Unlocked)
        return;
    if (auto allowed = m_gatekeeper.request(Action::VaultLock, {u"vault"_s, {}, {}}))
        m_vault.lock(*std::move(allowed), reason);
}

void WindowVault::setKeychain(Keychain *keychain)
{
    m_keychain = keychain;
    emit keychainChanged();
}

bool WindowVault::canUseKeychain() const
{
    return m_keychain && m_vault.hasKeychain();
}

Future<void> WindowVault::unlockWithKeychain(QString code)
{
    const QPointer self(this);
    if (!canUseKeychain())
        co_return std::unexpected(Error{Errc::NotFound, tr("The keychain may not open this vault."), {}, tr("Unlock it with the passphrase.")});
    const auto key = co_await m_keychain->read();
    if (!self || !key)
        co_return std::unexpected(key ? cancelledError() : key.error());
    auto allowed = m_gatekeeper.request(Action::VaultUnlock, {u"vault"_s, {}, {}});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    co_return co_await m_vault.unlockWithKeychain(*std::move(allowed), *key, code);
}

Future<void> WindowVault::allowKeychain()
{
    const QPointer self(this);
    const Status confirmed = co_await confirm(Action::VaultKeychain, tr("From now on whoever is signed in at this computer as you can open the vault."));
    if (!self || !confirmed)
        co_return std::unexpected(confirmed ? cancelledError() : confirmed.error());
    const auto key = std::make_shared<const Secret>(vault::randomSecret(32));
    if (!m_keychain)
        co_return std::unexpected(Error{Errc::NotFound, tr("There is no keychain on this computer."), {}, {}});
    const Status written = co_await m_keychain->write(key);
    if (!self || !written)
        co_return std::unexpected(written ? cancelledError() : written.error());
    auto allowed = m_gatekeeper.request(Action::VaultKeychain, {u"vault"_s, {}, {}});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    const Status done = co_await m_vault.allowKeychain(*std::move(allowed), key);
    if (self)
        emit keychainChanged();
    co_return done;
}

Future<void> WindowVault::forgetKeychain()
{
    const QPointer self(this);
    const Status confirmed = co_await confirm(Action::VaultKeychain, tr("The keychain will no longer open the vault."));
    if (!self || !confirmed)
        co_return std::unexpected(confirmed ? cancelledError() : confirmed.error());
    auto allowed = m_gatekeeper.request(Action::VaultKeychain, {u"vault"_s, {}, {}});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    const Status done = co_await m_vault.forgetKeychain(*std::move(allowed));
    if (!self || !done)
        co_return done;
    emit keychainChanged();
    if (m_keychain)
        (void)co_await m_keychain->remove(); // the key alone opens nothing any more
    co_return done;
}

Future<void> WindowVault::keepDeviceKeyInKeychain(bool wanted)
{
    const QPointer self(this);
    const Status confirmed = co_await confirm(Action::VaultKeychain, wanted ? tr("The key that signs the audit of this computer will be in its keychain.")
                                                                            : tr("The key that signs the audit of this computer will be in a file again."));
    if (!self || !confirmed)
        co_return std::unexpected(confirmed ? cancelledError() : confirmed.error());
    if (!m_deviceKey)
        co_return std::unexpected(Error{Errc::NotFound, tr("There is no keychain on this computer."), {}, {}});
    auto allowed = m_gatekeeper.request(Action::VaultKeychain, {u"device_key"_s, {}, {}});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    allowed->note(u"device_key"_s, wanted ? u"keychain"_s : u"file"_s);
    const Status done = co_await m_deviceKey->keepInKeychain(wanted);
    if (done)
        allowed->succeeded();
    else
        allowed->failed(done.error());
    co_return done;
}

Future<void> WindowVault::setSecondFactor(std::shared_ptr<const vault::NewSecondFactor> made, QString code)
{
    const QPointer self(this);
    const Status confirmed = co_await confirm(Action::VaultSecondFactor, tr("From now on unlocking wants a one-time code as well."));
    if (!self || !confirmed)
        co_return std::unexpected(confirmed ? cancelledError() : confirmed.error());
    auto allowed = m_gatekeeper.request(Action::VaultSecondFactor, {u"vault"_s, {}, {}});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    const Status done = co_await m_vault.setSecondFactor(*std::move(allowed), made, code);
    if (self)
        emit secondFactorChanged();
    co_return done;
}

Future<void> WindowVault::removeSecondFactor()
{
    const QPointer self(this);
    const Status confirmed = co_await confirm(Action::VaultSecondFactor, tr("Unlocking will want the passphrase only."));
    if (!self || !confirmed)
        co_return std::unexpected(confirmed ? cancelledError() : confirmed.error());
    auto allowed = m_gatekeeper.request(Action::VaultSecondFactor, {u"vault"_s, {}, {}});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    const Status done = co_await m_vault.removeSecondFactor(*std::move(allowed));
    if (self)
        emit secondFactorChanged();
    co_return done;
}

QString WindowVault::stateText(const Clock &clock) const
{
    const LockState state = m_vault.state();
    if (state.value == LockState::Missing)
        return tr("Vault not created yet");
    if (state.value == LockState::Locked)
        return tr("Vault locked");
    if (!state.locksAt.isValid())
        return tr("Vault unlocked");
    const qint64 minutes = qMax<qint64>(1, (clock.now().secsTo(state.locksAt) + 59) / 60);
    return tr("Vault unlocked, locks in %1 min").arg(minutes);
}

} // namespace aiops::credentials
