#pragma once

#include "ssh/client/types.h"

namespace aiops::ssh {

/// Refuses what could be taken for an option or a control: security.md 5.3. An empty user is allowed.
Status checkEndpoint(const Endpoint &endpoint);

} // namespace aiops::ssh
