#pragma once

#include "cli/command.h"

namespace aiops::backup {

/// `backup write|restore|test|schedule|list|status`.
void registerCommands(cli::Registry &registry);

} // namespace aiops::backup
