#pragma once

#include "core/clock.h"
#include "features/credentials/gui/credentialspage.h"

#include <QSettings>

#include <functional>

class QWidget;

namespace aiops::inventory {
class Inventory;
}
namespace aiops::shell {
class Navigator;
class Registry;
}
namespace aiops::team {
class AuditLog;
class Gatekeeper;
}
namespace aiops::vault {
class Vault;
}

namespace aiops::credentials {

class WindowVault;

/// What the area works with; all of it outlives the window.
struct CredentialServices
{
    vault::Vault &vault;
    team::Gatekeeper &gatekeeper;
    inventory::Inventory &inventory;
    QSettings &settings; ///< holds the minutes of the auto-lock, applied to the vault here
    const Clock &clock;
    QList<VaultTab> tabs; ///< beside the credentials
    WindowVault &windowVault;
    team::AuditLog *audit = nullptr; ///< for the history of a credential
};

/// The page "vault", the settings page "vault", the status item, the actions "credentials.new" (run with the id of an
/// instance it attaches what was made), "vault.lock" and "vault.unlock"; starts to watch for activity.
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const CredentialServices &services);

} // namespace aiops::credentials
