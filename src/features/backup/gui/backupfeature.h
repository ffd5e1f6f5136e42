#pragma once

#include "core/future.h"

#include <functional>

namespace aiops::shell {
class Registry;
}
namespace aiops::team {
class Gatekeeper;
}

namespace aiops::backup {

class Backups;

/// The settings page "backup". `requestUnlock`: opens the vault, asking the person; Cancelled when they do not want to.
void registerFeature(shell::Registry &registry, Backups &backups, team::Gatekeeper &gatekeeper, std::function<Future<void>()> requestUnlock);

} // namespace aiops::backup
