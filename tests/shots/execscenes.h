#pragma once

#include "shots/world.h"

namespace aiops::shots {

bool runEmpty(World &world);
bool runBefore(World &world);
bool runMore(World &world);
bool runWrongMore(World &world);
bool runMixed(World &world); ///< stdout and stderr in turns
bool runLeaving(World &world);
bool runConfirm(World &world);
bool runRunning(World &world); ///< with 40 hosts
bool runOutput(World &world);
bool runGroups(World &world);
bool runDenied(World &world);
bool commandRules(World &world);
bool addRule(World &world);

} // namespace aiops::shots
