#pragma once

#include "cli/command.h"

namespace aiops::credentials {

/// The verbs of `aiops credential` and `aiops vault`.
void registerCommands(cli::Registry &registry);

void registerVaultVerbs(cli::Registry &registry);
void registerVaultListVerbs(cli::Registry &registry); ///< list, add, rename, rotate-key

} // namespace aiops::credentials
