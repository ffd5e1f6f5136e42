#pragma once

class QSettings;

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

namespace aiops::myspace {

class CardMetrics;
class CredentialChoice;
class LocalComputer;

/// Everything handed in must outlive the window. `metrics` may be null: every card shows "n/a"; so may `computer`: it is
/// not shown then. The parts of the
/// feature are children of the navigator. `settings`: where it is remembered how it was looked at; may be null.
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, inventory::Inventory &inventory,
                     team::Gatekeeper &gatekeeper, CredentialChoice &credentials, CardMetrics *metrics = nullptr,
                     QSettings *settings = nullptr, LocalComputer *computer = nullptr);

} // namespace aiops::myspace
