#pragma once

#include "cli/command.h"

namespace aiops::forwards {

/// `aiops forward add|list|remove|start|stop`.
void registerCommands(cli::Registry &registry);

} // namespace aiops::forwards
