#pragma once

#include "cli/command.h"

namespace aiops::cli {

/// What shells complete for "org", "project", "instance" and "credential".
void registerNames(Registry &registry);

} // namespace aiops::cli
