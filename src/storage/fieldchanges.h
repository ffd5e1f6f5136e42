#pragma once

#include "storage/changeset.h"

#include <QJsonArray>

namespace aiops::storage {

/// What the audit entry of a command says of the columns that it changed: {"table", "id", "field", "before", "after"} each, long
/// values cut, bytes left out, at most 30.
QJsonArray fieldChanges(const ChangeSet &changes);

} // namespace aiops::storage
