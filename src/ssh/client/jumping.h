#pragma once

#include "core/permit.h"
#include "ssh/client/transport.h"
#include "ssh/client/way.h"

#include <functional>

namespace aiops::ssh {

/// What the pool asks about a host that stands in front of another one. The composition knows the instances and makes
/// permits; each hop is signed in with its own credential, and its host key is checked like any other.
struct Routes
{
    std::function<Result<Endpoint>(InstanceId)> endpoint;
    struct Permits
    {
        Permit touch;
        Permit credential;
    };
    std::function<Result<Permits>(const Endpoint &)> permits;
    /// How it is reached; empty: nothing special.
    std::function<Way(InstanceId)> way = {};
    /// For reading the password of the proxy in front of it.
    std::function<Result<Permit>(const Endpoint &)> proxyPermit = {};
    /// Loads a private key. Errors: NoInput (it wants a passphrase), WrongPassphrase, NotFound, Invalid.
    std::function<Future<std::shared_ptr<Signer>>(QString path, std::shared_ptr<const Secret> passphrase)> keyFile = {};
    /// Told at the end of each attempt; `error` is empty when it succeeded.
    std::function<void(const Endpoint &, const Way &, const ConnectionLog &, const QString &error)> record = {};
};

constexpr int mostHops = 8;

/// The hops before `endpoint`, the nearest first. Errors: Invalid (a loop, more than 8, no such instance).
Result<QList<Endpoint>> hopsBefore(const Endpoint &endpoint, const Routes &routes);

/// A connected socket that leads to `host` through a transport, and what must live as long as it is used.
struct Carried
{
    int socket = -1; ///< the receiver closes it
    std::shared_ptr<void> carrier;
};
/// Errors: those of Transport::dial(), with the name of the hop in the text.
Future<Carried> dialThrough(std::shared_ptr<Transport> hop, QString host, quint16 port);

} // namespace aiops::ssh
