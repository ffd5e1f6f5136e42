#include "features/rotation/cli/commands.h"

#include "features/rotation/cli/rotatecommand.h"

namespace aiops::rotation {

void registerCommands(cli::Registry &registry)
{
    registerRotationVerbs(registry);
    registerKeyVerbs(registry);
}

} // namespace aiops::rotation
