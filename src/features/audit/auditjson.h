#pragma once

#include "team/auditrows.h"

namespace aiops::audit {

/// The row as `aiops audit list --json` shows it, and as it is exported and forwarded.
QJsonObject toJson(const team::AuditRow &row);

} // namespace aiops::audit
