#pragma once

namespace aiops::shell {
class Registry;
}
namespace aiops::team {
class AuditLog;
}

namespace aiops::audit {

/// `log` must outlive the window.
void registerFeature(shell::Registry &registry, team::AuditLog &log);

} // namespace aiops::audit
