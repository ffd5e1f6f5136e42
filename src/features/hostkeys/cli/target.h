#pragma once

#include "cli/command.h"
#include "ssh/client/knownhosts.h"

namespace aiops::hostkeys {

/// The instance that a selector names, else a host as known_hosts writes it: "name", "[name]:2222".
Result<ssh::Endpoint> targetOf(const cli::Context &context, const QString &selector);

QList<cli::Column> keyColumns();
QJsonObject toJson(const ssh::KnownHosts::Entry &entry);
QString knownHostsName(const ssh::Endpoint &endpoint); ///< "name" or "[name]:2222"

} // namespace aiops::hostkeys
