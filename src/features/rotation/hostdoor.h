#pragma once

#include "ssh/client/pool.h"
#include "team/gatekeeper.h"

#include <QPointer>

namespace aiops::ssh {
class EngineClient;
class KnownHosts;
class SessionTransport;
}

namespace aiops::rotation {

/// Signs in at hosts with exactly the login that is given: a transport of its own each time, no agent, nobody asked. So
/// an unknown host key is an error, and what signed in is known. Main thread; copies share the engine.
class HostDoor final
{
public:
    /// `pool`: reaches the jump hosts in front of an endpoint, as everybody does; null: there are none.
    HostDoor(ssh::KnownHosts &knownHosts, team::Gatekeeper &gatekeeper, ssh::PoolOptions options = {}, ssh::Pool *pool = nullptr);

    using Entered = std::shared_ptr<ssh::SessionTransport>;
    /// Errors: those of ssh::ConnectReport; AuthFailed also where the server lets in without looking at the login.
    Future<Entered> enter(ssh::Endpoint endpoint, Login login) const;

private:
    std::shared_ptr<ssh::EngineClient> m_engine;
    ssh::KnownHosts *m_knownHosts;
    team::Gatekeeper *m_gatekeeper;
    ssh::PoolOptions m_options;
    QPointer<ssh::Pool> m_pool;
};

} // namespace aiops::rotation
