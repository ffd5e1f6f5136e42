#pragma once

#include "shots/scenarios.h"

namespace aiops::shots {

/// My Space with values as a busy organization has them; they come from a feed of the pictures' own.
QList<Scenario> spaceScenes();

} // namespace aiops::shots
