#pragma once

#include "cli/command.h"

namespace aiops::metrics {

/// `aiops metrics now|range`. `thisComputer` answers `metrics now local`, where no instance has that name.
void registerCommands(cli::Registry &registry, std::function<Future<int>(cli::Context)> thisComputer = {});

} // namespace aiops::metrics
