#include "ssh/client/socketstream.h"

#include <QSocketNotifier>

#include <array>
#include <cerrno>

#include <sys/socket.h>
#include <unistd.h>

namespace aiops::ssh {

namespace {

constexpr qint64 kMostQueued = 256 * 1024; ///< towards the host; more is left in the socket

} // namespace

SocketStream::SocketStream(int socket, std::shared_ptr<Channel> channel, QObject *parent)
    : QObject(parent), m_socket(socket), m_channel(std::move(channel)),
      m_readable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read)),
      m_writable(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Write))
{
    m_writable->setEnabled(false);
    connect(m_readable.get(), &QSocketNotifier::activated, this, &SocketStream::readSocket);
    connect(m_writable.get(), &QSocketNotifier::activated, this, &SocketStream::writeSocket);
    connect(m_channel.get(), &Channel::received, this, [this](Channel::Stream, const QByteArray &data) {
        m_backlog += data;
        emit received(data.size());
        writeSocket();
    });
    connect(m_channel.get(), &Channel::written, this, &SocketStream::watchSocket);
    connect(m_channel.get(), &Channel::endOfFile, this, [this] {
        m_channelEnded = true;
        writeSocket();
    });
    connect(m_channel.get(), &Channel::closed, this, [this] {
        m_channelEnded = m_socketEnded = true;
        writeSocket();
    });
}

SocketStream::~SocketStream()
{
    m_channel->disconnect(this);
    if (m_channel->isOpen())
        m_channel->close();
    for (auto *notifier : {&m_readable, &m_writable}) {
        (*notifier)->setEnabled(false);
        notifier->release()->deleteLater();
    }
    ::close(m_socket);
}

void SocketStream::countInto(Traffic &traffic, QObject *owner, const std::function<void()> &tell)
{
    connect(this, &SocketStream::sent, owner, [&traffic, tell](qint64 bytes) {
        traffic.sent += bytes;
        tell();
    });
    connect(this, &SocketStream::received, owner, [&traffic, tell](qint64 bytes) {
        traffic.received += bytes;
        tell();
    });
}

void SocketStream::readSocket()
{
    std::array<char, 32 * 1024> bytes;
    const auto got = ::recv(m_socket, bytes.data(), bytes.size(), 0);
    if (got < 0 && (errno == EAGAIN || errno == EINTR))
        return;
    if (got > 0) {
        m_channel->write(QByteArray(bytes.data(), got));
        emit sent(got);
        return watchSocket();
    }
    m_socketEnded = true;
    m_readable->setEnabled(false);
    if (got == 0)
        m_channel->sendEof();
    else
        m_channelEnded = true; // reset: nobody takes what still comes
    finishWriting();
}

void SocketStream::watchSocket()
{
    m_readable->setEnabled(!m_done && !m_socketEnded && m_channel->bytesQueued() < kMostQueued);
}

void SocketStream::writeSocket()
{
    while (!m_backlog.isEmpty()) {
        const auto put = ::send(m_socket, m_backlog.constData(), std::size_t(m_backlog.size()), MSG_NOSIGNAL);
        if (put < 0 && errno == EINTR)
            continue;
        if (put < 0 && errno == EAGAIN)
            break;
        if (put <= 0)
            return end();
        m_backlog.remove(0, put);
        m_channel->consumed(put);
    }
    m_writable->setEnabled(!m_backlog.isEmpty());
    finishWriting();
}

void SocketStream::finishWriting()
{
    if (!m_channelEnded || !m_backlog.isEmpty())
        return;
    ::shutdown(m_socket, SHUT_WR);
    if (m_socketEnded)
        end();
}

void SocketStream::end()
{
    if (std::exchange(m_done, true))
        return;
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    QMetaObject::invokeMethod(this, &SocketStream::finished, Qt::QueuedConnection); // it may be told by the channel just now
}

} // namespace aiops::ssh
