#include "ssh/engine/session.h"

namespace aiops::ssh::engine {
namespace {

constexpr int kMostUnanswered = 2; // with one every 15 s a dead server is noticed after 45 s
constexpr auto kProbeAgain = std::chrono::milliseconds(500);

} // namespace

void Session::keepAlive(Ticks now)
{
    if (m_probeAt && now >= *m_probeAt)
        probe(now);
    if (m_wire.received() != m_heard) {
        m_heard = m_wire.received();
        m_heardAt = now;
        m_unanswered = 0;
        m_nextKeepalive = now + std::chrono::milliseconds(m_request.keepalive);
    }
    if (now < m_nextKeepalive)
        return;
    if (++m_unanswered > kMostUnanswered)
        return end(messages::Reason::TimedOut, "keepalive");
    sendKeepalive();
    m_nextKeepalive = now + std::chrono::milliseconds(m_request.keepalive);
}

/// What was received before counts for nothing: it may have lain in the socket while the computer slept.
void Session::probe(Ticks now)
{
    if (!sendKeepalive()) {
        m_probeAt = now + kProbeAgain;
        return;
    }
    m_probeAt.reset();
    m_heard = m_wire.received();
    m_unanswered = kMostUnanswered;
    m_nextKeepalive = now + m_probePatience;
}

/// False when the library has just sent one: it sends none more often than every two seconds. What is left unsent asks
/// the server just as well.
bool Session::sendKeepalive()
{
    if (m_wire.unsent() >= kMostUnsent)
        return true;
    const quint64 before = m_wire.taken();
    int next = 0;
    libssh2_keepalive_send(m_session, &next);
    const bool sent = m_wire.taken() != before;
    m_hasAsked = m_hasAsked || sent;
    return sent;
}

} // namespace aiops::ssh::engine
