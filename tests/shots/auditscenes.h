#pragma once

#include "shots/scenarios.h"

namespace aiops::shots {

QList<Scenario> auditScenes();

} // namespace aiops::shots
