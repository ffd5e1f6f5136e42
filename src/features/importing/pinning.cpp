#include "features/importing/pinning.h"

#include "features/importing/knownkeys.h"
#include "features/importing/worker.h"
#include "ssh/client/knownhostsfile.h"
#include "team/gatekeeper.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

namespace {

/// A file does not give a host another key than the one that our list has of that type: that is for a person to replace.
Status leaveOutOthers(ssh::KnownHosts &known, QList<ssh::KnownHosts::Trusted> &keys)
{
    const auto entries = known.entries();
    if (!entries)
        return std::unexpected(entries.error());
    QHash<std::pair<QByteArray, QByteArray>, QList<QByteArray>> own; ///< by name and type
    for (const auto &entry : *entries) {
        if (entry.key.origin == "own"_L1 && !entry.key.revoked)
            own[{entry.host.toUtf8().toLower(), entry.key.key.type}] += entry.key.key.blob;
    }
    keys.removeIf([&own](const ssh::KnownHosts::Trusted &one) {
        const QList<QByteArray> blobs = own.value({ssh::knownHostName(one.host, one.port), one.key.type});
        return !blobs.isEmpty() && !blobs.contains(one.key.blob);
    });
    return {};
}

} // namespace

Future<int> pinKnownKeys(ImportServices services, ImportPlan plan, QList<qsizetype> rows, QString knownHostsFile)
{
    auto known = co_await inWorker<KnownKeys>([plan, rows, knownHostsFile](const auto &) { return knownKeysFor(plan, rows, knownHostsFile); });
    const Status left = known ? leaveOutOthers(services.knownHosts, known->keys) : std::unexpected(known.error());
    if (!left || known->keys.isEmpty())
        co_return left ? Result<int>(0) : std::unexpected(left.error());
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
