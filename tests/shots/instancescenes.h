#pragma once

#include "shots/scenarios.h"

namespace aiops::shots {

/// Pages of an instance and of a project.
QList<Scenario> instanceScenes();

} // namespace aiops::shots
