#pragma once

#include "cli/command.h"

namespace aiops::thiscomputer {

/// `aiops metrics now local`: this computer, with the keys of `metrics now`.
Future<int> runNow(cli::Context context);

} // namespace aiops::thiscomputer
