#pragma once

#include "inventory/types.h"
#include "ssh/client/types.h"

namespace aiops::terminal {

/// "user@host", "host:2222", "[2001:db8::1]:22". Without a user: the name of the person at this computer, as ssh does.
/// Errors Invalid.
Result<ssh::Endpoint> parseQuickAddress(const QString &text);

/// What parseQuickAddress() reads: "deploy@10.0.0.4:22", "deploy@[2001:db8::1]:22".
QString writtenAddress(const ssh::Endpoint &endpoint);

ssh::Endpoint endpointOf(const inventory::Instance &instance);

/// The label, else user@host:port; safe to show.
QString shownName(const ssh::Endpoint &endpoint);

} // namespace aiops::terminal
