#pragma once

#include "cli/command.h"

namespace aiops::cli {

class OwnerControl;

/// `daemon start|stop|status`. `control` outlives the registry's commands.
void registerDaemonCommands(Registry &registry, OwnerControl &control);

} // namespace aiops::cli
