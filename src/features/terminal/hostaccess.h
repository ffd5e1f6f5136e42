#pragma once

#include "ssh/client/pool.h"
#include "team/gatekeeper.h"

namespace aiops::terminal {

/// A channel with the transport that it needs to stay open.
struct OpenChannel
{
    std::shared_ptr<ssh::Transport> transport;
    std::shared_ptr<ssh::Channel> channel;
};

/// The way from this feature to a host: asks the gatekeeper, then the pool. Main thread; `pool` and `gatekeeper`
/// outlive it. Copy it into coroutines.
class HostAccess final
{
public:
    HostAccess(ssh::Pool &pool, team::Gatekeeper &gatekeeper, std::shared_ptr<ssh::Interaction> interaction)
        : m_pool(&pool), m_gatekeeper(&gatekeeper), m_interaction(std::move(interaction))
    {
    }

    Future<std::shared_ptr<ssh::Transport>> connect(ssh::Endpoint endpoint,
                                                    std::shared_ptr<ssh::ConnectReport> report = {},
                                                    team::Action action = team::Action::SshConnect) const;
    Future<OpenChannel> shell(ssh::Endpoint endpoint, ssh::Pty pty, std::shared_ptr<ssh::ConnectReport> report = {}) const;
    Future<OpenChannel> exec(ssh::Endpoint endpoint, QByteArray command, std::shared_ptr<ssh::ConnectReport> report = {}) const;
    /// With a permit that command rules gave already (team::CommandPolicy::request).
    Future<OpenChannel> exec(ssh::Endpoint endpoint, QByteArray command, Permit allowed, std::shared_ptr<ssh::ConnectReport> report = {}) const;
    ssh::Pool &pool() const { return *m_pool; }

private:
    Result<Permit> permit(team::Action action, const ssh::Endpoint &endpoint) const;

    ssh::Pool *m_pool;
    team::Gatekeeper *m_gatekeeper;
    std::shared_ptr<ssh::Interaction> m_interaction;
};

} // namespace aiops::terminal
