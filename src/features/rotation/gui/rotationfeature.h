#pragma once

#include "features/rotation/gui/rotationsession.h"

namespace aiops::shell {
class Navigator;
class Registry;
}

namespace aiops::rotation {

/// Starts the daily look at what is due; the action "rotation.plan". Owned by the navigator; the composition makes the
/// tab of the vault with makeRotationTab(), under the id "rotation".
RotationSession *registerFeature(shell::Registry &registry, shell::Navigator &navigator, const RotationServices &services);

} // namespace aiops::rotation
