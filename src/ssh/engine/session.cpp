#include "ssh/engine/session.h"

#include "ssh/engine/algorithms.h"
#include "ssh/engine/interactive.h"

#include <poll.h>

namespace aiops::ssh::engine {
namespace {

ssize_t receive(libssh2_socket_t, void *buffer, size_t size, int, void **abstract)
{
    return static_cast<Wire *>(*abstract)->take(static_cast<char *>(buffer), size);
}

ssize_t transmit(libssh2_socket_t, const void *buffer, size_t size, int, void **abstract)
{
    return static_cast<Wire *>(*abstract)->put(static_cast<const char *>(buffer), size);
}

} // namespace

Session::Session(messages::OpenSession request, int descriptor, Say say, std::function<void()> wake)
    : m_request(std::move(request)), m_say(std::move(say)), m_wake(std::move(wake)), m_wire(descriptor)
{
    m_deadline = after(m_request.banner);
    if (!begin())
        end(messages::Reason::Protocol, "libssh2");
}

Session::~Session()
{
    release();
}

bool Session::begin()
{
    m_session = libssh2_session_init_ex(nullptr, nullptr, nullptr, &m_wire);
    if (!m_session)
        return false;
    libssh2_session_set_blocking(m_session, 0);
    libssh2_session_callback_set2(m_session, LIBSSH2_CALLBACK_RECV, reinterpret_cast<libssh2_cb_generic *>(&receive));
    libssh2_session_callback_set2(m_session, LIBSSH2_CALLBACK_SEND, reinterpret_cast<libssh2_cb_generic *>(&transmit));
    libssh2_session_banner_set(m_session, "SSH-2.0-AIOps_" AIOPS_VERSION);
    libssh2_keepalive_config(m_session, 1, 2);
    return setPreferences(m_session, m_request.hostKeyTypes, m_request.oldAlgorithms);
}

short Session::events() const
{
    if (m_interactive)
        return 0;
    return short((m_wire.wantsMore() ? POLLIN : 0) | (m_wire.unsent() > 0 ? POLLOUT : 0));
}

messages::EndStage Session::stage() const
{
    switch (m_state) {
    case State::Greeting:
        return messages::EndStage::Banner;
    case State::Handshake:
        return messages::EndStage::KeyExchange;
    case State::Verified:
        return messages::EndStage::SignIn;
    default:
        return messages::EndStage::Ready;
    }
}

void Session::turn(Ticks now)
{
    m_hot = false;
    if (m_interactive) {
        if (!m_interactive->finished())
            return;
        finishInteractive(now);
    }
    if (m_state == State::Gone)
        return;
    m_wire.beginTurn();
    m_wire.readAhead();
    noteGreeting();
    checkWire();
    if (m_state == State::Gone)
        return;
    advance(now);
    m_wire.flush();
    if (m_state != State::Gone)
        checkWire();
    if (m_state != State::Gone)
        checkDeadlines(now);
}

void Session::advance(Ticks now)
{
    switch (m_state) {
    case State::Greeting:
    case State::Handshake:
        return handshake(now);
    case State::Verified:
        return signIn(now);
    case State::Ready:
        keepAlive(now);
        return channels(now);
    case State::Leaving:
        return leave(now);
    case State::Gone:
        break;
    }
}

void Session::noteGreeting()
{
    if (m_state != State::Greeting || !m_wire.greeted())
        return;
    m_state = State::Handshake;
    m_deadline = after(m_request.kex);
    m_say(messages::GreetingSeen{m_request.session, m_wire.greeting().left(255)});
}

void Session::handshake(Ticks)
{
    const int code = libssh2_session_handshake(m_session, m_wire.descriptor());
    noteGreeting();
    if (code == LIBSSH2_ERROR_EAGAIN)
        return;
    if (code != 0) {
        checkWire();
        if (m_state != State::Gone)
            end(messages::Reason::Protocol, lastError(m_session));
        return;
    }
    size_t size = 0;
    int type = 0;
    const char *key = libssh2_session_hostkey(m_session, &size, &type);
    const QByteArray blob(key, qsizetype(size));
    const QByteArray name = blob.size() > 4 ? blob.sliced(4, std::min<qsizetype>(quint8(blob[3]), blob.size() - 4)) : QByteArray();
    m_state = State::Verified;
    m_deadline.reset();
    m_say(messages::Handshaken{m_request.session, name, blob, negotiated(m_session)});
}

void Session::startSignIn(SignIn signIn)
{
    if (m_state != State::Verified || m_signIn || m_interactive)
        return;
    m_signIn.emplace(std::move(signIn));
    m_deadline = after(m_request.signIn);
}

void Session::signIn(Ticks now)
{
    if (!m_signIn)
        return;
    const bool waited = m_signIn->waitsForSignature();
    std::optional<messages::AuthResult> result = m_signIn->step(m_session);
    if (!waited && m_signIn->waitsForSignature())
        m_deadline.reset(); // the signer may ask a person
    if (!result)
        return;
    checkWire();
    if (m_state == State::Gone)
        return;
    m_signIn.reset();
    m_deadline.reset();
    if (result->outcome == messages::Outcome::Accepted) {
        m_state = State::Ready;
        m_wire.signedIn();
        m_nextKeepalive = now + std::chrono::milliseconds(m_request.keepalive);
    }
    m_say(std::move(*result));
}

void Session::finishInteractive(Ticks now)
{
    const messages::AuthResult result = m_interactive->result();
    const bool tooMany = m_interactive->tooManyPrompts();
    const bool timedOut = m_interactive->timedOut();
    m_interactive.reset();
    if (tooMany)
        return end(messages::Reason::TooManyPrompts);
    if (timedOut)
        return end(messages::Reason::TimedOut);
    checkWire();
    if (m_state == State::Gone)
        return;
    if (result.outcome == messages::Outcome::Failed) // neither yes nor no: where the server stands is not known
        return end(messages::Reason::Protocol, result.text);
    if (result.outcome == messages::Outcome::Accepted) {
        m_state = State::Ready;
        m_wire.signedIn();
        m_nextKeepalive = now + std::chrono::milliseconds(m_request.keepalive);
    }
    m_say(result);
}

std::optional<Ticks> Session::deadline() const
{
    if (m_interactive || m_state == State::Gone)
        return std::nullopt;
    std::optional<Ticks> first = m_deadline;
    const auto consider = [&first](Ticks at) { first = first ? std::min(*first, at) : at; };
    if (m_state == State::Ready)
        consider(m_nextKeepalive);
    if (m_spare && m_spare->wantedAt() && m_opening.empty())
        consider(*m_spare->wantedAt());
    if (m_state == State::Ready && m_probeAt)
        consider(*m_probeAt);
    for (const auto &[id, port] : m_ports) {
        if (port->deadline())
            consider(*port->deadline());
    }
    for (const auto &[id, channel] : m_channels) {
        if (channel->deadline())
            consider(*channel->deadline());
    }
    return first;
}

void Session::checkDeadlines(Ticks now)
{
    if (m_deadline && now >= *m_deadline)
        end(messages::Reason::TimedOut);
}

void Session::checkWire()
{
    if (m_state == State::Leaving && m_wire.fault() != Wire::Fault::None)
        return release();
    switch (m_wire.fault()) {
    case Wire::Fault::None:
        if (m_wire.ended() && m_state != State::Leaving && !m_channels.empty())
            pump();
        // Without a channel nobody reads what is left, and nobody misses it.
        if (m_wire.ended() || (m_wire.closedByServer() && m_state == State::Ready && m_channels.empty()))
            end(m_state == State::Greeting && !m_wire.greeting().isEmpty() ? messages::Reason::BadGreeting : messages::Reason::Closed,
                m_wire.greeting().left(255));
        return;
    case Wire::Fault::Closed:
        return end(m_state == State::Greeting && !m_wire.greeting().isEmpty() ? messages::Reason::BadGreeting
                                                                              : messages::Reason::Closed,
                   m_wire.greeting().left(255));
    case Wire::Fault::Lost:
        return end(messages::Reason::Lost);
    case Wire::Fault::BadGreeting:
        return end(messages::Reason::BadGreeting, m_wire.greeting().left(255));
    case Wire::Fault::BadPacket:
    case Wire::Fault::Overflow:
        return end(messages::Reason::Protocol, "packet length");
    case Wire::Fault::Flood:
        return end(messages::Reason::Flood);
    }
}

void Session::leave(Ticks)
{
    if (libssh2_session_disconnect_ex(m_session, SSH_DISCONNECT_BY_APPLICATION, "", "") == LIBSSH2_ERROR_EAGAIN)
        return;
    m_wire.flush();
    if (m_wire.unsent() == 0)
        release();
}

void Session::end(messages::Reason reason, QByteArray text)
{
    if (!m_told)
        noteGreeting();
    if (const QByteArray gap = mismatch(m_wire.offered(), m_request.oldAlgorithms); m_state == State::Handshake && !gap.isEmpty()) {
        reason = messages::Reason::NoCommonAlgorithm;
        text = gap;
    }
    if (!std::exchange(m_told, true))
        m_say(messages::SessionEnded{m_request.session, stage(), reason, text.left(1024)});
    release();
}

/// With the wire cut every call of the library comes back with an error, so freeing cannot wait.
void Session::release()
{
    m_interactive.reset();
    m_wire.cut();
    m_state = State::Gone;
    if (!m_session)
        return;
    for (int attempt = 0; attempt < 16 && libssh2_session_free(m_session) == LIBSSH2_ERROR_EAGAIN; ++attempt) { }
    m_session = nullptr;
    m_pump = nullptr;
    m_spare.reset();
    m_channels.clear();
    m_opening.clear();
    m_ports.clear();
    m_asking.clear();
}

} // namespace aiops::ssh::engine
