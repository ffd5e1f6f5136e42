#include "ssh/engine/wire.h"

#include <QList>
#include <QtEndian>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <sys/socket.h>
#include <unistd.h>

namespace aiops::ssh::engine {
namespace {
constexpr qsizetype kLongestLine = 255;
constexpr int kMostLines = 50;
constexpr quint32 kLongestPacket = 256 * 1024;
constexpr qsizetype kTurnBudget = 256 * 1024;
constexpr qsizetype kReadAhead = 128 * 1024;
constexpr quint64 kMostBeforeSignIn = 2 * 1024 * 1024; ///< the library keeps welcome texts, and has no limit for them
constexpr qsizetype kMostUnsent = 8 * 1024 * 1024;
constexpr qsizetype kGather = 32 * 1024;
} // namespace

Wire::Wire(int descriptor) : m_descriptor(descriptor) {}

Wire::~Wire()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

void Wire::beginTurn()
{
    m_budget = kTurnBudget;
    m_dry = false;
}

void Wire::readAhead()
{
    if (m_in.size() - m_inHead < kReadAhead)
        fill(kReadAhead);
}

void Wire::fill(qsizetype most)
{
    most = std::min(most, m_budget);
    if (m_dry || m_ended || m_fault != Fault::None || most <= 0)
        return;
    if (m_inHead > 0) {
        m_in.remove(0, m_inHead);
        m_inHead = 0;
    }
    const qsizetype before = m_in.size();
    m_in.resize(before + most);
    const ssize_t got = ::recv(m_descriptor, m_in.data() + before, size_t(most), MSG_DONTWAIT);
    m_in.truncate(before + std::max<ssize_t>(got, 0));
    if (got > 0) {
        m_budget -= got;
        m_received += quint64(got);
        m_dry = got < most;
        if (!m_inspected) {
            m_early += QByteArrayView(m_in).sliced(before);
            inspect();
        }
        if (!m_isSignedIn && m_received > kMostBeforeSignIn && m_fault == Fault::None)
            m_fault = Fault::Flood;
    } else if (got == 0) {
        m_ended = true;
    } else if (errno == EAGAIN || errno == EINTR) {
        m_dry = true;
    } else {
        m_fault = Fault::Lost;
    }
}

ssize_t Wire::take(char *data, size_t size)
{
    if (m_fault != Fault::None)
        return -ECONNABORTED;
    if (!hasUnread())
        fill(std::max<qsizetype>(qsizetype(size), 64 * 1024));
    if (m_fault != Fault::None)
        return -ECONNABORTED;
    if (!hasUnread()) {
        if (m_ended) {
            m_fault = Fault::Closed;
            return 0;
        }
        return -EAGAIN;
    }
    const qsizetype n = std::min<qsizetype>(qsizetype(size), m_in.size() - m_inHead);
    std::memcpy(data, m_in.constData() + m_inHead, size_t(n));
    m_inHead += n;
    if (m_inHead == m_in.size()) {
        m_in.resize(0);
        m_inHead = 0;
    }
    return n;
}

ssize_t Wire::put(const char *data, size_t size)
{
    if (m_fault != Fault::None)
        return -ECONNABORTED;
    if (unsent() + qsizetype(size) > kMostUnsent) {
        m_fault = Fault::Overflow;
        return -ECONNABORTED;
    }
    m_out.append(data, qsizetype(size));
    m_taken += size;
    if (unsent() >= kGather)
        flush();
    return ssize_t(size);
}

void Wire::flush()
{
    while (unsent() > 0 && m_fault == Fault::None) {
        const ssize_t sent = ::send(m_descriptor, m_out.constData() + m_outHead, size_t(unsent()), MSG_DONTWAIT | MSG_NOSIGNAL);
        if (sent > 0)
            m_outHead += sent;
        else if (errno == EAGAIN)
            break;
        else if (errno != EINTR && !hasUnread()) // what the server said before it left is still to be read
            m_fault = Fault::Lost;
        else if (errno != EINTR)
            break;
    }
    if (m_outHead == m_out.size()) {
        m_out.resize(0);
        m_outHead = 0;
    } else if (m_outHead > 1024 * 1024) {
        m_out.remove(0, m_outHead);
        m_outHead = 0;
    }
}

void Wire::cut()
{
    if (m_fault == Fault::None)
        m_fault = Fault::Closed;
    ::shutdown(m_descriptor, SHUT_RDWR);
}

void Wire::inspect()
{
    while (!m_greeted && m_fault == Fault::None) {
        if (!inspectLine())
            return;
    }
    if (m_greeted && m_fault == Fault::None)
        inspectPacket();
}

bool Wire::inspectLine()
{
    const qsizetype end = m_early.indexOf('\n');
    if (end > kLongestLine || (end < 0 && m_early.size() > kLongestLine)) {
        if (m_greeting.isEmpty())
            m_greeting = m_early.first(kLongestLine);
        m_fault = Fault::BadGreeting;
        return false;
    }
    if (end < 0)
        return false;
    const QByteArray line = m_early.first(end).trimmed();
    m_early.remove(0, end + 1);
    const bool ssh = line.startsWith("SSH-");
    m_greeted = line.startsWith("SSH-2.0-") || line.startsWith("SSH-1.99-");
    if (ssh || m_greeting.isEmpty())
        m_greeting = line;
    if ((ssh && !m_greeted) || line.contains('\0') || (++m_lines >= kMostLines && !m_greeted))
        m_fault = Fault::BadGreeting;
    return true;
}

void Wire::inspectPacket()
{
    if (m_early.size() < 6)
        return;
    const quint32 length = qFromBigEndian<quint32>(m_early.constData());
    const quint8 kind = quint8(m_early[5]);
    m_inspected = kind != 20; // not KEXINIT: the library decides what to think of it
    if (length > kLongestPacket || length < 12) {
        m_fault = Fault::BadPacket;
        return;
    }
    if (m_inspected || m_early.size() < qsizetype(length) + 4)
        return;
    m_inspected = true;
    QByteArrayView rest = QByteArrayView(m_early).first(qsizetype(length) + 4).sliced(6);
    rest = rest.sliced(std::min<qsizetype>(16, rest.size()));
    for (int list = 0; list < 8 && rest.size() >= 4; ++list) {
        const quint32 size = qFromBigEndian<quint32>(rest.data());
        if (qint64(size) > rest.size() - 4)
            break;
        m_offered += rest.sliced(4, size).toByteArray();
        rest = rest.sliced(4 + size);
    }
    m_early.clear();
}

} // namespace aiops::ssh::engine
