#include "app/desktoplink.h"

#include "app/desktop/librarypath.h"
#include "core/log.h"
#include "features/credentials/gui/windowvault.h"
#include "vault/vault.h"

namespace aiops::app {

using namespace Qt::StringLiterals;

namespace {

const QString kEntry = u"vault key"_s;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::app", text);
}

Error errorOf(const Desktop::Answer &answer)
{
    using Outcome = Desktop::Outcome;
    const QString hint = tr("Unlock the vault with the passphrase.");
    switch (answer.outcome) {
    case Outcome::Missing: return {Errc::NotFound, tr("The keychain keeps no key for this vault."), answer.detail, hint};
    case Outcome::NoKeychain: return {Errc::NotFound, tr("There is no keychain on this computer."), answer.detail, hint};
    case Outcome::Refused: return {Errc::Denied, tr("The keychain is locked or did not allow it."), answer.detail, hint};
    default: return {Errc::Failed, tr("The keychain could not be used."), answer.detail, hint};
    }
}

/// Answers once: with what came, or after the patience is over.
template <typename T>
struct Waiting
{
    QPromise<Result<T>> promise;
    bool isOver = false;

    Waiting() { promise.start(); }
    void finish(Result<T> result)
    {
        if (std::exchange(isOver, true))
            return;
        promise.addResult(std::move(result));
        promise.finish();
    }
};

template <typename T>
std::shared_ptr<Waiting<T>> startWaiting()
{
    auto waiting = std::make_shared<Waiting<T>>();
    QTimer::singleShot(DesktopLink::patience, qApp, [waiting] {
        waiting->finish(std::unexpected(Error{Errc::TimedOut, tr("The keychain did not answer."), {}, tr("Unlock the vault with the passphrase.")}));
    });
    return waiting;
}

} // namespace

DesktopLink::DesktopLink(credentials::WindowVault &vault) : m_library(desktopLibraryPath()), m_vault(vault)
{
    const auto make = reinterpret_cast<MakeDesktop>(m_library.resolve(makeDesktopSymbol));
    if (!make) {
        qCInfo(lcVault) << "no keychain and no news of the screen lock:" << m_library.errorString();
        return;
    }
    m_desktop.reset(make());
    m_desktop->watch([this](const QString &reason) { m_vault.leave(reason); });
    m_vault.setKeychain(this);
    if (m_vault.canUseKeychain() && m_vault.vault().state().value == vault::LockState::Locked)
        m_vault.unlockWithKeychain(); // a failure leaves the lock screen as it is
}

DesktopLink::~DesktopLink()
{
    if (m_desktop)
        m_vault.setKeychain(nullptr);
}

Future<std::shared_ptr<const Secret>> DesktopLink::read()
{
    using Key = std::shared_ptr<const Secret>;
    auto waiting = startWaiting<Key>();
    m_desktop->read(kEntry, [waiting](Desktop::Answer answer) {
        if (answer.outcome != Desktop::Outcome::Done)
            return waiting->finish(std::unexpected(errorOf(answer)));
        auto key = std::make_shared<const Secret>(Secret::copyOf(answer.value));
        wipe(answer.value);
        waiting->finish(key->size() == 32 ? Result<Key>(std::move(key)) : std::unexpected(errorOf({Desktop::Outcome::Missing, {}, u"size"_s})));
    });
    return waiting->promise.future();
}

Future<void> DesktopLink::write(std::shared_ptr<const Secret> key)
{
    auto waiting = startWaiting<void>();
    QByteArray value = key->reveal().toByteArray();
    m_desktop->write(kEntry, value, [waiting](const Desktop::Answer &answer) {
        waiting->finish(answer.outcome == Desktop::Outcome::Done ? Status() : Status(std::unexpected(errorOf(answer))));
    });
    wipe(value);
    return waiting->promise.future();
}

Future<void> DesktopLink::remove()
{
    auto waiting = startWaiting<void>();
    m_desktop->remove(kEntry, [waiting](const Desktop::Answer &answer) {
        const bool gone = answer.outcome == Desktop::Outcome::Done || answer.outcome == Desktop::Outcome::Missing;
        waiting->finish(gone ? Status() : Status(std::unexpected(errorOf(answer))));
    });
    return waiting->promise.future();
}

} // namespace aiops::app
