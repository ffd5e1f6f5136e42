#include "ssh/client/sessiontransport.h"

#include "ssh/client/clientchannel.h"
#include "ssh/client/names.h"
#include "ssh/client/pool.h"
#include "ssh/client/remotelistener.h"
#include "ssh/client/text.h"

namespace aiops::ssh {
namespace {

constexpr int kLongestSocketPath = 107; // sun_path of Linux

void setPty(messages::OpenChannel &request, const Pty &pty)
{
    request.pty = true;
    request.term = pty.term;
    request.columns = quint16(std::clamp(pty.columns, 1, 1000));
    request.rows = quint16(std::clamp(pty.rows, 1, 1000));
}

} // namespace

SessionTransport::SessionTransport(Endpoint endpoint, HostKey hostKey, std::shared_ptr<ConnectionLog> log,
                                   std::shared_ptr<SessionClient> session, std::shared_ptr<void> carrier, Way way)
    : m_endpoint(std::move(endpoint)), m_hostKey(std::move(hostKey)), m_log(std::move(log)), m_session(std::move(session)),
      m_carrier(std::move(carrier)), m_way(std::move(way))
{
    m_age.start();
    connect(m_session.get(), &SessionClient::ended, this, [this](const Error &error) {
        emit closed(error.code == Errc::Cancelled ? Error{Errc::Closed, Text::tr("The connection was closed.")} : error);
    });
}

bool SessionTransport::isWorn(const PoolOptions &limits) const
{
    return m_session->bytesReceived() >= limits.mostBytes || m_session->bytesSent() >= limits.mostBytes
           || m_age.durationElapsed() >= limits.mostAge || m_session->isStuck(limits.stuck);
}

messages::OpenChannel SessionTransport::shellRequest(const Pty &pty)
{
    messages::OpenChannel request;
    request.kind = pty.command.isEmpty() ? messages::ChannelKind::Shell : messages::ChannelKind::Exec;
    request.command = pty.command;
    setPty(request, pty);
    return request;
}

messages::OpenChannel SessionTransport::execRequest(QByteArray command, const std::optional<Pty> &pty)
{
    messages::OpenChannel request;
    request.command = std::move(command);
    if (pty)
        setPty(request, *pty);
    return request;
}

Result<messages::OpenChannel> SessionTransport::dialRequest(const QString &host, quint16 port)
{
    Endpoint target;
    target.host = host;
    target.port = port;
    if (const Status valid = checkEndpoint(target); !valid)
        return std::unexpected(valid.error());
    messages::OpenChannel request;
    request.kind = messages::ChannelKind::Dial;
    request.command = host.toLatin1();
    request.port = port;
    return request;
}

Result<messages::OpenChannel> SessionTransport::socketRequest(const QString &path)
{
    const QByteArray bytes = path.toUtf8();
    if (!bytes.startsWith('/') || bytes.size() > kLongestSocketPath || bytes.contains('\0'))
        return std::unexpected(Error{Errc::Invalid, Text::tr("The path of a socket begins with / and has at most %1 bytes.").arg(kLongestSocketPath)});
    messages::OpenChannel request;
    request.kind = messages::ChannelKind::DialSocket;
    request.command = bytes;
    return request;
}

Future<std::shared_ptr<Channel>> SessionTransport::open(messages::OpenChannel request, std::shared_ptr<bool> untouched)
{
    return ClientChannel::open(m_session, std::move(request), std::move(untouched));
}

Future<std::shared_ptr<Channel>> SessionTransport::shell(Pty pty)
{
    return open(shellRequest(pty));
}

Future<std::shared_ptr<Channel>> SessionTransport::exec(QByteArray command, std::optional<Pty> pty)
{
    return open(execRequest(std::move(command), pty));
}

Future<std::shared_ptr<Channel>> SessionTransport::dial(QString host, quint16 port)
{
    auto request = dialRequest(host, port);
    return request ? open(*std::move(request)) : failed<std::shared_ptr<Channel>>(request.error());
}

Future<std::shared_ptr<Channel>> SessionTransport::dialSocket(QString path)
{
    auto request = socketRequest(path);
    return request ? open(*std::move(request)) : failed<std::shared_ptr<Channel>>(request.error());
}

Future<std::shared_ptr<RemoteListener>> SessionTransport::listen(QString address, quint16 port)
{
    return RemoteListener::open(m_session, address, port);
}

void SessionTransport::probe(std::chrono::milliseconds patience)
{
    if (isOpen())
        m_session->send(messages::Probe{m_session->id(), quint32(patience.count())});
}

} // namespace aiops::ssh
