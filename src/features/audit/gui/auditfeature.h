#pragma once

#include "features/audit/gui/exportaction.h"

namespace aiops::shell {
class Navigator;
class Registry;
}

namespace aiops::audit {

/// The page "audit", and a notice when many credentials are used in a short time. The services must outlive the window.
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const AuditServices &services);

struct AuditSettings;
/// The settings page "audit".
void registerSettings(shell::Registry &registry, const AuditServices &services, const AuditSettings &settings);

} // namespace aiops::audit
