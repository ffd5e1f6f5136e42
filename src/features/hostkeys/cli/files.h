#pragma once

#include "cli/command.h"

namespace aiops::hostkeys {

/// `host-key import` and `host-key export`.
void registerFileCommands(cli::Registry &registry);

} // namespace aiops::hostkeys
