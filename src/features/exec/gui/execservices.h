#pragma once

#include "features/exec/executions.h"
#include "inventory/inventory.h"

namespace aiops::exec {

/// What the page and the settings of commands stand on. The references outlive every page.
struct ExecServices
{
    Executions &executions;
    inventory::Inventory &inventory;
    team::Gatekeeper &gatekeeper;
    team::CommandPolicy &policy;
    std::shared_ptr<ssh::Interaction> interaction;
    std::function<bool()> isLocked = {};              ///< whether the vault has to be opened before signing in; empty: never
    std::function<Future<void>()> requestUnlock = {}; ///< opens the unlock dialog
};

} // namespace aiops::exec
