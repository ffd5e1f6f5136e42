#pragma once

namespace aiops::shell {
class Navigator;
class Registry;
}
namespace aiops::ssh {
class Pool;
}
namespace aiops::team {
class Gatekeeper;
}

namespace aiops::sessions {

void registerFeature(shell::Registry &registry, shell::Navigator &navigator, ssh::Pool &pool, team::Gatekeeper &gatekeeper);

} // namespace aiops::sessions
