#pragma once

class QSettings;

namespace aiops::inventory { class Inventory; }
namespace aiops::shell { class Navigator; class Registry; }
namespace aiops::team { class Gatekeeper; }

namespace aiops::probing {

class Prober;

struct FeatureParts
{
    Prober &prober;
    inventory::Inventory &inventory;
    team::Gatekeeper &gatekeeper;
    QSettings &settings;
};

/// The actions "probing.probe" (object: instance ids, separated by commas), "probing.probeProject" (a project id) and
/// "probing.probeAll" of the current organization, and the settings page "reachability". All of `parts` outlives the window.
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const FeatureParts &parts);

/// As the settings say. Called once the window stands.
void startAsSet(Prober &prober, team::Gatekeeper &gatekeeper, const QSettings &settings);

} // namespace aiops::probing
