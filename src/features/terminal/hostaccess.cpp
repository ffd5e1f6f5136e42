#include "features/terminal/hostaccess.h"

#include "features/terminal/quickaddress.h"

namespace aiops::terminal {

using namespace Qt::StringLiterals;

namespace {

/// Ends the permit with what the opening of a channel gave.
Result<OpenChannel> opened(Permit &permit, std::shared_ptr<ssh::Transport> transport,
                           Result<std::shared_ptr<ssh::Channel>> channel)
{
    if (!channel) {
        permit.failed(channel.error());
        return std::unexpected(channel.error());
    }
    permit.succeeded();
    return OpenChannel{std::move(transport), *std::move(channel)};
}

} // namespace

Result<Permit> HostAccess::permit(team::Action action, const ssh::Endpoint &endpoint) const
{
    const QString id = endpoint.instance.isNull() ? QString() : endpoint.instance.toString();
    return m_gatekeeper->request(action, {u"instance"_s, id, shownName(endpoint)});
}

Future<std::shared_ptr<ssh::Transport>> HostAccess::connect(ssh::Endpoint endpoint,
                                                            std::shared_ptr<ssh::ConnectReport> report,
                                                            team::Action action) const
{
    auto touch = permit(action, endpoint);
    if (!touch)
        return failed<std::shared_ptr<ssh::Transport>>(touch.error());
    auto credential = permit(team::Action::CredentialUse, endpoint);
    if (!credential) {
        touch->failed(credential.error());
        return failed<std::shared_ptr<ssh::Transport>>(credential.error());
    }
    return m_pool->acquire(std::move(endpoint), *std::move(touch), *std::move(credential), m_interaction, std::move(report));
}

Future<OpenChannel> HostAccess::shell(ssh::Endpoint endpoint, ssh::Pty pty, std::shared_ptr<ssh::ConnectReport> report) const
{
    const HostAccess self = *this; // the caller's may be gone when this resumes
    auto allowed = self.permit(team::Action::SshShell, endpoint);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    auto transport = co_await self.connect(endpoint, report);
    if (!transport) {
        allowed->failed(transport.error());
        co_return std::unexpected(transport.error());
    }
    auto channel = co_await (*transport)->shell(pty);
    co_return opened(*allowed, *transport, std::move(channel));
}

Future<OpenChannel> HostAccess::exec(ssh::Endpoint endpoint, QByteArray command, std::shared_ptr<ssh::ConnectReport> report) const
{
    auto allowed = permit(team::Action::SshExec, endpoint);
    return allowed ? exec(std::move(endpoint), std::move(command), *std::move(allowed), std::move(report)) : failed<OpenChannel>(allowed.error());
}

Future<OpenChannel> HostAccess::exec(ssh::Endpoint endpoint, QByteArray command, Permit allowed, std::shared_ptr<ssh::ConnectReport> report) const
{
    const HostAccess self = *this;
    auto transport = co_await self.connect(endpoint, report);
    if (!transport) {
        allowed.failed(transport.error());
        co_return std::unexpected(transport.error());
    }
    // The words of the command stay out of the audit chain: people do put passwords there.
    allowed.note(u"bytes"_s, double(command.size()));
    auto channel = co_await (*transport)->exec(command);
    co_return opened(allowed, *transport, std::move(channel));
}

} // namespace aiops::terminal
