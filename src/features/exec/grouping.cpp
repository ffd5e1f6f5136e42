#include "features/exec/grouping.h"

namespace aiops::exec {

QByteArray digestOf(const HostResult &host)
{
    QCryptographicHash hash(QCryptographicHash::Blake2b_256);
    hash.addData(host.out.digest());
    hash.addData(host.err.digest());
    hash.addData(stateName(host.state).toLatin1());
    hash.addData(QByteArray::number(host.exit.value_or(-1)));
    // Texts of failures name the host; what did not run at all has nothing else to compare.
    if (host.out.bytes() + host.err.bytes() == 0 && host.state != HostState::Ok)
        hash.addData(QString(host.error).replace(host.target.name(), QStringLiteral("…")).toUtf8());
    return hash.result().toHex().first(16);
}

QList<ResultGroup> groupsOf(const Execution &execution)
{
    QList<ResultGroup> groups;
    QHash<QByteArray, qsizetype> places;
    for (int i = 0; i < execution.size(); ++i) {
        const HostResult &host = execution.host(i);
        if (!isEnd(host.state))
            continue;
        const QByteArray digest = digestOf(host);
        const auto known = places.constFind(digest);
        if (known != places.cend()) {
            groups[*known].positions += i;
            continue;
        }
        places.insert(digest, groups.size());
        groups += ResultGroup{{i}, host.state, host.exit, digest};
    }
    std::ranges::stable_sort(groups, std::greater(), [](const ResultGroup &group) { return group.positions.size(); });
    return groups;
}

} // namespace aiops::exec
