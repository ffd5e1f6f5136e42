#pragma once

#include "features/terminal/outputfilter.h"

#include <QBasicTimer>
#include <QObject>

#include <deque>
#include <functional>

namespace aiops::terminal {

/// Carries a server's output through the filter to a widget of this same thread, in turns of a few milliseconds, so that
/// keys and painting come between. Whoever feeds it must stop when it says so: only what was reported by delivered() may
/// be fed again.
class TerminalFeed final : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 kCap = 1 << 20;      ///< backlog above which the source must wait
    static constexpr qint64 kKept = 64 * 1024;   ///< what dropUnshown() leaves

    /// Takes filtered bytes, at most kSlice at once; characters and sequences may be cut between two calls.
    using Sink = std::function<void(const char *bytes, int size)>;
    static constexpr int kSlice = 8 * 1024;

    explicit TerminalFeed(Sink sink, QObject *parent = nullptr);

    void feed(const QByteArray &data);
    /// Bytes that were fed and are neither delivered nor dropped.
    qint64 backlog() const { return m_backlog; }
    /// For Ctrl+C: leaves the newest part of the backlog, so that the prompt shows at once.
    void dropUnshown();
    void setColumns(int columns) { m_filter.setColumns(columns); }
    void resetFilter() { m_filter.reset(); }

protected:
    void timerEvent(QTimerEvent *event) override;

signals:
    /// As many fed bytes have been dealt with.
    void delivered(qint64 bytes);

private:
    struct Piece
    {
        QByteArray text;    ///< filtered
        qsizetype shown = 0;
        qint64 raw = 0;     ///< size before the filter
    };

    void flush();
    void showSlice(Piece &piece);
    qint64 popFront();

    Sink m_sink;
    QBasicTimer m_next;
    bool m_isFlushing = false; ///< what is shown may make the server say more
    OutputFilter m_filter;
    std::deque<Piece> m_pieces;
    qint64 m_backlog = 0;
};

} // namespace aiops::terminal
