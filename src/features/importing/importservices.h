#pragma once

namespace aiops::inventory {
class Inventory;
}
namespace aiops::ssh {
class KnownHosts;
}
namespace aiops::team {
class Gatekeeper;
}

namespace aiops::importing {

/// What import and export work with. All of them outlive the window.
struct ImportServices
{
    inventory::Inventory &inventory;
    team::Gatekeeper &gatekeeper;
    ssh::KnownHosts &knownHosts;
};

} // namespace aiops::importing
