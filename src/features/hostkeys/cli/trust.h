#pragma once

#include "cli/command.h"

namespace aiops::hostkeys {

/// `aiops host-key trust SELECTOR… [--fingerprint SHA256:…]`
Future<int> runTrust(cli::Context context);

} // namespace aiops::hostkeys
