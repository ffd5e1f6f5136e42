#pragma once

#include "shots/scenarios.h"

namespace aiops::shots {

/// The plan, a rotation that failed, its dialogs, keys that were found on hosts.
QList<Scenario> rotationScenes();

} // namespace aiops::shots
