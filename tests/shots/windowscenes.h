#pragma once

#include "shots/scenarios.h"

namespace aiops::shots {

/// My Space and this computer, first run, palette, import and export, keys, help.
QList<Scenario> windowScenes();

} // namespace aiops::shots
