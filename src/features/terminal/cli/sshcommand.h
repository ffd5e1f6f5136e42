#pragma once

#include "cli/command.h"

namespace aiops::terminal {

/// `aiops ssh HOST [-- CMD…]`: gives the remote exit code.
Future<int> runSsh(cli::Context context);

} // namespace aiops::terminal
