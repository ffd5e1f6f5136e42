#pragma once

#include "cli/command.h"

namespace aiops::cli {

/// The one list of the features' commands, with the names that shells complete. The registry must stay where it is.
void registerCommands(Registry &registry);

} // namespace aiops::cli
