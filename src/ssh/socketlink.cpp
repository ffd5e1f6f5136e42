#include "ssh/link.h"

#include "core/secret.h"
#include "ssh/messages.h"

#include <QtEndian>

#include <atomic>
#include <deque>
#include <mutex>

#include <cerrno>
#include <climits>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace aiops::ssh {
namespace {

constexpr quint32 kCarries = 0x8000'0000; ///< in the length on the wire: a descriptor goes with this frame
constexpr qsizetype kReadAtOnce = 256 * 1024;
constexpr int kFramesAtOnce = 64;
constexpr size_t kMostWaiting = 256; ///< descriptors whose frame has not been read

/// Frames as they are, except for the highest bit of the length. Descriptors come in the order of the frames they
/// belong to, none later than its frame. Everything that passed through is wiped: it may have been a password.
class SocketLink final : public Link
{
public:
    SocketLink(int socket, Descriptors descriptors) : m_socket(socket), m_takes(descriptors == Descriptors::Taken)
    {
        ::fcntl(m_socket, F_SETFL, ::fcntl(m_socket, F_GETFL) | O_NONBLOCK);
        ::fcntl(m_socket, F_SETFD, FD_CLOEXEC);
        const int room = 1 << 20;
        ::setsockopt(m_socket, SOL_SOCKET, SO_SNDBUF, &room, sizeof room);
    }
    ~SocketLink() override
    {
        ::close(m_socket);
        for (const int descriptor : m_descriptors)
            ::close(descriptor);
        for (Frame &frame : m_out)
            drop(frame);
    }

    void send(Frame frame) override;
    std::optional<Frame> receive() override;
    void setWake(std::function<void()> wake) override { m_wake = std::move(wake); }
    int descriptor() const override { return m_socket; }
    void flush() override;
    bool wantsWrite() const override { return m_wantsWrite; }
    bool isCut() const override { return m_isCut; }

private:
    static void drop(Frame &frame)
    {
        wipe(frame.bytes);
        if (frame.descriptor >= 0)
            ::close(frame.descriptor);
    }
    qsizetype buffered() const { return m_in.size() - m_inHead; }
    void endReading() { m_isRead = m_isCut = true; }
    std::optional<Frame> cutOff();
    bool fill();
    void keepDescriptors(msghdr &message);
    void compact();
    ssize_t pass();
    void passed(qsizetype size);

    int m_socket;
    bool m_takes;
    std::function<void()> m_wake;
    std::atomic_bool m_isCut = false;
    std::atomic_bool m_wantsWrite = false;

    QByteArray m_in; ///< the owner's
    qsizetype m_inHead = 0;
    bool m_isRead = false; ///< to the end; a write that fails says nothing of what came before
    std::deque<int> m_descriptors;

