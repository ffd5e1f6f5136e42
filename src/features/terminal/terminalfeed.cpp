#include "features/terminal/terminalfeed.h"

#include <QDeadlineTimer>
#include <QPointer>
#include <QTimerEvent>

namespace aiops::terminal {
namespace {

constexpr std::chrono::milliseconds kTurn{8}; ///< of showing before the event loop has its turn

} // namespace

TerminalFeed::TerminalFeed(Sink sink, QObject *parent) : QObject(parent), m_sink(std::move(sink)) {}

void TerminalFeed::feed(const QByteArray &data)
{
    if (data.isEmpty())
        return;
    m_backlog += data.size();
    m_pieces.push_back(Piece{m_filter.filter(data), 0, data.size()});
    if (!m_next.isActive())
        flush();
}

void TerminalFeed::flush()
{
    if (m_isFlushing)
        return;
    m_isFlushing = true;
    const QDeadlineTimer turn(kTurn, Qt::PreciseTimer);
    qint64 done = 0;
    while (!m_pieces.empty() && !turn.hasExpired()) {
        if (m_pieces.front().shown < m_pieces.front().text.size())
            showSlice(m_pieces.front());
        if (m_pieces.front().shown >= m_pieces.front().text.size())
            done += popFront();
    }
    const QPointer self(this);
    if (done > 0)
        emit delivered(done); // who feeds more at once waits for the next turn, or nobody else would have one
    if (!self)
        return;
    m_isFlushing = false;
    if (m_pieces.empty())
        m_next.stop();
    else if (!m_next.isActive())
        m_next.start(0, this);
}

void TerminalFeed::timerEvent(QTimerEvent *event)
{
    if (event->timerId() == m_next.timerId())
        flush();
}

void TerminalFeed::showSlice(Piece &piece)
{
    const qsizetype size = std::min<qsizetype>(kSlice, piece.text.size() - piece.shown);
    const char *const bytes = piece.text.constData() + piece.shown;
    piece.shown += size;
    m_sink(bytes, int(size));
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
    first.text.remove(0, first.text.indexOf('\n', first.shown) + 1);
    first.text.prepend('\x18');
    first.shown = 0;
    emit delivered(dropped);
}

} // namespace aiops::terminal
