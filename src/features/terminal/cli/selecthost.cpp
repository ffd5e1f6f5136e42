#include "features/terminal/cli/selecthost.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/terminal/quickaddress.h"

namespace aiops::terminal {

Result<ssh::Endpoint> selectHost(const cli::Context &context, const QString &selector)
{
    const auto instance = cli::selectedInstance(context, selector);
    if (instance)
        return endpointOf(*instance);
    if (instance.error().code == Errc::NotFound && selector.contains(u'@'))
        return parseQuickAddress(selector);
    return std::unexpected(instance.error());
}

HostAccess hostAccess(const cli::Context &context)
{
    return HostAccess(*context.services->pool, *context.services->gatekeeper, cli::interaction(context));
}

Future<void> unlockFor(cli::Context context, ssh::Endpoint endpoint)
{
    if (context.services->pool->existing(endpoint))
        return ready<void>(Status{});
    return cli::ensureUnlocked(std::move(context), endpoint.instance);
}

} // namespace aiops::terminal
