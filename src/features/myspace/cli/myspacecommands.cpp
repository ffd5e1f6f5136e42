#include "features/myspace/cli/myspacecommands.h"

#include "features/myspace/cli/commands.h"

namespace aiops::myspace {

void registerCommands(cli::Registry &registry)
{
    registerOrganizationCommands(registry);
    registerProjectCommands(registry);
    registerInstanceCommands(registry);
    registerGroupCommands(registry);
    registerViewCommands(registry);
}

} // namespace aiops::myspace
