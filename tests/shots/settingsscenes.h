#pragma once

#include "shots/scenarios.h"

namespace aiops::shots {

QList<Scenario> settingsScenes();

} // namespace aiops::shots
