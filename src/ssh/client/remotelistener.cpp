#include "ssh/client/remotelistener.h"

#include "ssh/client/clientchannel.h"
#include "ssh/client/names.h"
#include "ssh/client/text.h"

namespace aiops::ssh {
namespace {

/// An address, a name, "localhost" or nothing (what the server takes for every address).
Status checkAddress(const QString &address, quint16 port)
{
    Endpoint end;
    end.host = address.isEmpty() ? QStringLiteral("localhost") : address;
    end.port = port;
    return checkEndpoint(end);
}

} // namespace

Future<std::shared_ptr<RemoteListener>> RemoteListener::open(std::shared_ptr<SessionClient> session, QString address, quint16 port)
{
    using Opened = std::shared_ptr<RemoteListener>;
    if (const Status valid = checkAddress(address, port); !valid)
        return failed<Opened>(valid.error());
    if (session->isEnded())
        return failed<Opened>({Errc::Closed, Text::tr("The connection is closed.")});
    Opened listener(new RemoteListener(session));
    listener->m_id = session->addListener(listener);
    listener->m_self = listener;
    Future<Opened> future = listener->m_opening.start();
    session->send(messages::Listen{session->id(), listener->m_id, address.toLatin1(), port});
    return future;
}

RemoteListener::~RemoteListener()
{
    if (!m_session->isEnded())
        m_session->send(messages::Unlisten{m_session->id(), m_id});
    m_session->removeListener(m_id);
}

void RemoteListener::opened()
{
    m_opening.finish(std::shared_ptr<RemoteListener>(std::exchange(m_self, nullptr)));
}

void RemoteListener::refused(messages::Reason reason)
{
    const auto keep = std::exchange(m_self, nullptr);
    if (reason == messages::Reason::TimedOut) {
        m_session->noteStuck();
        m_opening.finish(fail(Errc::TimedOut, Text::tr("The server did not answer in time.")));
    } else if (reason == messages::Reason::Closed) {
        m_opening.finish(fail(Errc::Closed, Text::tr("The connection is closed.")));
    } else {
        m_opening.finish(std::unexpected(Error{Errc::Denied, Text::tr("The server does not listen on that port."), {},
                                               Text::tr("Another program has it there, or the server does not allow it (AllowTcpForwarding, PermitListen; "
                                                        "ports below 1024 are for root).")}));
    }
}

void RemoteListener::arrived(const std::shared_ptr<Channel> &channel)
{
    emit accepted(channel);
}

void RemoteListener::lost(const Error &error)
{
    const auto keep = std::exchange(m_self, nullptr);
    m_opening.finish(fail(Errc::Closed, error.text, error.detail));
}

} // namespace aiops::ssh
