#pragma once

#include "features/audit/gui/exportaction.h"

namespace aiops::inventory {
class Inventory;
}

namespace aiops::app {

/// Which projects the events of the audit belong to, as the inventory says now. `inventory` outlives what is returned.
audit::AuditServices::Projects auditProjects(const inventory::Inventory &inventory);

} // namespace aiops::app
