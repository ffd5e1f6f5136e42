#include "cli/client/session.h"

#include "cli/client/secretinput.h"

#include <algorithm>
#include <cerrno>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace aiops::cli::client {

using wire::Type;

namespace {

constexpr std::size_t kMostPending = std::size_t(1) << 20;
constexpr std::size_t kChunk = std::size_t(64) << 10;
constexpr std::size_t kPipeChunk = 4096; // a pipe that is ready takes this much without blocking
constexpr int kInterrupted = 130;
constexpr int kBrokenPipe = 141;

ssize_t writeSome(int fd, const char *data, std::size_t size)
{
    struct stat info{};
    ::fstat(fd, &info);
    if (S_ISSOCK(info.st_mode))
        return ::send(fd, data, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    return ::write(fd, data, S_ISREG(info.st_mode) ? size : std::min(size, kPipeChunk));
}

bool wouldBlock(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

Session::Session(int socket, int signals) : m_signals(signals), m_socket{socket} {}

Session::~Session()
{
    wire::wipe(m_line);
    ::close(m_socket.fd);
}

Session::End Session::run(const wire::RunRequest &request)
{
    send(wire::hello());
    send(wire::frame(Type::Run, wire::encode(request)));
    while (!finished())
        wait();
    return m_end;
}

bool Session::finished() const
{
    return m_ended && m_out.left() == 0 && m_err.left() == 0;
}

void Session::end(End how)
{
    m_ended = true;
    m_end = how;
    m_terminal.closePrompt();
    m_terminal.setRaw(false);
}

void Session::wait()
{
    const bool room = m_out.left() + m_err.left() < kMostPending;
    const short socketEvents = short((!m_ended && room ? POLLIN : 0) | (!m_ended && m_socket.left() > 0 ? POLLOUT : 0));
    const bool wantsInput = !m_ended && m_credit > 0 && !m_inputEnded && m_terminal.promptFd() < 0;
    pollfd waits[] = {{m_signals, POLLIN, 0},
                      {socketEvents ? m_socket.fd : -1, socketEvents, 0},
                      {m_out.left() > 0 ? 1 : -1, POLLOUT, 0},
                      {m_err.left() > 0 ? 2 : -1, POLLOUT, 0},
                      {wantsInput ? 0 : -1, POLLIN, 0},
                      {m_terminal.promptFd(), POLLIN, 0}};
    if (::poll(waits, std::size(waits), -1) < 0)
        return;
    if (waits[0].revents)
        takeSignals();
    if (waits[5].revents && m_terminal.promptFd() >= 0)
        readPrompt();
    if (waits[1].revents & POLLOUT)
        flushSocket();
    if (waits[1].revents & ~POLLOUT && !m_ended)
        readSocket();
    if (waits[2].revents)
        flush(m_out);
    if (waits[3].revents)
        flush(m_err);
    if (waits[4].revents && !m_ended)
        readInput();
}

void Session::takeSignals()
{
    char numbers[64];
    const ssize_t count = ::read(m_signals, numbers, sizeof numbers);
    for (ssize_t i = 0; i < count; ++i)
        takeSignal(numbers[i]);
}

void Session::takeSignal(int number)
{
    switch (number) {
    case SIGINT:
        return interrupt(kInterrupted);
    case SIGTERM:
    case SIGHUP:
        return interrupt(128 + number);
    case SIGTSTP:
        return stop();
    case SIGCONT:
        m_terminal.resume();
        [[fallthrough]];
    default: {
        std::uint32_t columns = 80, rows = 24;
        Terminal::size(columns, rows);
        std::string payload;
        wire::appendU32(payload, columns);
        wire::appendU32(payload, rows);
        send(wire::frame(Type::Resize, payload));
    }
    }
}

/// The first time the command may clean up; the second time this process leaves at once.
void Session::interrupt(int code)
{
    if (m_interrupted || m_ended || code != kInterrupted) {
        m_code = code;
        m_out = Stream{1};
        m_err = Stream{2};
        return end(End::Exited);
    }
    m_interrupted = true;
    if (m_terminal.promptFd() >= 0) {
        m_terminal.closePrompt();
        reply(wire::Answer::Cancelled);
    }
    send(wire::frame(Type::Interrupt));
}

void Session::stop()
{
    m_terminal.restore();
    ::kill(::getpid(), SIGSTOP);
}

void Session::readSocket()
{
    char buffer[kChunk];
    const ssize_t size = ::recv(m_socket.fd, buffer, sizeof buffer, MSG_DONTWAIT);
    if (size < 0 && wouldBlock(errno))
        return;
    if (size <= 0)
        return end(m_welcome ? End::Lost : End::NotBegun);
    m_reader.feed({buffer, std::size_t(size)});
    Type type{};
    std::string_view payload;
    while (!m_ended) {
        const auto next = m_reader.next(type, payload);
        if (next == wire::FrameReader::Next::Bad)
            return end(End::Lost);
        if (next == wire::FrameReader::Next::None)
            return;
        takeFrame(type, payload);
    }
}

void Session::takeFrame(Type type, std::string_view payload)
{
    switch (type) {
    case Type::Welcome:
        m_welcome = true;
        break;
    case Type::Refused:
        m_text = payload;
        return end(End::Refused);
    case Type::Elsewhere:
        return end(End::Elsewhere);
    case Type::Stdout:
        m_out.data += payload;
        break;
    case Type::Stderr:
        m_err.data += payload;
        break;
    case Type::Credit:
        m_credit += wire::u32At(payload, 0);
        break;
    case Type::RawMode:
        m_terminal.setRaw(!payload.empty() && payload[0]);
        break;
    case Type::Prompt:
        return openPrompt(payload);
    case Type::SecretRequest:
        return readSecret(payload);
    case Type::Exit:
        m_code = int(wire::u32At(payload, 0) & 0xff);
        return end(End::Exited);
    default:
        break; // of a later version
    }
}

void Session::readInput()
{
    char buffer[kChunk];
    const ssize_t size = ::read(0, buffer, std::min(sizeof buffer, m_credit));
    if (size < 0 && wouldBlock(errno))
        return;
    if (size <= 0) {
        m_inputEnded = true;
        return send(wire::frame(Type::StdinEnd));
    }
    m_credit -= std::size_t(size);
    send(wire::frame(Type::Stdin, {buffer, std::size_t(size)}));
}

void Session::openPrompt(std::string_view payload)
{
    const bool echo = !payload.empty() && payload[0];
    const std::string label(payload.substr(std::min<std::size_t>(1, payload.size())));
    if (!m_terminal.openPrompt(label, echo))
        reply(wire::Answer::NoTerminal);
}

void Session::readPrompt()
{
    char buffer[4096];
    const ssize_t size = ::read(m_terminal.promptFd(), buffer, sizeof buffer);
    if (size < 0 && wouldBlock(errno))
        return;
    if (size > 0)
        m_line.append(buffer, std::size_t(size));
    std::fill_n(static_cast<volatile char *>(buffer), sizeof buffer, char(0));
    const bool complete = m_line.ends_with('\n');
    if (size > 0 && !complete && m_line.size() <= wire::kLargestSecret)
        return;
    m_terminal.closePrompt();
    if (complete)
        m_line.pop_back();
    const bool tooLarge = m_line.size() > wire::kLargestSecret;
    reply(tooLarge ? wire::Answer::TooLarge : complete ? wire::Answer::Ok : wire::Answer::Cancelled, std::move(m_line));
    m_line.clear();
}

void Session::readSecret(std::string_view payload)
{
    if (payload.size() < 2)
        return reply(wire::Answer::Invalid);
    std::string bytes;
    const auto answer = client::readSecret(wire::SecretKind(payload[0]), std::string(payload.substr(2)), payload[1], bytes);
    reply(answer, std::move(bytes));
}

void Session::reply(wire::Answer answer, std::string bytes)
{
    if (answer != wire::Answer::Ok)
        wire::wipe(bytes);
    bytes.insert(bytes.begin(), char(answer));
    std::string frame = wire::frame(Type::Reply, bytes);
    send(frame);
    wire::wipe(frame);
    wire::wipe(bytes);
}

void Session::send(std::string_view bytes)
{
    m_socket.data += bytes;
    flushSocket();
}

void Session::flushSocket()
{
    if (m_socket.left() == 0)
        return;
    const ssize_t sent = ::send(m_socket.fd, m_socket.data.data() + m_socket.at, m_socket.left(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && wouldBlock(errno))
        return;
    if (sent > 0)
        m_socket.at += std::size_t(sent);
    if (sent < 0 || m_socket.left() == 0) { // a socket that is gone shows at the next read, with what it still said
        wire::wipe(m_socket.data);
        m_socket.at = 0;
    }
}

void Session::flush(Stream &stream)
{
    const ssize_t written = writeSome(stream.fd, stream.data.data() + stream.at, stream.left());
    if (written < 0 && wouldBlock(errno))
        return;
    if (written < 0) {
        const bool nobodyReads = errno == EPIPE && stream.fd == 1;
        stream = Stream{stream.fd};
        if (nobodyReads && !m_ended) {
            m_code = kBrokenPipe;
            end(End::Exited);
        }
        return;
    }
    stream.at += std::size_t(written);
    if (stream.left() == 0 || stream.at > kMostPending) {
        stream.data.erase(0, stream.at);
        stream.at = 0;
    }
}

} // namespace aiops::cli::client
