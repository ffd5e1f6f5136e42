#include "features/terminal/terminalfeed.h"

#include <cerrno>
#include <fcntl.h>
#include <termios.h>
#include <unistd.h>

namespace aiops::terminal {
namespace {

/// The server's pty has echoed and translated already; a second time would double every line.
void makeRaw(int fd)
{
    termios settings{};
    if (::tcgetattr(fd, &settings) != 0)
        return;
    ::cfmakeraw(&settings);
    ::tcsetattr(fd, TCSANOW, &settings);
}

} // namespace

TerminalFeed::TerminalFeed(int fd, QObject *parent)
    : QObject(parent), m_fd(fd), m_writable(fd, QSocketNotifier::Write)
{
    // The widget reads the other end in our own thread: a blocking write of more than the kernel's buffer
    // (17 KiB) would never return.
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    makeRaw(fd);
    m_writable.setEnabled(false);
    connect(&m_writable, &QSocketNotifier::activated, this, &TerminalFeed::flush);
}

void TerminalFeed::feed(const QByteArray &data)
{
    if (data.isEmpty())
        return;
    m_backlog += data.size();
    m_pieces.push_back(Piece{m_filter.filter(data), 0, data.size()});
    if (!m_writable.isEnabled())
        flush();
}

void TerminalFeed::flush()
{
    qint64 done = 0;
    while (!m_pieces.empty() && writePiece(m_pieces.front()))
        done += popFront();
    m_writable.setEnabled(!m_pieces.empty());
    if (done > 0)
        emit delivered(done);
}

/// True when all of it is in the pty, or never can be.
bool TerminalFeed::writePiece(Piece &piece)
{
    while (piece.written < piece.text.size()) {
        const ssize_t count = ::write(m_fd, piece.text.constData() + piece.written, size_t(piece.text.size() - piece.written));
        if (count > 0)
            piece.written += count;
        else if (count < 0 && errno == EINTR)
            continue;
        else
            return count < 0 && errno != EAGAIN && errno != EWOULDBLOCK;
    }
    return true;
}

qint64 TerminalFeed::popFront()
{
    const qint64 raw = m_pieces.front().raw;
    m_backlog -= raw;
    m_pieces.pop_front();
    return raw;
}

void TerminalFeed::dropUnshown()
{
    // Ctrl+C on a flood must act within a second, and the shell's prompt waits behind all that the server sent before.
    // Nobody can read what rushes by, so the older part is never drawn. CAN ends a sequence that was half written;
    // the rest starts at a line.
    qint64 dropped = 0;
    while (m_pieces.size() > 1 && m_backlog - m_pieces.front().raw >= kKept)
        dropped += popFront();
    if (dropped == 0)
        return;
    Piece &first = m_pieces.front();
    first.text.remove(0, first.text.indexOf('\n') + 1);
    first.text.prepend('\x18');
    emit delivered(dropped);
}

} // namespace aiops::terminal
