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

} // namespace

Dialer::Dialer(std::chrono::milliseconds patience) : m_patience(patience)
{
    m_deadline.setSingleShot(true);
    m_share.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        const Error late{Errc::TimedOut, Text::tr("The host did not answer within %1 s.").arg(m_patience.count() / 1000.0), m_lastError};
        if (auto resolving = std::exchange(m_resolving, std::nullopt)) {
            resolving->addResult(std::unexpected(late));
            resolving->finish();
        }
        finish(std::unexpected(late));
    });
    connect(&m_share, &QTimer::timeout, this, [this] {
        dropSocket();
        next();
    });
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
    m_left = addresses.first(std::min<qsizetype>(addresses.size(), 8));
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
    if (!m_dialing)
        return;
    if (m_left.isEmpty())
        return finish(fail(Errc::Unreachable, Text::tr("The host cannot be reached: %1.").arg(m_lastError)));
    const QHostAddress address = m_left.takeFirst();
    sockaddr_storage storage;
    const socklen_t size = fill(storage, address, m_port);
    m_socket = ::socket(storage.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (m_socket < 0 || (::connect(m_socket, reinterpret_cast<sockaddr *>(&storage), size) != 0 && errno != EINPROGRESS)) {
        m_lastError = QString::fromLocal8Bit(std::strerror(errno));
        dropSocket();
        return next();
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_socket, QSocketNotifier::Write);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, [this] { answered(); });
    if (!m_left.isEmpty())
        m_share.start(m_patience / (m_left.size() + 1));
}

void Dialer::answered()
{
    m_notifier->setEnabled(false);
    m_share.stop();
    int error = 0;
    socklen_t size = sizeof error;
    ::getsockopt(m_socket, SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) {
        m_lastError = QString::fromLocal8Bit(std::strerror(error));
        dropSocket();
        return next();
    }
    m_notifier.release()->deleteLater(); // it is the sender
    tune(m_socket);
    finish(std::exchange(m_socket, -1));
}

void Dialer::dropSocket()
{
    if (m_notifier)
        m_notifier.release()->deleteLater();
    if (m_socket >= 0)
        ::close(std::exchange(m_socket, -1));
}

void Dialer::finish(Result<int> result)
{
    m_deadline.stop();
    m_share.stop();
    dropSocket();
    if (auto dialing = std::exchange(m_dialing, std::nullopt)) {
        dialing->addResult(std::move(result));
        dialing->finish();
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
