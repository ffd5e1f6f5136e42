#include "cli/commands.h"

#include "cli/builtins.h"
#include "cli/names.h"
#include "features/audit/cli/auditcommands.h"
#include "features/backup/cli/backupcommands.h"
#include "features/credentials/cli/credentialcommands.h"
#include "features/exec/cli/execcommands.h"
#include "features/forwards/cli/forwardcommands.h"
#include "features/hostkeys/cli/commands.h"
#include "features/importing/cli/importcommands.h"
#include "features/metrics/cli/metricscommands.h"
#include "features/metrics/cli/percentreader.h"
#include "features/myspace/cli/myspacecommands.h"
#include "features/myspace/cli/projectmetrics.h"
#include "features/probing/cli/probecommand.h"
#include "features/rotation/cli/commands.h"
#include "features/services/cli/servicecommands.h"
#include "features/sessions/cli/sessioncommands.h"
#include "features/terminal/cli/commands.h"
#include "features/thiscomputer/cli/localnow.h"

namespace aiops::cli {

void registerCommands(Registry &registry)
{
    myspace::registerCommands(registry);
    importing::registerCommands(registry);
    credentials::registerCommands(registry);
    rotation::registerCommands(registry);
    terminal::registerCommands(registry);
    exec::registerCommands(registry);
    hostkeys::registerCommands(registry);
    metrics::registerCommands(registry, thiscomputer::runNow);
    myspace::registerProjectMetrics(registry, metrics::readPercents);
    probing::registerCommands(registry);
    services::registerCommands(registry);
    forwards::registerCommands(registry);
    audit::registerCommands(registry);
    backup::registerCommands(registry);
    sessions::registerCommands(registry);
    registerNames(registry);
    registerBuiltins(registry);
}

} // namespace aiops::cli
