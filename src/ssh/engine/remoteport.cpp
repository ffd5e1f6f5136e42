#include "ssh/engine/remoteport.h"

namespace aiops::ssh::engine {
namespace {

constexpr int kMostWaiting = 1024; // connections that nobody took yet, which may come in one read; more are refused

} // namespace

RemotePort::RemotePort(messages::Listen request, Say say, Ticks deadline)
    : m_request(std::move(request)), m_say(std::move(say)), m_deadline(deadline)
{
}

RemotePort::Answer RemotePort::ask(LIBSSH2_SESSION *session, bool mayBeOld)
{
    m_handle = libssh2_channel_forward_listen_ex(session, m_request.address.constData(), m_request.port, nullptr, kMostWaiting);
    if (m_handle) {
        m_deadline.reset();
        m_state = m_dropped ? State::Closing : State::Open;
        if (!std::exchange(m_told, true))
            m_say(messages::Listening{m_request.session, m_request.listener});
        return Answer::Done;
    }
    switch (libssh2_session_last_errno(session)) {
    case LIBSSH2_ERROR_EAGAIN:
        return Answer::Waiting;
    case LIBSSH2_ERROR_REQUEST_DENIED:
        break;
    default:
        return Answer::Dead;
    }
    if (mayBeOld && !std::exchange(m_again, true))
        return Answer::Unsure;
    refuse(messages::Reason::Refused);
    m_state = State::Done;
    return Answer::Done;
}

void RemotePort::refuse(messages::Reason reason)
{
    m_deadline.reset();
    if (!std::exchange(m_told, true))
        m_say(messages::ListenRefused{m_request.session, m_request.listener, reason});
}

void RemotePort::timeOut()
{
    m_dropped = true;
    refuse(messages::Reason::TimedOut);
}

LIBSSH2_CHANNEL *RemotePort::accept()
{
    return libssh2_channel_forward_accept(m_handle);
}

void RemotePort::close()
{
    m_dropped = true;
    m_told = true;
    m_deadline.reset();
    if (m_state == State::Open)
        m_state = State::Closing;
}

void RemotePort::finishClosing()
{
    if (libssh2_channel_forward_cancel(m_handle) != LIBSSH2_ERROR_EAGAIN)
        m_state = State::Done;
}

} // namespace aiops::ssh::engine
