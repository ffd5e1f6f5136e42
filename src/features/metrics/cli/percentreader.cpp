#include "features/metrics/cli/percentreader.h"

#include "cli/services.h"
#include "features/metrics/percentring.h"
#include "features/metrics/pooldialer.h"

namespace aiops::metrics {

Future<std::array<double, 3>> readPercents(cli::Context context, InstanceId instance)
{
    const cli::Services &services = *context.services;
    const auto dialer = std::make_shared<PoolDialer>(*services.gatekeeper, *services.inventory, *services.pool, netdataPort(*services.home));
    const auto now = co_await readNow(dialer.get(), services.clock, instance);
    if (!now)
        co_return std::unexpected(now.error());
    const Percents percents = percentsOf(*now);
    co_return std::array<double, 3>{percents[0], percents[1], percents[2]};
}

} // namespace aiops::metrics
