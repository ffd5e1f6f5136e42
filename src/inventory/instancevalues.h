#pragma once

#include "inventory/inventory.h"

#include <QVariantMap>

namespace aiops::inventory {

/// The given values, checked, by column; tags are another table. Errors: Invalid.
Result<QVariantMap> columnsOf(const InstanceEdit &values);

/// With what a new instance has where nothing is given.
InstanceEdit complete(InstanceEdit values);

} // namespace aiops::inventory
