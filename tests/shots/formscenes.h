#pragma once

#include "shots/scenarios.h"

namespace aiops::shots {

/// Dialogs of instances, groups, forwards and sign-ins.
QList<Scenario> formScenes();

} // namespace aiops::shots
