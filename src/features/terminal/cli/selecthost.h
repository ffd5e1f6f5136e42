#pragma once

#include "cli/command.h"
#include "features/terminal/hostaccess.h"

namespace aiops::terminal {

/// The instance that a selector names, else the quick form user@host[:port].
Result<ssh::Endpoint> selectHost(const cli::Context &context, const QString &selector);
HostAccess hostAccess(const cli::Context &context);
/// Unlocks the vault when this host needs it and no warm transport is there.
Future<void> unlockFor(cli::Context context, ssh::Endpoint endpoint);

} // namespace aiops::terminal
