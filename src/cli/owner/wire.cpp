#include "cli/owner/wire.h"

#include "core/secret.h"

#include <QSocketNotifier>

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace aiops::cli {

namespace {

constexpr std::size_t kBite = std::size_t(64) << 10;

bool wouldBlock(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

Wire::Wire(int fd, QObject *parent)
    : QObject(parent), m_fd(fd), m_readable(new QSocketNotifier(fd, QSocketNotifier::Read, this)),
      m_writable(new QSocketNotifier(fd, QSocketNotifier::Write, this))
{
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(fd, F_SETFL, ::fcntl(fd, F_GETFL) | O_NONBLOCK);
    m_writable->setEnabled(false);
    connect(m_readable, &QSocketNotifier::activated, this, &Wire::read);
    connect(m_writable, &QSocketNotifier::activated, this, &Wire::flush);
}

Wire::~Wire()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

void Wire::send(wire::Type type, QByteArrayView payload)
{
    if (m_fd < 0 || m_closing)
        return;
    do {
        const QByteArrayView part = payload.first(std::min(payload.size(), qsizetype(wire::kLargestPayload)));
        payload = payload.sliced(part.size());
        const std::string frame = wire::frame(type, std::string_view(part.data(), std::size_t(part.size())));
        m_queue.emplace_back(frame.data(), qsizetype(frame.size()));
        m_queued += qint64(frame.size());
    } while (!payload.isEmpty());
    m_writable->setEnabled(true);
}

void Wire::closeWhenSent()
{
    m_closing = true;
    if (m_queue.empty())
        close();
}

void Wire::close()
{
    if (m_fd < 0)
        return;
    m_readable->setEnabled(false);
    m_writable->setEnabled(false);
    ::close(std::exchange(m_fd, -1));
    m_queue.clear();
    m_queued = 0;
    emit closed();
}

void Wire::read()
{
    std::array<char, kBite> buffer;
    const ssize_t size = ::recv(m_fd, buffer.data(), buffer.size(), 0);
    if (size < 0 && wouldBlock(errno))
        return;
    if (size <= 0)
        return close();
    m_reader.feed({buffer.data(), std::size_t(size)});
    wipe(buffer.data(), std::size_t(size)); // it may have been a passphrase
    takeFrames();
}

void Wire::takeFrames()
{
    const QPointer<Wire> self(this);
    wire::Type type{};
    std::string_view payload;
    while (self && m_fd >= 0) {
        const auto next = m_reader.next(type, payload);
        if (next == wire::FrameReader::Next::Bad)
            return close();
        if (next == wire::FrameReader::Next::None)
            return;
        QByteArray bytes(payload.data(), qsizetype(payload.size()));
        emit received(type, bytes);
        if (type == wire::Type::Reply)
            wipe(bytes);
    }
}

void Wire::flush()
{
    while (m_fd >= 0 && !m_queue.empty()) {
        const QByteArray &first = m_queue.front();
        const ssize_t size = ::send(m_fd, first.constData() + m_at, size_t(first.size() - m_at), MSG_NOSIGNAL);
        if (size < 0 && wouldBlock(errno))
            break;
        if (size < 0)
            return close();
        m_queued -= size;
        m_at += size;
        if (m_at == first.size()) {
            m_queue.pop_front();
            m_at = 0;
        }
    }
    m_writable->setEnabled(!m_queue.empty());
    if (m_queue.empty() && m_closing)
        return close();
    emit sent();
}

} // namespace aiops::cli
