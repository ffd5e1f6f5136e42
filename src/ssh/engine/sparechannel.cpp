#include "ssh/engine/sparechannel.h"

namespace aiops::ssh::engine {

void SpareChannel::wantAt(Ticks at)
{
    if (!m_channel && !m_isOpening && !m_isRefused)
        m_wantedAt = at;
}

RemoteChannel::Step SpareChannel::open(Ticks now)
{
    if (!m_isOpening && (!m_wantedAt || now < *m_wantedAt))
        return RemoteChannel::Step::Progress;
    m_wantedAt.reset();
    m_isOpening = true;
    m_channel = libssh2_channel_open_ex(m_session, "session", 7, RemoteChannel::kWindow, RemoteChannel::kPacket, nullptr, 0);
    if (!m_channel) {
        const int error = libssh2_session_last_errno(m_session);
        if (error == LIBSSH2_ERROR_EAGAIN)
            return RemoteChannel::Step::Waiting;
        if (error != LIBSSH2_ERROR_CHANNEL_FAILURE)
            return RemoteChannel::Step::Dead;
        m_isRefused = true;
    }
    m_isOpening = false;
    return RemoteChannel::Step::Progress;
}

LIBSSH2_CHANNEL *SpareChannel::take()
{
    LIBSSH2_CHANNEL *const channel = std::exchange(m_channel, nullptr);
    if (!channel || !libssh2_channel_eof(channel))
        return channel;
    m_isRefused = true; // a server that closes what it opened wants none
    libssh2_channel_free(channel);
    return nullptr;
}

} // namespace aiops::ssh::engine