    std::mutex m_mutex; ///< of what follows
    std::deque<Frame> m_out;
    qsizetype m_outHead = 0; ///< of the first frame
};

void SocketLink::send(Frame frame)
{
    if (frame.descriptor >= 0)
        frame.bytes[0] = char(quint8(frame.bytes[0]) | 0x80);
    bool wasEmpty = false;
    {
        const std::lock_guard lock(m_mutex);
        wasEmpty = m_out.empty();
        m_out.push_back(std::move(frame));
    }
    if (wasEmpty && m_wake)
        m_wake();
}

/// One sendmsg of as many frames as fit; a descriptor starts a message of its own.
ssize_t SocketLink::pass()
{
    std::array<iovec, kFramesAtOnce> parts{};
    msghdr message{};
    message.msg_iov = parts.data();
    alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
    qsizetype head = m_outHead;
    for (Frame &frame : m_out) {
        if (message.msg_iovlen == parts.size() || (message.msg_iovlen > 0 && frame.descriptor >= 0))
            break;
        parts[message.msg_iovlen++] = {frame.bytes.data() + head, size_t(frame.bytes.size() - head)};
        head = 0;
        if (frame.descriptor < 0)
            continue;
        message.msg_control = control;
        message.msg_controllen = sizeof control;
        cmsghdr *header = CMSG_FIRSTHDR(&message);
        header->cmsg_level = SOL_SOCKET;
        header->cmsg_type = SCM_RIGHTS;
        header->cmsg_len = CMSG_LEN(sizeof(int));
        std::memcpy(CMSG_DATA(header), &frame.descriptor, sizeof(int));
        break;
    }
    return ::sendmsg(m_socket, &message, MSG_NOSIGNAL);
}

void SocketLink::passed(qsizetype size)
{
    while (size > 0 && !m_out.empty()) {
        Frame &frame = m_out.front();
        if (frame.descriptor >= 0) { // it went with the first byte
            ::close(frame.descriptor);
            frame.descriptor = -1;
        }
        const qsizetype rest = frame.bytes.size() - m_outHead;
        if (size < rest) {
            m_outHead += size;
            return;
        }
        size -= rest;
        m_outHead = 0;
        wipe(frame.bytes);
        m_out.pop_front();
    }
}

void SocketLink::flush()
{
    const std::lock_guard lock(m_mutex);
    while (!m_out.empty() && !m_isCut) {
        const ssize_t size = pass();
        if (size >= 0)
            passed(size);
        else if (errno == EAGAIN || errno == EWOULDBLOCK || errno == ENOBUFS)
            break;
        else if (errno != EINTR)
            m_isCut = true;
    }
    m_wantsWrite = !m_out.empty() && !m_isCut;
}

void SocketLink::keepDescriptors(msghdr &message)
{
    for (cmsghdr *header = CMSG_FIRSTHDR(&message); header; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS)
            continue;
        const size_t count = (header->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        for (size_t i = 0; i < count; ++i) {
            int descriptor = -1;
            std::memcpy(&descriptor, CMSG_DATA(header) + i * sizeof(int), sizeof(int));
            if (m_takes && m_descriptors.size() < kMostWaiting) {
                m_descriptors.push_back(descriptor);
            } else {
                ::close(descriptor);
                endReading();
            }
        }
    }
}

void SocketLink::compact()
{
    const qsizetype rest = buffered();
    if (m_inHead == 0)
        return;
    std::memmove(m_in.data(), m_in.constData() + m_inHead, size_t(rest));
    wipe(m_in.data() + rest, size_t(m_in.size() - rest));
    m_in.resize(rest);
    m_inHead = 0;
}

/// True when there is more than before.
bool SocketLink::fill()
{
    compact();
    const qsizetype old = m_in.size();
    m_in.resize(old + kReadAtOnce);
    iovec part{m_in.data() + old, size_t(kReadAtOnce)};
    alignas(cmsghdr) char control[CMSG_SPACE(16 * sizeof(int))] = {};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    message.msg_control = control;
    message.msg_controllen = sizeof control;
#ifdef MSG_CMSG_CLOEXEC
    const ssize_t size = ::recvmsg(m_socket, &message, MSG_CMSG_CLOEXEC);
#else
    const ssize_t size = ::recvmsg(m_socket, &message, 0);
#endif
    const int code = errno;
    m_in.resize(old + std::max<ssize_t>(0, size));
    if (size > 0)
        keepDescriptors(message);
    if (size == 0 || (size < 0 && code != EAGAIN && code != EWOULDBLOCK && code != EINTR))
        endReading();
    return size > 0;
}

std::optional<Frame> SocketLink::cutOff()
{
    endReading();
    return std::nullopt;
}

std::optional<Frame> SocketLink::receive()
{
    for (;;) {
        if (buffered() >= 4) {
            const quint32 mark = qFromBigEndian<quint32>(m_in.constData() + m_inHead);
            const qsizetype whole = qsizetype(mark & ~kCarries) + 4;
            if (whole < 5 || whole > messages::kMaxFrame)
                return cutOff();
            if (buffered() >= whole) {
                Frame frame{m_in.sliced(m_inHead, whole)};
                m_inHead += whole;
                if (!(mark & kCarries))
                    return frame;
                if (m_descriptors.empty())
                    return cutOff();
                frame.bytes[0] = char(quint8(frame.bytes[0]) & 0x7f);
                frame.descriptor = m_descriptors.front();
                m_descriptors.pop_front();
                return frame;
            }
        }
        if (m_isRead || !fill())
            return std::nullopt;
    }
}

} // namespace

std::unique_ptr<Link> socketLink(int socket, Descriptors descriptors)
{
    return std::make_unique<SocketLink>(socket, descriptors);
}

} // namespace aiops::ssh
