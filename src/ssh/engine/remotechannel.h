#pragma once

#include "ssh/messages.h"

#include <libssh2.h>

#include <chrono>
#include <deque>
#include <functional>

namespace aiops::ssh::engine {

using Ticks = std::chrono::steady_clock::time_point;
using Say = std::function<void(messages::ToClient)>;

/// One channel of a session, driven by repeated turns. Engine thread.
class RemoteChannel final
{
public:
    enum class Step { Waiting, Progress, Dead }; ///< Dead: the session is broken
    static constexpr unsigned kWindow = 1024 * 1024;
    static constexpr unsigned kPacket = 32 * 1024;

    RemoteChannel(messages::OpenChannel request, Say say);
    /// One that the server opened.
    RemoteChannel(quint32 session, quint32 id, LIBSSH2_SESSION *library, LIBSSH2_CHANNEL *arrived, Say say);

    quint32 id() const { return m_request.channel; }
    bool isOpening() const { return m_state == State::Opening; }
    bool isDone() const { return m_state == State::Done; }
    bool isClosing() const { return m_state == State::Closing; }
    LIBSSH2_CHANNEL *handle() const { return m_channel; }

    bool isCommand() const { return m_request.kind == messages::ChannelKind::Exec && m_channel; }
    bool isSession() const { return m_request.kind == messages::ChannelKind::Exec || m_request.kind == messages::ChannelKind::Shell; }

    Step open(LIBSSH2_SESSION *session); ///< only the first in line: the library has one open at a time
    void adopt(LIBSSH2_SESSION *session, LIBSSH2_CHANNEL *opened); ///< instead of open(), for a session channel
    Step turn(bool mayWrite);
    void write(QByteArray data) { m_writes.push_back(std::move(data)); }
    void consumed(quint64 bytes) { m_unconsumed -= std::min(bytes, m_unconsumed); }
    void sendEof() { m_eofWanted = true; }
    void resize(quint16 columns, quint16 rows) { m_size = {columns, rows}; }
    void sendSignal(QByteArray name) { m_signals.push_back(std::move(name)); }
    void close(Ticks deadline);
    void timeOut(); ///< the channel took too long to open: tells so, and drops it when it opens after all
    std::optional<Ticks> deadline() const { return m_deadline; }
    void setDeadline(Ticks deadline) { m_deadline = deadline; }

private:
    enum class State { Opening, Pty, Starting, Running, Closing, Done };

    QByteArray openMessage() const;
    const char *openType() const;
    bool isStream() const; ///< no session: neither a program nor its exit status
    Step start();
    Step run(bool mayWrite);
    Step read(int stream);
    Step requests();
    void dropUnknown();
    Step writeOut();
    Step finish();
    void begin();
    void refuse(messages::Reason reason);
    void tellClosed();

    messages::OpenChannel m_request;
    Say m_say;
    LIBSSH2_SESSION *m_session = nullptr;
    LIBSSH2_CHANNEL *m_channel = nullptr;
    State m_state = State::Opening;
    std::optional<Ticks> m_deadline;
    QByteArray m_openMessage;
    std::deque<QByteArray> m_writes;
    qsizetype m_written = 0; ///< of the first in m_writes
    std::deque<QByteArray> m_signals;
    std::optional<std::pair<quint16, quint16>> m_size;
    quint64 m_unconsumed = 0;
    bool m_eofWanted = false;
    bool m_eofSent = false;
    bool m_eofTold = false;
    bool m_told = false;
    bool m_dropped = false;
};

} // namespace aiops::ssh::engine
