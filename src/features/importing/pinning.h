#pragma once

#include "core/future.h"
#include "features/importing/importplan.h"
#include "features/importing/importservices.h"

namespace aiops::importing {

/// The keys that a known_hosts file has for the rows become trusted ones of ours, with one entry in the audit chain.
/// Gives how many were new. Main thread. Errors: Denied, Corrupt, Failed.
Future<int> pinKnownKeys(ImportServices services, ImportPlan plan, QList<qsizetype> rows, QString knownHostsFile);

} // namespace aiops::importing
