#include "ssh/engine/remotechannel.h"

#include <QtEndian>

#include <cstring>

namespace aiops::ssh::engine {
namespace {

void appendString(QByteArray &to, const QByteArray &text)
{
    const quint32 size = qToBigEndian(quint32(text.size()));
    to.append(reinterpret_cast<const char *>(&size), 4).append(text);
}

void appendNumber(QByteArray &to, quint32 value)
{
    value = qToBigEndian(value);
    to.append(reinterpret_cast<const char *>(&value), 4);
}

} // namespace

RemoteChannel::RemoteChannel(messages::OpenChannel request, Say say)
    : m_request(std::move(request)), m_say(std::move(say)), m_openMessage(openMessage())
{
}

RemoteChannel::RemoteChannel(quint32 session, quint32 id, LIBSSH2_SESSION *library, LIBSSH2_CHANNEL *arrived, Say say)
    : m_request{.session = session, .channel = id, .kind = messages::ChannelKind::Dial, .command = {}, .term = {}}, m_say(std::move(say)),
      m_session(library), m_channel(arrived), m_state(State::Running)
{
}

const char *RemoteChannel::openType() const
{
    switch (m_request.kind) {
    case messages::ChannelKind::Dial:
        return "direct-tcpip";
    case messages::ChannelKind::DialSocket:
        return "direct-streamlocal@openssh.com";
    case messages::ChannelKind::Barrier:
        return "barrier@aiops"; // that no server knows: the point is its answer
    case messages::ChannelKind::Shell:
    case messages::ChannelKind::Exec:
        break;
    }
    return "session";
}

bool RemoteChannel::isStream() const
{
    return m_request.kind == messages::ChannelKind::Dial || m_request.kind == messages::ChannelKind::DialSocket;
}

/// RFC 4254 §7.2, and PROTOCOL §2.4 of OpenSSH
QByteArray RemoteChannel::openMessage() const
{
    QByteArray message;
    if (m_request.kind == messages::ChannelKind::DialSocket) {
        appendString(message, m_request.command);
        appendString(message, {});
        appendNumber(message, 0);
    }
    if (m_request.kind == messages::ChannelKind::Dial) {
        appendString(message, m_request.command);
        appendNumber(message, m_request.port);
        appendString(message, "127.0.0.1");
        appendNumber(message, 0);
    }
    return message;
}

RemoteChannel::Step RemoteChannel::open(LIBSSH2_SESSION *session)
{
    m_session = session;
    const char *type = openType();
    m_channel = libssh2_channel_open_ex(session, type, unsigned(std::strlen(type)), kWindow, kPacket,
                                        m_openMessage.isEmpty() ? nullptr : m_openMessage.constData(), unsigned(m_openMessage.size()));
    if (!m_channel) {
        char *text = nullptr;
        const int error = libssh2_session_last_error(session, &text, nullptr, 0);
        if (error == LIBSSH2_ERROR_EAGAIN)
            return Step::Waiting;
        if (error != LIBSSH2_ERROR_CHANNEL_FAILURE)
            return Step::Dead;
        if (!m_told)
            m_say(messages::ChannelRefused{m_request.session, id(), messages::Reason::Refused, text});
        m_told = true;
        m_state = State::Done;
        return Step::Progress;
    }
    begin();
    return Step::Progress;
}

void RemoteChannel::adopt(LIBSSH2_SESSION *session, LIBSSH2_CHANNEL *opened)
{
    m_session = session;
    m_channel = opened;
    begin();
}

void RemoteChannel::begin()
{
    m_dropped = m_dropped || m_request.kind == messages::ChannelKind::Barrier;
    m_state = m_dropped ? State::Closing : isStream() ? State::Running : m_request.pty ? State::Pty : State::Starting;
    if (m_state == State::Running) {
        m_deadline.reset();
        m_say(messages::ChannelOpened{m_request.session, id()});
    } else if (!m_dropped) {
        m_say(messages::ChannelBegun{m_request.session, id()});
    }
}

RemoteChannel::Step RemoteChannel::turn(bool mayWrite)
{
    switch (m_state) {
    case State::Pty:
    case State::Starting:
        return start();
    case State::Running:
        return run(mayWrite);
    case State::Closing:
        return finish();
    case State::Opening:
    case State::Done:
        break;
    }
    return Step::Waiting;
}

RemoteChannel::Step RemoteChannel::start()
{
    int result = 0;
    if (m_state == State::Pty) {
        result = libssh2_channel_request_pty_ex(m_channel, m_request.term.constData(), unsigned(m_request.term.size()),
                                                nullptr, 0, m_request.columns, m_request.rows, 0, 0);
        if (result == 0)
            m_state = State::Starting;
    }
    if (m_state == State::Starting && result == 0) {
        const bool shell = m_request.kind == messages::ChannelKind::Shell;
        result = libssh2_channel_process_startup(m_channel, shell ? "shell" : "exec", shell ? 5 : 4,
                                                 shell ? nullptr : m_request.command.constData(),
                                                 shell ? 0 : unsigned(m_request.command.size()));
    }
    if (result == LIBSSH2_ERROR_EAGAIN)
        return Step::Waiting;
    if (result == LIBSSH2_ERROR_CHANNEL_REQUEST_DENIED || result == LIBSSH2_ERROR_CHANNEL_FAILURE) {
        refuse(messages::Reason::Refused);
        return Step::Progress;
    }
    if (result != 0)
        return Step::Dead;
    m_state = State::Running;
    m_deadline.reset();
    m_say(messages::ChannelOpened{m_request.session, id()});
    return Step::Progress;
}

void RemoteChannel::refuse(messages::Reason reason)
{
    if (!m_told)
        m_say(messages::ChannelRefused{m_request.session, id(), reason, {}});
    m_told = true;
    m_dropped = true;
    if (m_channel)
        m_state = State::Closing;
    m_deadline.reset();
}

void RemoteChannel::timeOut()
{
    refuse(messages::Reason::TimedOut);
}

RemoteChannel::Step RemoteChannel::run(bool mayWrite)
{
    Step best = requests();
    for (const int stream : {0, SSH_EXTENDED_DATA_STDERR}) {
        const Step step = best == Step::Dead ? best : read(stream);
        best = step == Step::Waiting ? best : step;
    }
    if (best == Step::Waiting)
        dropUnknown();
    if (mayWrite && best != Step::Dead) {
        const Step step = writeOut();
        best = step == Step::Waiting ? best : step;
    }
    if (best != Step::Waiting || m_unconsumed >= kWindow || !libssh2_channel_eof(m_channel))
        return best;
    if (!m_eofTold) {
        m_eofTold = true;
        m_say(messages::ChannelEof{m_request.session, id()});
    }
    const int closed = libssh2_channel_wait_closed(m_channel);
    if (closed == LIBSSH2_ERROR_EAGAIN)
        return Step::Waiting;
    tellClosed();
    m_state = State::Closing;
    return Step::Progress;
}

/// Extended data of another type than stderr (RFC 4254 §5.2) waits in the library for a reader that never comes: it would fill
/// the window and hide the end. Right after both streams were found empty, before anything else reads the connection.
void RemoteChannel::dropUnknown()
{
    unsigned long waiting = 0;
    libssh2_channel_window_read_ex(m_channel, &waiting, nullptr);
    if (waiting > 0 && m_unconsumed < kWindow)
        libssh2_channel_flush_ex(m_channel, LIBSSH2_CHANNEL_FLUSH_EXTENDED_DATA);
}

RemoteChannel::Step RemoteChannel::read(int stream)
{
    if (m_unconsumed >= kWindow)
        return Step::Waiting;
    static thread_local std::array<char, messages::kMaxChunk> buffer;
    const ssize_t got = libssh2_channel_read_ex(m_channel, stream, buffer.data(), buffer.size());
    if (got == LIBSSH2_ERROR_EAGAIN || got == 0)
        return Step::Waiting;
    if (got < 0)
        return got == LIBSSH2_ERROR_CHANNEL_CLOSED ? Step::Waiting : Step::Dead;
    m_unconsumed += quint64(got);
    m_say(messages::ChannelData{m_request.session, id(), stream != 0, QByteArray(buffer.data(), got)});
    return Step::Progress;
}

RemoteChannel::Step RemoteChannel::requests()
{
    if (m_size) {
        const int result = libssh2_channel_request_pty_size_ex(m_channel, m_size->first, m_size->second, 0, 0);
        if (result != LIBSSH2_ERROR_EAGAIN)
            m_size.reset();
    }
    while (!m_signals.empty()) {
        const QByteArray &name = m_signals.front();
        if (libssh2_channel_signal_ex(m_channel, name.constData(), size_t(name.size())) == LIBSSH2_ERROR_EAGAIN)
            break;
        m_signals.pop_front();
    }
    return Step::Waiting;
}

/// A write that was told EAGAIN is repeated with the same pointer and length.
RemoteChannel::Step RemoteChannel::writeOut()
{
    quint64 done = 0;
    while (!m_writes.empty() && done < quint64(messages::kMaxChunk)) {
        const QByteArray &head = m_writes.front();
        const ssize_t sent = head.isEmpty() ? 0
                                            : libssh2_channel_write_ex(m_channel, 0, head.constData() + m_written,
                                                                       size_t(head.size() - m_written));
        if (sent == LIBSSH2_ERROR_EAGAIN || (sent == 0 && !head.isEmpty()))
            break;
        if (sent < 0) {
            if (sent != LIBSSH2_ERROR_CHANNEL_CLOSED && sent != LIBSSH2_ERROR_CHANNEL_EOF_SENT)
                return Step::Dead;
            m_writes.clear();
            m_written = 0;
            break;
        }
        done += quint64(sent);
        m_written += sent;
        if (m_written == head.size()) {
            m_writes.pop_front();
            m_written = 0;
        }
    }
    if (done > 0)
        m_say(messages::ChannelWritten{m_request.session, id(), done});
    if (m_writes.empty() && m_eofWanted && !m_eofSent)
        m_eofSent = libssh2_channel_send_eof(m_channel) != LIBSSH2_ERROR_EAGAIN;
    return done > 0 ? Step::Progress : Step::Waiting;
}

void RemoteChannel::close(Ticks deadline)
{
    m_dropped = true;
    if (m_state == State::Opening || m_state == State::Done)
        return;
    if (m_state != State::Closing)
        m_deadline = deadline;
    m_state = State::Closing;
}

RemoteChannel::Step RemoteChannel::finish()
{
    const int result = libssh2_channel_close(m_channel);
    if (result == LIBSSH2_ERROR_EAGAIN)
        return Step::Waiting;
    tellClosed();
    m_deadline.reset();
    m_state = State::Done;
    return Step::Progress;
}

void RemoteChannel::tellClosed()
{
    if (std::exchange(m_told, true))
        return;
    messages::ChannelClosed closed{m_request.session, id()};
    char *signal = nullptr;
    libssh2_channel_get_exit_signal(m_channel, &signal, nullptr, nullptr, nullptr, nullptr, nullptr);
    if (signal) {
        closed.signal = QByteArray(signal).left(64);
        libssh2_free(m_session, signal);
    }
    closed.hasStatus = closed.signal.isEmpty() && m_eofTold && !isStream();
    closed.status = closed.hasStatus ? libssh2_channel_get_exit_status(m_channel) : 0;
    m_say(std::move(closed));
}

} // namespace aiops::ssh::engine
