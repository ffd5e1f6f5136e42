#include "ssh/client/dialer.h"

#include "ssh/client/text.h"

#include <QHostInfo>
#include <QSocketNotifier>

#include <cerrno>
#include <cstring>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

namespace aiops::ssh {
namespace {

constexpr std::chrono::milliseconds kStagger{250};

socklen_t fill(sockaddr_storage &storage, const QHostAddress &address, quint16 port)
{
    storage = {};
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        auto *v4 = reinterpret_cast<sockaddr_in *>(&storage);
        v4->sin_family = AF_INET;
        v4->sin_port = htons(port);
        v4->sin_addr.s_addr = htonl(address.toIPv4Address());
        return sizeof(sockaddr_in);
    }
    auto *v6 = reinterpret_cast<sockaddr_in6 *>(&storage);
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(port);
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    std::memcpy(&v6->sin6_addr, &bytes, sizeof bytes);
    v6->sin6_scope_id = address.scopeId().toUInt();
    return sizeof(sockaddr_in6);
}

void tune(int socket)
{
    const int on = 1;
    ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
#ifdef TCP_USER_TIMEOUT
    const unsigned limit = 20'000;
    ::setsockopt(socket, IPPROTO_TCP, TCP_USER_TIMEOUT, &limit, sizeof limit);
#endif
}

/// Families in turn, IPv6 first; at most eight.
QList<QHostAddress> inOrder(const QList<QHostAddress> &addresses)
{
    constexpr qsizetype kMost = 8;
    const auto isV6 = [](const QHostAddress &address) { return address.protocol() == QAbstractSocket::IPv6Protocol; };
    QList<QHostAddress> six = addresses, four = addresses, order;
    six.removeIf([&](const QHostAddress &address) { return !isV6(address); });
    four.removeIf(isV6);
    while (order.size() < kMost && (!six.isEmpty() || !four.isEmpty())) {
        for (QList<QHostAddress> *family : {&six, &four}) {
            if (!family->isEmpty())
                order += family->takeFirst();
        }
    }
    return order;
}

} // namespace

Dialer::Dialer(std::chrono::milliseconds patience) : m_patience(patience)
{
    m_deadline.setSingleShot(true);
    m_stagger.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        const Error late{Errc::TimedOut, Text::tr("The host did not answer within %1 s.").arg(m_patience.count() / 1000.0), m_lastError};
        if (auto resolving = std::exchange(m_resolving, std::nullopt)) {
            resolving->addResult(std::unexpected(late));
            resolving->finish();
        }
        finish(std::unexpected(late));
    });
    connect(&m_stagger, &QTimer::timeout, this, [this] { next(); });
}

Dialer::~Dialer()
{
    abort();
}

Future<QList<QHostAddress>> Dialer::resolve(const QString &host)
{
    if (const QHostAddress address(host); !address.isNull())
        return ready<QList<QHostAddress>>(QList{address});
    m_resolving.emplace();
    m_resolving->start();
    m_deadline.start(m_patience);
    QHostInfo::lookupHost(host, this, [this, host](const QHostInfo &info) {
        auto resolving = std::exchange(m_resolving, std::nullopt);
        if (!resolving)
            return;
        m_deadline.stop();
        if (info.error() != QHostInfo::NoError || info.addresses().isEmpty())
            resolving->addResult(fail(Errc::Unreachable, Text::tr("The name %1 was not found.").arg(host), info.errorString()));
        else
            resolving->addResult(info.addresses());
        resolving->finish();
    });
    return m_resolving->future();
}

Future<int> Dialer::dial(const QList<QHostAddress> &addresses, quint16 port)
{
    m_left = inOrder(addresses);
    m_port = port;
    m_dialing.emplace();
    m_dialing->start();
    const Future<int> future = m_dialing->future();
    m_deadline.start(m_patience);
    next();
    return future;
}

void Dialer::next()
{
    while (m_dialing && !m_left.isEmpty()) {
        sockaddr_storage storage;
        const socklen_t size = fill(storage, m_left.takeFirst(), m_port);
        const int socket = ::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
        if (socket >= 0 && (::connect(socket, reinterpret_cast<sockaddr *>(&storage), size) == 0 || errno == EINPROGRESS)) {
            m_tries.push_back({socket, std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Write)});
            connect(m_tries.back().notifier.get(), &QSocketNotifier::activated, this, [this, socket] { answered(socket); });
            if (!m_left.isEmpty())
                m_stagger.start(kStagger);
            return;
        }
        m_lastError = QString::fromLocal8Bit(std::strerror(errno));
        if (socket >= 0)
            ::close(socket);
    }
    if (m_tries.empty())
        finish(fail(Errc::Unreachable, Text::tr("The host cannot be reached: %1.").arg(m_lastError)));
}

void Dialer::answered(int socket)
{
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &error, &size);
    release(socket);
    if (error == 0) {
        tune(socket);
        return finish(socket);
    }
    m_lastError = QString::fromLocal8Bit(std::strerror(error));
    ::close(socket);
    next();
}

void Dialer::release(int socket)
{
    const auto found = std::ranges::find(m_tries, socket, &Try::socket);
    found->notifier->setEnabled(false);
    found->notifier.release()->deleteLater(); // it may be the sender
    m_tries.erase(found);
}

void Dialer::closeAll()
{
    while (!m_tries.empty()) {
        const int socket = m_tries.back().socket;
        release(socket);
        ::close(socket);
    }
}

void Dialer::finish(Result<int> result)
{
    m_deadline.stop();
    m_stagger.stop();
    closeAll();
    if (auto dialing = std::exchange(m_dialing, std::nullopt)) {
        dialing->addResult(std::move(result));
        dialing->finish();
    } else if (result) {
        ::close(*result);
    }
}

void Dialer::abort()
{
    if (auto resolving = std::exchange(m_resolving, std::nullopt)) {
        resolving->addResult(std::unexpected(cancelledError()));
        resolving->finish();
    }
    finish(std::unexpected(cancelledError()));
}

} // namespace aiops::ssh
