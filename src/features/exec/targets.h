#pragma once

#include "features/exec/request.h"
#include "inventory/inventory.h"

namespace aiops::exec {

/// Instances as targets, with the projects that they belong to.
Result<QList<Target>> targetsOf(const inventory::Inventory &inventory, OrganizationId organization, const QList<inventory::Instance> &instances);

} // namespace aiops::exec
