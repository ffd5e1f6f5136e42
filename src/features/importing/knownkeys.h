#pragma once

#include "features/importing/importplan.h"
#include "ssh/client/knownhosts.h"

namespace aiops::importing {

/// The keys that a known_hosts file of this user has for the hosts of a plan; hashed names are tried with each address.
struct KnownKeys
{
    QList<ssh::KnownHosts::Trusted> keys;
    QStringList warnings;
};

/// Any thread. A missing file has none. Error Corrupt.
Result<KnownKeys> knownKeysFor(const ImportPlan &plan, const QList<qsizetype> &rows, const QString &knownHostsFile);
QString userKnownHostsFile();

} // namespace aiops::importing
