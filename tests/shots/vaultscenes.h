#pragma once

#include "shots/scenarios.h"

namespace aiops::shots {

/// Credentials, lock, dialogs of the vault, host keys.
QList<Scenario> vaultScenes();
bool credentials(World &world);
bool createVault(World &world);
bool unlock(World &world);         ///< the dialog
bool wrongPassphrase(World &world); ///< in it

} // namespace aiops::shots
