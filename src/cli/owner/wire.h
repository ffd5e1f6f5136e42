#pragma once

#include "cli/protocol/frames.h"

#include <QObject>

#include <deque>

class QSocketNotifier;

namespace aiops::cli {

/// Frames over one connected, local stream socket. Writes queue up and never block; reads come in bounded bites, so
/// that no client starves another. Main thread.
class Wire final : public QObject
{
    Q_OBJECT

public:
    explicit Wire(int fd, QObject *parent = nullptr); ///< takes over the descriptor
    ~Wire() override;

    void send(wire::Type type, QByteArrayView payload = {});
    void flush(); ///< sends what the socket takes at this moment
    qint64 bytesQueued() const { return m_queued; }
    bool isOpen() const { return m_fd >= 0; }
    void closeWhenSent();
    void close(); ///< at once; emits closed()

signals:
    void received(aiops::cli::wire::Type type, const QByteArray &payload);
    void sent();   ///< some of the queue was taken
    void closed(); ///< once

private:
    void read();
    void takeFrames();

    int m_fd;
    QSocketNotifier *m_readable;
    QSocketNotifier *m_writable;
    wire::FrameReader m_reader{true};
    std::deque<QByteArray> m_queue;
    qsizetype m_at = 0; ///< of the first in the queue, already sent
    qint64 m_queued = 0;
    bool m_closing = false;
};

} // namespace aiops::cli
