#pragma once

#include "inventory/inventory.h"

namespace aiops::storage {
class Command;
}

namespace aiops::inventory {

/// Does all of a batch inside one command; the first error, with the name of its object, undoes all of it.
/// Gives the ids of the changed and added instances in the order of the batch. Writer thread.
Result<QList<InstanceId>> applyBatch(storage::Command &command, const Batch &batch);

} // namespace aiops::inventory
