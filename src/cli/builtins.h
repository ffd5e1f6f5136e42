#pragma once

#include "cli/command.h"

namespace aiops::cli {

/// `completion`, `__complete` and `__man`: made from the registry itself, which must outlive them.
void registerBuiltins(Registry &registry);

} // namespace aiops::cli
