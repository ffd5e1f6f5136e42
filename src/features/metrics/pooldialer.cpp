#include "features/metrics/pooldialer.h"

#include "core/home.h"
#include "core/setting.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

using namespace Qt::StringLiterals;

namespace aiops::metrics {

namespace {

class Silent final : public ssh::Interaction
{
public:
    Future<ssh::HostKeyAnswer> hostKey(ssh::HostKeyQuestion) override
    {
        return ready<ssh::HostKeyAnswer>(ssh::HostKeyAnswer::Reject);
    }
    Future<QList<std::shared_ptr<const Secret>>> prompts(ssh::PromptRequest) override
    {
        return failed<QList<std::shared_ptr<const Secret>>>(cancelledError());
    }
};

Future<std::shared_ptr<ssh::Channel>> dialOn(Future<std::shared_ptr<ssh::Transport>> acquiring, quint16 port)
{
    const auto transport = co_await acquiring;
    if (!transport)
        co_return std::unexpected(transport.error());
    co_return co_await dialAgent(*transport, port);
}

} // namespace

Future<std::shared_ptr<ssh::Channel>> dialAgent(std::shared_ptr<ssh::Transport> transport, quint16 port)
{
    auto channel = co_await transport->dial(u"127.0.0.1"_s, port);
    if (!channel && channel.error().code == Errc::Denied && channel.error().detail.contains("administratively prohibited"_L1))
        co_return std::unexpected(forwardingRefusedError(channel.error().detail));
    if (!channel && channel.error().code == Errc::Denied)
        co_return std::unexpected(noAgentError(channel.error().detail, port));
    co_return channel;
}

std::shared_ptr<ssh::Interaction> silentInteraction()
{
    return std::make_shared<Silent>();
}

quint16 netdataPort(const Home &home)
{
    const QSettings settings(home.settings(), QSettings::IniFormat);
    const int port = Setting<int>(u"metrics/netdataPort"_s, kNetdataPort).read(settings);
    return port > 0 && port < 65'536 ? quint16(port) : kNetdataPort;
}

PoolDialer::PoolDialer(team::Gatekeeper &gatekeeper, inventory::Inventory &inventory, ssh::Pool &pool, quint16 port,
                       std::shared_ptr<ssh::Interaction> interaction)
    : m_gatekeeper(gatekeeper), m_inventory(inventory), m_pool(pool), m_port(port), m_interaction(std::move(interaction))
{
}

Future<std::shared_ptr<ssh::Channel>> PoolDialer::dial(InstanceId id)
{
    using Channel = std::shared_ptr<ssh::Channel>;
    const auto instance = m_inventory.instance(id);
    if (!instance) {
        Error gone = instance.error();
        gone.code = gone.code == Errc::NotFound ? Errc::Invalid : gone.code; // NotFound means "no agent" here
        return failed<Channel>(gone);
    }
    const team::Object object{u"instance"_s, id.toString(), instance->name};
    auto permit = m_gatekeeper.request(team::Action::MetricsRead, object);
    if (!permit)
        return failed<Channel>(permit.error());
    auto credential = m_gatekeeper.request(team::Action::CredentialUse, object);
    if (!credential)
        return failed<Channel>(credential.error());
    const ssh::Endpoint endpoint{instance->address, quint16(instance->port), instance->user, instance->name, id, instance->reachedThrough()};
    return dialOn(m_pool.acquire(endpoint, std::move(*permit), std::move(*credential), m_interaction), m_port);
}

} // namespace aiops::metrics
