#pragma once

#include "ssh/engine/remotechannel.h"

namespace aiops::ssh::engine {

/// A session channel that was opened ahead, so that the next command needs one round trip instead of two. Only where a
/// command was run before, and never asked for again from a server that refused one.
class SpareChannel final
{
public:
    explicit SpareChannel(LIBSSH2_SESSION *session) : m_session(session) {}

    void wantAt(Ticks at); ///< unless there is one already
    std::optional<Ticks> wantedAt() const { return m_wantedAt; }
    bool isOpening() const { return m_isOpening; }
    LIBSSH2_CHANNEL *handle() const { return m_channel; }

    /// The library has one open at a time: nobody else may open while this says Waiting.
    RemoteChannel::Step open(Ticks now);
    /// It belongs to the caller then. Null when there is none, or the server closed it.
    LIBSSH2_CHANNEL *take();

private:
    LIBSSH2_SESSION *m_session;
    LIBSSH2_CHANNEL *m_channel = nullptr;
    std::optional<Ticks> m_wantedAt;
    bool m_isOpening = false;
    bool m_isRefused = false;
};

} // namespace aiops::ssh::engine
