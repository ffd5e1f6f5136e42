#pragma once

#include "core/future.h"
#include "core/secret.h"
#include "team/gatekeeper.h"

namespace aiops::credentials {

class WindowVault;

/// The passphrase of the vault once more, for a dialog that asks for it itself; then the gatekeeper allows `action`.
/// Errors: WrongPassphrase, Denied (throttled), VaultMissing.
Future<void> proveAgain(WindowVault &window, team::Gatekeeper &gatekeeper, team::Action action, Secret passphrase);

} // namespace aiops::credentials
