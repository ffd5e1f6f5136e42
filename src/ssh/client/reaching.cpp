#include "ssh/client/connecting.h"

#include "core/text.h"
#include "ssh/client/dialer.h"
#include "ssh/client/names.h"
#include "ssh/client/text.h"

#include <unistd.h>

// The first half of an attempt: from the name of the host to a socket that leads there.
namespace aiops::ssh {

using namespace Qt::StringLiterals;
using Self = std::shared_ptr<Connecting>;

Future<int> Connecting::reach(Self self)
{
    self->enter(Stage::Resolve);
    if (const Status valid = checkEndpoint(self->m_endpoint); !valid)
        co_return std::unexpected(valid.error());
    if (!self->m_endpoint.via.isNull())
        co_return co_await reachThrough(self);
    if (self->m_parts.way.proxy.kind == ProxyAddress::Command)
        co_return self->reachByCommand();
    if (self->m_parts.way.proxy.kind != ProxyAddress::None)
        co_return co_await reachByProxy(self);
    co_return co_await dialDirectly(self, self->m_endpoint.host, self->m_endpoint.port);
}

Future<int> Connecting::dialDirectly(Self self, QString host, quint16 port)
{
    const Result<QList<Address>> addresses = co_await self->m_dialer->resolve(host);
    if (!addresses)
        co_return std::unexpected(addresses.error());
    if (self->m_aborted)
        co_return std::unexpected(cancelledError());
    self->leave(true, addresses->first().toString());
    self->enter(Stage::Dial);
    const Result<int> descriptor = co_await self->m_dialer->dial(*addresses, port);
    if (descriptor) {
        self->m_report.sourceAddress = localAddressOf(*descriptor);
        self->leave(true);
    }
    co_return descriptor;
}

Future<std::shared_ptr<const Secret>> Connecting::proxyPassword(Self self)
{
    using Password = std::shared_ptr<const Secret>;
    if (self->m_parts.way.proxyCredential.isNull())
        co_return Password();
    if (!self->m_parts.routes.proxyPermit)
        co_return fail(Errc::Invalid, Text::tr("The credential of the proxy cannot be used here."));
    Result<Permit> permit = self->m_parts.routes.proxyPermit(self->m_endpoint);
    if (!permit)
        co_return std::unexpected(permit.error());
    Result<CredentialValue> value = co_await self->m_parts.credentials->value(self->m_parts.way.proxyCredential, Purpose::Proxy, std::move(*permit));
    if (!value)
        co_return std::unexpected(value.error());
    self->m_proxyUser = value->user;
    co_return Password(value->value);
}

Future<int> Connecting::reachByProxy(Self self)
{
    const auto password = co_await proxyPassword(self);
    if (!password)
        co_return std::unexpected(password.error());
    ProxyAddress proxy = self->m_parts.way.proxy;
    if (proxy.user.isEmpty())
        proxy.user = self->m_proxyUser;
    self->m_log->through = {Text::tr("proxy %1").arg(proxy.text)};
    const auto ofProxy = [](Error error) {
        error.text = Text::tr("The proxy in front of it: %1").arg(error.text);
        return std::unexpected(std::move(error));
    };
    const Result<int> socket = co_await dialDirectly(self, proxy.host, proxy.port);
    if (!socket)
        co_return ofProxy(socket.error());
    if (self->m_aborted) {
        ::close(*socket);
        co_return std::unexpected(cancelledError());
    }
    self->m_since.start();
    self->m_proxy = std::make_unique<ProxyDialog>(*socket, ProxyTalk::make(proxy, self->m_endpoint.host, self->m_endpoint.port, *password),
                                                  self->m_parts.options.dial);
    const Result<int> carried = co_await self->m_proxy->run();
    self->m_log->note(carried ? u"the proxy has connected"_s : u"the proxy: "_s + carried.error().text);
    if (carried)
        self->leave(true, self->m_log->through.first());
    co_return carried;
}

/// The way may have come with shared data from somebody else's computer; then it is not run before a person here gave it.
Result<int> Connecting::reachByCommand()
{
    if (!m_parts.way.mayRunCommand)
        return std::unexpected(Error{Errc::Denied, Text::tr("The proxy command of this host was not given on this computer, so it is not run."), {},
                                     Text::tr("Look at it in the instance's or its group's dialog, and save that here.")});
    const auto words = expandCommand(m_parts.way.proxy.command, m_endpoint.host, m_endpoint.port, m_endpoint.user,
                                     m_endpoint.label.isEmpty() ? m_endpoint.host : m_endpoint.label);
    if (!words)
        return std::unexpected(words.error());
    auto command = ProxyCommand::start(*words);
    if (!command)
        return std::unexpected(command.error());
    m_log->through = {Text::tr("command %1").arg(shownPlain(words->first(), 60))};
    leave(true, m_log->through.first());
    enter(Stage::Dial);
    leave(true);
    m_command = *command;
    m_carrier = *command;
    return (*command)->takeSocket();
}

/// What the program in front of it said belongs to the failure.
Error Connecting::explained(const Error &error)
{
    const QString complaint = m_command ? m_command->complaint() : QString();
    if (complaint.isEmpty() || m_report.stage > Stage::KeyExchange)
        return error;
    Error told = error;
    told.text = Text::tr("%1 The proxy command says: %2").arg(error.text, complaint);
    return told;
}

Future<int> Connecting::reachThrough(Self self)
{
    if (!self->m_parts.hop)
        co_return std::unexpected(Error{Errc::Invalid, Text::tr("No jump hosts can be used here.")});
    self->m_hop = self->m_parts.hop(self->m_endpoint);
    const Result<std::shared_ptr<Transport>> hop = co_await self->m_hop;
    if (self->m_aborted)
        co_return std::unexpected(cancelledError());
    if (!hop) {
        Error error = hop.error();
        error.text = Text::tr("The jump host in front of it: %1").arg(error.text);
        co_return std::unexpected(error);
    }
    const Endpoint &front = (*hop)->endpoint();
    self->m_log->through = (*hop)->log().through + QStringList(shownPlain(front.label.isEmpty() ? front.host : front.label, 80));
    self->leave(true, Text::tr("through %1").arg(front.label.isEmpty() ? front.host : front.label));
    self->enter(Stage::Dial);
    Result<Carried> carried = co_await dialThrough(*hop, self->m_endpoint.host, self->m_endpoint.port);
    if (!carried)
        co_return std::unexpected(carried.error());
    self->m_carrier = std::move(carried->carrier);
    self->leave(true);
    co_return carried->socket;
}

} // namespace aiops::ssh
