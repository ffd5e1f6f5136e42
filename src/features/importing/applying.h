#pragma once

#include "core/future.h"
#include "features/importing/importplan.h"

namespace aiops::inventory {
class Inventory;
}
namespace aiops::team {
class Gatekeeper;
}

namespace aiops::importing {

struct Applied
{
    int added = 0;
    int changed = 0;
};

/// Writes the chosen rows of a plan: all of them or none. Projects that are missing are made first.
/// Main thread. Errors: Denied, Conflict (the inventory changed since the plan was made), what Inventory says.
Future<Applied> applyPlan(inventory::Inventory &inventory, team::Gatekeeper &gatekeeper, Present present, ImportPlan plan, QList<qsizetype> rows);

} // namespace aiops::importing
