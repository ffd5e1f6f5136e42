#include "cli/commands.h"
#include "cli/keychainmain.h"
#include "cli/owner/daemoncommands.h"
#include "cli/owner/ownerprogram.h"
#include "cli/ownerservices.h"
#include "features/exec/executions.h"
#include "features/forwards/forwards.h"
#include "vault/hygiene.h"

#include <QCoreApplication>

using namespace aiops;
using namespace aiops::cli;

int main(int argc, char **argv)
{
    aiops::vault::hardenProcess();
    if (isKeychainCall(argc, argv))
        return keychainMain(argc, argv);
    QCoreApplication app(argc, argv);
    Registry registry;
    std::unique_ptr<OwnerServices> services;
    const auto open = [&services](const Home &home) -> Result<Services *> {
        auto opened = OwnerServices::open(home);
        if (!opened)
            return std::unexpected(opened.error());
        services = std::move(*opened);
        return &services->services();
    };
    OwnerProgram program(registry, {.open = open,
                                    .status = [&services] { return services->status(); },
                                    .stayed = [&services] { services->services().forwards->keepRunning(); },
                                    .leaving = [&services] { return services->services().executions->stopAll(); }});
    registerDaemonCommands(registry, program);
    registerCommands(registry);
    if (const auto code = program.begin(app.arguments()))
        return *code;
    return app.exec();
}
