#pragma once

#include "core/future.h"
#include "features/importing/importplan.h"

namespace aiops::inventory {
class Inventory;
struct Batch;
}
namespace aiops::team {
class Gatekeeper;
}

namespace aiops::importing {

struct Applied
{
    int added = 0;
    int changed = 0;
    qint64 undoNumber = 0; ///< of the step that takes it back; 0: there was nothing to write
    std::optional<Error> keysError = {}; ///< why the host keys were not taken over; the instances were
};

/// The chosen rows of a plan as one batch, with the projects and groups that they need.
inventory::Batch batchOf(const Present &present, const ImportPlan &plan, const QList<qsizetype> &rows);

/// Writes the chosen rows: all of them or none, as one step that can be undone. Main thread. Errors: Denied, Conflict (the
/// inventory changed since the plan was made), what Inventory says.
Future<Applied> applyPlan(inventory::Inventory &inventory, team::Gatekeeper &gatekeeper, Present present, ImportPlan plan, QList<qsizetype> rows);

} // namespace aiops::importing
