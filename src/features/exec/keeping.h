#pragma once

#include "features/exec/executionstore.h"

namespace aiops::exec {

constexpr qsizetype mostKeptText = 64 * 1024; ///< of each stream of a host

QString outcomeOf(const Execution &execution); ///< as KeptExecution has it
/// What of an execution is kept. Masked.
KeptExecution keptOf(const Execution &execution);
QList<KeptHost> keptHosts(const Execution &execution);

} // namespace aiops::exec
