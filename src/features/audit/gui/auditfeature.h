#pragma once

namespace aiops::shell {
class Navigator;
class Registry;
}
namespace aiops::team {
class AuditLog;
}

namespace aiops::audit {

/// The page "audit". `log` must outlive the window.
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, team::AuditLog &log);

} // namespace aiops::audit
