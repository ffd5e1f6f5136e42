#pragma once

#include "ssh/engine/remotechannel.h"

namespace aiops::ssh::engine {

/// A port that the server listens on for this side, driven by turns of its session. Engine thread.
///
/// The library takes any answer to a global request for the answer to this one, and the answers to keepalives ("I do not
/// know that request") wait unread in its queue. So a first No may be an old one. Then the session opens a channel of a
/// type that no server knows, whose refusal comes after the true answer (RFC 4254 §4: in order), and asks once more: the
/// library looks for a Yes first. The second request is refused, because the port is taken by the first.
class RemotePort final
{
public:
    enum class Answer { Waiting, Done, Unsure, Dead };

    RemotePort(messages::Listen request, Say say, Ticks deadline);

    Answer ask(LIBSSH2_SESSION *session, bool mayBeOld);
    bool isOpen() const { return m_state == State::Open; }
    bool isClosing() const { return m_state == State::Closing; }
    bool isDone() const { return m_state == State::Done; }
    bool isAsking() const { return m_state == State::Asking; }
    LIBSSH2_CHANNEL *accept(); ///< nullptr: nobody waits
    quint32 listener() const { return m_request.listener; }
    void close();
    void finishClosing();
    void timeOut(); ///< drops it when the server agrees after all
    std::optional<Ticks> deadline() const { return m_deadline; }

private:
    enum class State { Asking, Open, Closing, Done };

    void refuse(messages::Reason reason);

    messages::Listen m_request;
    Say m_say;
    std::optional<Ticks> m_deadline;
    LIBSSH2_LISTENER *m_handle = nullptr;
    State m_state = State::Asking;
    bool m_again = false;
    bool m_told = false;
    bool m_dropped = false;
};

} // namespace aiops::ssh::engine
