#pragma once

#include "shots/world.h"

namespace aiops::shots {

bool audit(World &world);
bool auditNoMatch(World &world);
bool auditEmpty(World &world);
bool auditBroken(World &world); ///< the chain stays broken

} // namespace aiops::shots
