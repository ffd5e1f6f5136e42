#include "features/rotation/hostdoor.h"

#include "ssh/client/connecting.h"
#include "ssh/client/engineclient.h"
#include "ssh/client/sessiontransport.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

/// Gives the one login that is to be tried.
class OneLogin final : public CredentialSource
{
public:
    explicit OneLogin(Login login) : m_login(std::move(login)) {}
    Future<Login> login(InstanceId, Purpose, Permit permit) override
    {
        permit.takeEntry(); // part of the rotation, which has its own entry
        return ready<Login>(m_login);
    }

private:
    Login m_login;
};

Error explained(Error error)
{
    if (error.code == Errc::HostKeyUnknown)
        error.hint = tr("Trust it first: aiops host-key trust NAME");
    return error;
}

} // namespace

HostDoor::HostDoor(ssh::KnownHosts &knownHosts, team::Gatekeeper &gatekeeper, ssh::PoolOptions options, ssh::Pool *pool)
    : m_engine(std::make_shared<ssh::EngineClient>()), m_knownHosts(&knownHosts), m_gatekeeper(&gatekeeper), m_options(std::move(options)), m_pool(pool)
{
    m_options.useAgent = false;
}

Future<HostDoor::Entered> HostDoor::enter(ssh::Endpoint endpoint, Login login) const
{
    auto permit = m_gatekeeper->request(team::Action::CredentialUse, {u"instance"_s, endpoint.instance.toString(), endpoint.label});
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto source = std::make_shared<OneLogin>(login);
    const auto hop = [pool = m_pool](const ssh::Endpoint &behind) {
        return pool ? pool->reachHop(behind, nullptr) : failed<std::shared_ptr<ssh::Transport>>(cancelledError());
    };
    ssh::Way way = m_pool ? m_pool->wayOf(endpoint.instance) : ssh::Way();
    way.agent = ssh::Way::Agent::Never; // the one login is what is tried
    way.keyFile.clear();
    const ssh::Routes routes = m_pool ? m_pool->routes() : ssh::Routes();
    const auto connecting = std::make_shared<ssh::Connecting>(ssh::Connecting::Parts{m_engine, m_knownHosts, source.get(), m_options, hop, ssh::Usage::Interactive, way, routes}, endpoint,
                                                              *std::move(permit), nullptr);
    const Result<Entered> entered = co_await ssh::Connecting::run(connecting);
    if (!entered)
        co_return std::unexpected(explained(entered.error()));
    if ((*entered)->log().methodsTried.isEmpty()) { // signed in by "none": the login proved nothing
        (*entered)->close();
        co_return std::unexpected(Error{Errc::AuthFailed, tr("%1 lets anybody in without a key or password.").arg(endpoint.label)});
    }
    co_return *entered;
}

} // namespace aiops::rotation
