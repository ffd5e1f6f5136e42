#pragma once

#include "core/future.h"

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
class Gatekeeper;
}
namespace aiops::vault {
class Vault;
}

namespace aiops::credentials {

/// How others ask for an unlocked vault: opens the create or the unlock dialog over the active window when needed.
using RequestUnlock = std::function<Future<void>()>;

/// Everything handed in must outlive the window. `hostKeys` makes the second tab; empty: there is none.
RequestUnlock registerFeature(shell::Registry &registry, shell::Navigator &navigator, inventory::Inventory &inventory,
                              team::Gatekeeper &gatekeeper, vault::Vault &vault,
                              std::function<QWidget *(QWidget *parent)> hostKeys = {});

} // namespace aiops::credentials
