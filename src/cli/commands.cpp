#include "cli/commands.h"

#include "cli/builtins.h"
#include "cli/names.h"

// The features that this build has; each defines its function in its cli folder.
namespace aiops::myspace { void registerCommands(cli::Registry &registry); }
namespace aiops::credentials { void registerCommands(cli::Registry &registry); }
namespace aiops::terminal { void registerCommands(cli::Registry &registry); }
namespace aiops::hostkeys { void registerCommands(cli::Registry &registry); }
namespace aiops::metrics { void registerCommands(cli::Registry &registry); }
namespace aiops::audit { void registerCommands(cli::Registry &registry); }

namespace aiops::cli {

void registerCommands(Registry &registry)
{
#ifdef AIOPS_WITH_MYSPACE
    myspace::registerCommands(registry);
#endif
#ifdef AIOPS_WITH_CREDENTIALS
    credentials::registerCommands(registry);
#endif
#ifdef AIOPS_WITH_TERMINAL
    terminal::registerCommands(registry);
#endif
#ifdef AIOPS_WITH_HOSTKEYS
    hostkeys::registerCommands(registry);
#endif
#ifdef AIOPS_WITH_METRICS
    metrics::registerCommands(registry);
#endif
#ifdef AIOPS_WITH_AUDIT
    audit::registerCommands(registry);
#endif
    registerNames(registry);
    registerBuiltins(registry);
}

} // namespace aiops::cli
