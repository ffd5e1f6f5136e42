#pragma once

#include "core/error.h"
#include "vault/recovery.h"

namespace aiops::credentials {

/// Writes the kit as one printable page, mode 0600. Errors: Conflict (exists), Denied, DiskFull.
Status writeKitPdf(const vault::RecoveryKit &kit, const QString &path);

} // namespace aiops::credentials
