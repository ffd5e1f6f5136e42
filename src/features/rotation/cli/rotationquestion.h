#pragma once

#include "cli/command.h"
#include "features/rotation/rotator.h"

namespace aiops::rotation {

/// Shows what will be changed and asks y/N; --yes skips it. `targets`: the hosts, by name.
/// Errors: NoInput (nobody can be asked), Cancelled.
Future<void> askToRotate(cli::Context context, QString credential, QStringList steps, QStringList targets);

} // namespace aiops::rotation
