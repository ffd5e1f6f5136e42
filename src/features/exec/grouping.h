#pragma once

#include "features/exec/execution.h"

namespace aiops::exec {

/// Hosts whose output and end are the same, byte by byte.
struct ResultGroup
{
    QList<int> positions; ///< in the order of the targets
    HostState state = HostState::Ok;
    std::optional<int> exit;
    QByteArray digest;
};

/// Of the hosts that have ended, the biggest first.
QList<ResultGroup> groupsOf(const Execution &execution);

/// What hosts must have in common to be in one group.
QByteArray digestOf(const HostResult &host);

} // namespace aiops::exec
