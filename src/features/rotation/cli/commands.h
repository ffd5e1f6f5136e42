#pragma once

#include "cli/command.h"

namespace aiops::rotation {

/// `credential rotate|due|snooze`, `security keys|key-remove`.
void registerCommands(cli::Registry &registry);

} // namespace aiops::rotation
