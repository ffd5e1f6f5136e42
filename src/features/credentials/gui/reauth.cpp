#include "features/credentials/gui/reauth.h"

#include "features/credentials/gui/windowvault.h"
#include "vault/vault.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

Future<void> prove(QPointer<WindowVault> window, team::Gatekeeper *gatekeeper, team::Action action, std::shared_ptr<const Secret> passphrase)
{
    vault::Vault &vault = window->vault();
    const bool locked = vault.state().value == vault::LockState::Locked;
    auto permit = gatekeeper->request(locked ? team::Action::VaultUnlock : team::Action::VaultConfirm, {u"vault"_s, {}, {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    Future<void> proving = locked ? vault.unlock(*std::move(permit), passphrase) : vault.confirm(*std::move(permit), passphrase);
    const Status proved = co_await std::move(proving);
    if (proved && window)
        gatekeeper->confirmed(action);
    co_return proved;
}

} // namespace

Future<void> proveAgain(WindowVault &window, team::Gatekeeper &gatekeeper, team::Action action, Secret passphrase)
{
    return prove(&window, &gatekeeper, action, std::make_shared<const Secret>(std::move(passphrase)));
}

} // namespace aiops::credentials
