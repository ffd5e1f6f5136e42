#pragma once

#include "features/terminal/outputfilter.h"

#include <QObject>
#include <QSocketNotifier>

#include <deque>

namespace aiops::terminal {

/// Carries a server's output through the filter into the slave side of a pty that a widget reads in this same thread.
/// Whoever feeds it must stop when it says so: only what was reported by delivered() may be fed again.
class TerminalFeed final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 kCap = 1 << 20;      ///< backlog above which the source must wait
    static constexpr qint64 kKept = 64 * 1024;   ///< what dropUnshown() leaves

    /// `fd` stays the caller's; it is made non-blocking and its line discipline raw.
    explicit TerminalFeed(int fd, QObject *parent = nullptr);

    void feed(const QByteArray &data);
    /// Bytes that were fed and are neither delivered nor dropped.
    qint64 backlog() const { return m_backlog; }
    /// For Ctrl+C: leaves the newest part of the backlog, so that the prompt shows at once.
    void dropUnshown();
    void setColumns(int columns) { m_filter.setColumns(columns); }
    void resetFilter() { m_filter.reset(); }

signals:
    /// As many fed bytes have been dealt with.
    void delivered(qint64 bytes);

private:
    struct Piece
    {
        QByteArray text;    ///< filtered
        qsizetype written = 0;
        qint64 raw = 0;     ///< size before the filter
    };

    void flush();
    bool writePiece(Piece &piece);
    qint64 popFront();

    int m_fd;
    QSocketNotifier m_writable;
    OutputFilter m_filter;
    std::deque<Piece> m_pieces;
    qint64 m_backlog = 0;
};

} // namespace aiops::terminal
