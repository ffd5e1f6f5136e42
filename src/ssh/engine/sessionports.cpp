#include "ssh/engine/session.h"

namespace aiops::ssh::engine {
namespace {

constexpr size_t kMostChannels = 1000; // of one session; more wait in the library, then the server is told no
constexpr quint32 kBarrier = 0;        // no channel of the client has this number

} // namespace

void Session::listen(messages::Listen request)
{
    if (m_state != State::Ready || m_ports.contains(request.listener))
        return m_say(messages::ListenRefused{request.session, request.listener, messages::Reason::Closed});
    const quint32 id = request.listener;
    m_ports.emplace(id, std::make_unique<RemotePort>(std::move(request), m_say, after(m_request.channelOpen)));
    m_asking.push_back(id);
}

void Session::turnPorts(Ticks now)
{
    for (auto &[id, port] : m_ports) {
        if (port->deadline() && now >= *port->deadline())
            port->timeOut();
        if (port->isOpen())
            acceptFrom(*port);
        else if (port->isClosing())
            port->finishClosing();
    }
    std::erase_if(m_ports, [](const auto &entry) { return entry.second->isDone(); });
    askNext(now); // after the closing: it may be for the same port
}

void Session::askNext(Ticks)
{
    while (!m_asking.empty() && !channel(kBarrier)) {
        const RemotePort::Answer answer = m_ports.at(m_asking.front())->ask(m_session, m_hasAsked);
        if (answer == RemotePort::Answer::Waiting)
            return;
        if (answer == RemotePort::Answer::Dead)
            return end(messages::Reason::Lost, lastError(m_session));
        if (answer == RemotePort::Answer::Unsure)
            return raiseBarrier();
        m_asking.pop_front();
        m_hot = true;
    }
}

void Session::raiseBarrier()
{
    messages::OpenChannel request;
    request.session = m_request.session;
    request.channel = kBarrier;
    request.kind = messages::ChannelKind::Barrier;
    const auto made = m_channels.emplace(kBarrier, std::make_unique<RemoteChannel>(std::move(request), m_say)).first;
    made->second->setDeadline(after(m_request.channelOpen));
    m_opening.push_back(kBarrier);
    m_hot = true;
}

void Session::acceptFrom(RemotePort &port)
{
    while (m_channels.size() < kMostChannels) {
        LIBSSH2_CHANNEL *arrived = port.accept();
        if (!arrived)
            return;
        const quint32 id = m_lastArrived++;
        if (m_lastArrived == 0)
            m_lastArrived = messages::kFirstArrived;
        m_channels[id] = std::make_unique<RemoteChannel>(m_request.session, id, m_session, arrived, m_say);
        m_say(messages::ChannelArrived{m_request.session, port.listener(), id});
        m_hot = true;
    }
}

} // namespace aiops::ssh::engine
