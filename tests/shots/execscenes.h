#pragma once

#include "shots/scenarios.h"

namespace aiops::shots {

/// Commands on many hosts, and their rules.
QList<Scenario> runScenes();

} // namespace aiops::shots
