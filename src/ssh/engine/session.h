#pragma once

#include "ssh/engine/remotechannel.h"
#include "ssh/engine/remoteport.h"
#include "ssh/engine/signin.h"
#include "ssh/engine/sparechannel.h"
#include "ssh/engine/wire.h"

#include <map>

namespace aiops::ssh::engine {

class Interactive;

/// One SSH connection, driven by turns of the loop. Nothing here blocks. The library's rule that a call which got EAGAIN
/// is repeated before others is about half-sent packets; Wire takes whole packets, and calls with session-wide state
/// (handshake, authentication, opening a channel) are made one at a time. So a channel waits behind a slow direct-tcpip:
/// libssh2 1.11 keeps the state of channel_open (open_state, open_channel, open_local_channel) in the session, and a second
/// call goes on with the first one's. The pool therefore gives nobody a transport where a channel is stuck.
class Session final
{
public:
    Session(messages::OpenSession request, int descriptor, Say say, std::function<void()> wake);
    ~Session();
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;

    void handle(messages::ToEngine message);
    void turn(Ticks now);
    bool isFinished() const { return m_state == State::Gone; }
    int descriptor() const { return m_wire.descriptor(); }
    short events() const;              ///< for poll(); 0 while another thread has the session
    bool isHot() const { return m_hot; } ///< has more to do without waiting
    std::optional<Ticks> deadline() const;

private:
    static constexpr qsizetype kMostUnsent = 256 * 1024; ///< more is not taken from channels

    enum class State { Greeting, Handshake, Verified, Ready, Leaving, Gone };

    bool begin();
    void advance(Ticks now);
    void noteGreeting();
    void handshake(Ticks now);
    void signIn(Ticks now);
    void finishInteractive(Ticks now);
    void channels(Ticks now);
    void openNext(Ticks now);
    bool openSpare(Ticks now);
    LIBSSH2_CHANNEL *spareFor(const RemoteChannel &channel, Ticks now);
    void pump();
    void turnChannels(Ticks now);
    void reap(quint32 id);
    void keepAlive(Ticks now);
    bool sendKeepalive();
    void probe(Ticks now);
    void listen(messages::Listen request);
    void turnPorts(Ticks now);
    void askNext(Ticks now);
    void raiseBarrier();
    void acceptFrom(RemotePort &port);
    void checkDeadlines(Ticks now);
    void leave(Ticks now);
    void checkWire();
    void end(messages::Reason reason, QByteArray text = {});
    void release();
    messages::EndStage stage() const;
    void startSignIn(SignIn signIn);
    RemoteChannel *channel(quint32 id);
    Ticks after(quint32 milliseconds) const { return std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds); }

    messages::OpenSession m_request;
    Say m_say;
    std::function<void()> m_wake;
    Wire m_wire;
    LIBSSH2_SESSION *m_session = nullptr;
    State m_state = State::Greeting;
    std::optional<Ticks> m_deadline;
    std::optional<SignIn> m_signIn;
    std::unique_ptr<Interactive> m_interactive;
    std::map<quint32, std::unique_ptr<RemoteChannel>> m_channels;
    std::deque<quint32> m_opening;
    std::optional<SpareChannel> m_spare;
    LIBSSH2_CHANNEL *m_pump = nullptr; ///< a closed channel, kept because reading needs one
    quint32 m_turnFrom = 0;
    bool m_hot = false;
    bool m_told = false;
    quint64 m_heard = 0;
    int m_unanswered = 0;
    bool m_hasAsked = false; ///< sent a keepalive: the library may hold answers to them
    std::optional<Ticks> m_probeAt;
    std::chrono::milliseconds m_probePatience{};
    std::map<quint32, std::unique_ptr<RemotePort>> m_ports;
    std::deque<quint32> m_asking; ///< ports; one request at a time, whose state the library keeps in the session
    quint32 m_lastArrived = messages::kFirstArrived;
    Ticks m_nextKeepalive{};
    Ticks m_heardAt{};
};

} // namespace aiops::ssh::engine
