#pragma once

#include "core/clock.h"
#include "features/metrics/agentdialer.h"

namespace aiops::shell {
class Navigator;
class Registry;
}

namespace aiops::metrics {

/// Adds the pane "overview". `dialer` (a PoolDialer), `clock` and `navigator` outlive the window. A locked vault runs
/// the action "vault.unlock"; a host key to review opens the pane "terminal" of the instance, whose connection asks.
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, AgentDialer &dialer, const Clock &clock);

} // namespace aiops::metrics
