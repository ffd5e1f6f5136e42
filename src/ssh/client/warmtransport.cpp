#include "ssh/client/warmtransport.h"

#include "ssh/client/remotelistener.h"

namespace aiops::ssh {

WarmTransport::WarmTransport(std::shared_ptr<SessionTransport> old, Permit credentialPermit, Redial redial)
    : m_old(std::move(old)), m_credentialPermit(std::move(credentialPermit)), m_redial(std::move(redial))
{
    connect(m_old.get(), &Transport::closed, this, [this](const Error &reason) {
        if (m_redial)
            m_closed = reason;
        else if (!m_fresh)
            emit closed(reason);
    });
}

WarmTransport::~WarmTransport()
{
    if (m_credentialPermit)
        m_credentialPermit->takeEntry(); // no secret was read
}

Future<std::shared_ptr<Channel>> WarmTransport::shell(Pty pty)
{
    return open(shared_from_this(), SessionTransport::shellRequest(pty));
}

Future<std::shared_ptr<Channel>> WarmTransport::exec(QByteArray command, std::optional<Pty> pty)
{
    return open(shared_from_this(), SessionTransport::execRequest(std::move(command), pty));
}

Future<std::shared_ptr<Channel>> WarmTransport::dial(QString host, quint16 port)
{
    auto request = SessionTransport::dialRequest(host, port);
    return request ? open(shared_from_this(), *std::move(request)) : failed<std::shared_ptr<Channel>>(request.error());
}

Future<std::shared_ptr<Channel>> WarmTransport::dialSocket(QString path)
{
    auto request = SessionTransport::socketRequest(path);
    return request ? open(shared_from_this(), *std::move(request)) : failed<std::shared_ptr<Channel>>(request.error());
}

Future<std::shared_ptr<RemoteListener>> WarmTransport::listen(QString address, quint16 port)
{
    return listenOn(shared_from_this(), std::move(address), port);
}

Future<std::shared_ptr<Channel>> WarmTransport::open(Self self, messages::OpenChannel request)
{
    const auto untouched = std::make_shared<bool>(false);
    auto opened = co_await self->current().open(request, untouched);
    if (opened || !*untouched)
        self->settle();
    if (opened || !*untouched || !self->m_credentialPermit)
        co_return opened;
    if (const auto done = co_await redial(self); !done)
        co_return std::unexpected(done.error());
    co_return co_await self->m_fresh->open(std::move(request));
}

/// Asking for a port twice does no harm: the first request died with its connection.
Future<std::shared_ptr<RemoteListener>> WarmTransport::listenOn(Self self, QString address, quint16 port)
{
    auto opened = co_await self->current().listen(address, port);
    const bool isLost = !opened && opened.error().code == Errc::Closed;
    if (!isLost)
        self->settle();
    if (!isLost || !self->m_credentialPermit)
        co_return opened;
    if (const auto done = co_await redial(self); !done)
        co_return std::unexpected(done.error());
    co_return co_await self->m_fresh->listen(address, port);
}

Future<void> WarmTransport::redial(Self self)
{
    Permit permit = *std::exchange(self->m_credentialPermit, std::nullopt);
    const auto fresh = co_await self->m_redial(std::move(permit));
    if (!fresh) {
        self->settle();
        co_return std::unexpected(fresh.error());
    }
    self->use(*fresh);
    co_return Status();
}

void WarmTransport::settle()
{
    m_redial = {};
    if (auto permit = std::exchange(m_credentialPermit, std::nullopt))
        permit->takeEntry();
    if (const auto reason = std::exchange(m_closed, std::nullopt))
        emit closed(*reason);
}

void WarmTransport::use(std::shared_ptr<SessionTransport> fresh)
{
    m_redial = {};
    m_closed.reset();
    m_fresh = std::move(fresh);
    connect(m_fresh.get(), &Transport::closed, this, &Transport::closed);
}

} // namespace aiops::ssh
