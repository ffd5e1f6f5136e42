#include "ssh/engine/session.h"

namespace aiops::ssh::engine {
namespace {

constexpr std::chrono::milliseconds kSpareDelay{30}; ///< whoever closes after one command need not pay for it

} // namespace

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
    if (m_state == State::Ready && m_spare && m_opening.empty())
        openSpare(now);
}

void Session::openNext(Ticks now)
{
    while (m_state == State::Ready && !m_opening.empty()) {
        if (m_spare && m_spare->isOpening() && !openSpare(now))
            return;
        RemoteChannel *next = channel(m_opening.front());
        if (LIBSSH2_CHANNEL *spare = spareFor(*next, now)) {
            next->adopt(m_session, spare);
        } else {
            const RemoteChannel::Step step = next->open(m_session);
            if (step == RemoteChannel::Step::Waiting)
                return;
            if (step == RemoteChannel::Step::Dead)
                return end(messages::Reason::Lost, lastError(m_session));
        }
        m_opening.pop_front();
        if (next->isDone())
            reap(next->id());
        m_hot = true;
    }
}

/// False while others have to wait, or when the session ended over it.
bool Session::openSpare(Ticks now)
{
    const RemoteChannel::Step step = m_spare->open(now);
    if (step == RemoteChannel::Step::Dead)
        end(messages::Reason::Lost, lastError(m_session));
    return step == RemoteChannel::Step::Progress;
}

/// What is asked for on it is under way at once. So it is not used where the link may be dead: who opens a channel first
/// learns of that before anything was asked, and can dial again.
LIBSSH2_CHANNEL *Session::spareFor(const RemoteChannel &channel, Ticks now)
{
    const bool isFresh = now - m_heardAt <= std::chrono::milliseconds(m_request.keepalive);
    return m_spare && channel.isSession() && isFresh && !m_wire.closedByServer() ? m_spare->take() : nullptr;
}

/// Reading is what makes the library take packets, also when every channel is paused or none is open.
void Session::pump()
{
    LIBSSH2_CHANNEL *any = m_spare && m_spare->handle() ? m_spare->handle() : m_pump;
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
    if (m_channels.at(id)->isCommand()) {
        if (!m_spare)
            m_spare.emplace(m_session);
        m_spare->wantAt(std::chrono::steady_clock::now() + kSpareDelay);
    }
    m_channels.erase(id);
}

} // namespace aiops::ssh::engine
