#pragma once

#include "core/ids.h"
#include "core/proxyaddress.h"

#include <QString>

namespace aiops::ssh {

/// How one host is reached and what it is offered, as its settings say. Value.
struct Way
{
    ProxyAddress proxy;           ///< counts where the host is dialled from this computer
    CredentialId proxyCredential; ///< null: the proxy wants no password
    bool mayRunCommand = false;   ///< the command was given on this computer
    bool oldAlgorithms = false;   ///< also those that are no longer safe
    enum class Agent { AsSet, Never, Always } agent = Agent::AsSet;
    QString keyFile;              ///< tried after the keys of the credential; empty: none
    bool debugLog = false;
    friend bool operator==(const Way &, const Way &) = default;
};

} // namespace aiops::ssh
