#include "ssh/engine/session.h"

namespace aiops::ssh::engine {

RemoteChannel *Session::channel(quint32 id)
{
    const auto found = m_channels.find(id);
    return found == m_channels.end() ? nullptr : found->second.get();
}

void Session::channels(Ticks now)
{
    pump();
    openNext(now);
    if (m_state == State::Ready)
        turnChannels(now);
    if (m_state == State::Ready)
        turnPorts(now);
    openNext(now);
}

void Session::openNext(Ticks)
{
    while (m_state == State::Ready && !m_opening.empty()) {
        RemoteChannel *next = channel(m_opening.front());
        const RemoteChannel::Step step = next->open(m_session);
        if (step == RemoteChannel::Step::Waiting)
            return;
        if (step == RemoteChannel::Step::Dead)
            return end(messages::Reason::Lost, lastError(m_session));
        m_opening.pop_front();
        if (next->isDone())
            reap(next->id());
        m_hot = true;
    }
}

/// Reading is what makes the library take packets, also when every channel is paused or none is open.
void Session::pump()
{
    LIBSSH2_CHANNEL *any = m_pump;
    for (const auto &[id, channel] : m_channels)
        any = channel->handle() ? channel->handle() : any;
    if (!any)
        return;
    // As many bytes as RemoteChannel::read() asks for: a widening of the window that was told EAGAIN (the server wants new
    // keys) is finished by whoever reads next, and the library then counts by that call's length. Nobody uses stream 7.
    static thread_local std::array<char, messages::kMaxChunk> nothing;
    libssh2_channel_read_ex(any, 7, nothing.data(), nothing.size());
}

void Session::turnChannels(Ticks now)
{
    QList<quint32> order; // who was first is last next time
    for (auto it = m_channels.upper_bound(m_turnFrom); it != m_channels.end(); ++it)
        order += it->first;
    for (auto it = m_channels.begin(); it != m_channels.upper_bound(m_turnFrom); ++it)
        order += it->first;
    for (const quint32 id : order) {
        RemoteChannel *next = channel(id);
        if (next->deadline() && now >= *next->deadline() && !next->isClosing())
            next->timeOut();
        else if (next->deadline() && now >= *next->deadline())
            return end(messages::Reason::TimedOut, "close");
        const RemoteChannel::Step step = next->turn(m_wire.unsent() < kMostUnsent);
        if (step == RemoteChannel::Step::Dead)
            return end(messages::Reason::Lost, lastError(m_session));
        m_hot = m_hot || step == RemoteChannel::Step::Progress;
        if (next->isDone())
            reap(id);
    }
    if (!order.isEmpty())
        m_turnFrom = order.first();
}

void Session::reap(quint32 id)
{
    if (LIBSSH2_CHANNEL *handle = m_channels.at(id)->handle()) {
        if (m_pump)
            libssh2_channel_free(m_pump); // closed on both sides: nothing to wait for
        m_pump = handle;
    }
    m_channels.erase(id);
}

} // namespace aiops::ssh::engine
