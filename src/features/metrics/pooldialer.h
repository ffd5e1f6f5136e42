#pragma once

#include "features/metrics/agentdialer.h"
#include "ssh/client/pool.h"

namespace aiops { class Home; }
namespace aiops::team { class Gatekeeper; }
namespace aiops::inventory { class Inventory; }

namespace aiops::metrics {

/// Never asks: an unknown host key is refused and a server's prompt is cancelled. For charts, which nobody may be watching.
std::shared_ptr<ssh::Interaction> silentInteraction();

/// Setting metrics/netdataPort of a home folder: where Netdata listens on the loopback of the hosts. 19999 unless a
/// valid port is set.
quint16 netdataPort(const Home &home);

/// To the agent on an open transport. Errors as AgentDialer::dial().
Future<std::shared_ptr<ssh::Channel>> dialAgent(std::shared_ptr<ssh::Transport> transport, quint16 port);

/// Through the shared SSH transport of the instance.
class PoolDialer final : public AgentDialer
{
public:
    PoolDialer(team::Gatekeeper &gatekeeper, inventory::Inventory &inventory, ssh::Pool &pool, quint16 port,
               std::shared_ptr<ssh::Interaction> interaction = silentInteraction());

    Future<std::shared_ptr<ssh::Channel>> dial(InstanceId instance) override;

private:
    team::Gatekeeper &m_gatekeeper;
    inventory::Inventory &m_inventory;
    ssh::Pool &m_pool;
    quint16 m_port;
    std::shared_ptr<ssh::Interaction> m_interaction;
};

} // namespace aiops::metrics
