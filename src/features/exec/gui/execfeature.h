#pragma once

#include "features/exec/gui/execservices.h"

namespace aiops::shell {
class Navigator;
class Registry;
}

namespace aiops::exec {

/// Area "run", the commands that open it, its status and the settings page of the command rules.
void registerFeature(shell::Registry &registry, shell::Navigator &navigator, const ExecServices &services);

} // namespace aiops::exec
