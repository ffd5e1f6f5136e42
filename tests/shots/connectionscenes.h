#pragma once

#include "shots/scenarios.h"

namespace aiops::shots {

/// Forwards, terminals, host keys, and what an instance's page says when its host cannot be reached.
QList<Scenario> connectionScenes();

} // namespace aiops::shots
