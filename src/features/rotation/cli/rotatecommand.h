#pragma once

#include "cli/command.h"

namespace aiops::rotation {

void registerRotationVerbs(cli::Registry &registry);
void registerKeyVerbs(cli::Registry &registry);

} // namespace aiops::rotation
