#pragma once

#include "ssh/client/channel.h"

#include <QObject>

#include <functional>

class QSocketNotifier;

namespace aiops::ssh {

/// What streams of one owner carried.
struct Traffic
{
    qint64 sent = 0;     ///< to the host
    qint64 received = 0; ///< from the host
};

/// Bytes both ways between a local socket and a channel, with the flow control of each, ends
/// when both have ended. Main thread.
class SocketStream final : public QObject
{
    Q_OBJECT

public:
    SocketStream(int socket, std::shared_ptr<Channel> channel, QObject *parent = nullptr); ///< takes the socket
    ~SocketStream() override;
    /// Adds what it carries to `traffic`, which belongs to `owner`, and calls `tell` each time.
    void countInto(Traffic &traffic, QObject *owner, const std::function<void()> &tell);

signals:
    void sent(qint64 bytes);     ///< to the host
    void received(qint64 bytes); ///< from the host
    void finished();             ///< once, queued

private:
    void readSocket();
    void writeSocket();
    void watchSocket();
    void finishWriting();
    void end();

    int m_socket;
    std::shared_ptr<Channel> m_channel;
    std::unique_ptr<QSocketNotifier> m_readable;
    std::unique_ptr<QSocketNotifier> m_writable;
    QByteArray m_backlog; ///< from the channel; bounded by its window
    bool m_socketEnded = false;
    bool m_channelEnded = false;
    bool m_done = false;
};

} // namespace aiops::ssh
