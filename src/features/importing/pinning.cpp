#include "features/importing/pinning.h"

#include "features/importing/knownkeys.h"
#include "features/importing/worker.h"
#include "team/gatekeeper.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

Future<int> pinKnownKeys(ImportServices services, ImportPlan plan, QList<qsizetype> rows, QString knownHostsFile)
{
    const auto known = co_await inWorker<KnownKeys>([plan, rows, knownHostsFile](const auto &) { return knownKeysFor(plan, rows, knownHostsFile); });
    if (!known || known->keys.isEmpty())
        co_return known ? Result<int>(0) : std::unexpected(known.error());
    auto permit = services.gatekeeper.request(team::Action::HostKeyTrust, {u"instance"_s, {}, Text::tr("%1 keys of known_hosts").arg(known->keys.size())});
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto added = services.knownHosts.trust(known->keys);
    if (added)
        permit->succeeded();
    else
        permit->failed(added.error());
    co_return added;
}

} // namespace aiops::importing
