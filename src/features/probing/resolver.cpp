#include "features/probing/resolver.h"

#include <QThreadPool>

#include <cstring>

#include <netdb.h>
#include <netinet/in.h>

namespace aiops::probing {

namespace {

constexpr std::chrono::minutes kKept{10};
constexpr qsizetype kMostKept = 20'000;

struct Free
{
    void operator()(addrinfo *list) const { ::freeaddrinfo(list); }
};

Result<Addresses> resolve(const QByteArray &host, int flags)
{
    addrinfo hints{};
    hints.ai_socktype = SOCK_STREAM;
    hints.ai_flags = flags;
    addrinfo *list = nullptr;
    const int failed = ::getaddrinfo(host.constData(), nullptr, &hints, &list);
    const std::unique_ptr<addrinfo, Free> owner(list);
    Addresses found;
    for (const addrinfo *each = failed == 0 ? list : nullptr; each; each = each->ai_next) {
        const bool usable = each->ai_family == AF_INET || each->ai_family == AF_INET6;
        if (!usable || each->ai_addrlen > sizeof(sockaddr_storage) || std::ranges::contains(found, each->ai_family, &SocketAddress::family))
            continue;
        SocketAddress address;
        std::memcpy(&address.storage, each->ai_addr, each->ai_addrlen);
        address.size = each->ai_addrlen;
        found.append(address);
    }
    if (!found.isEmpty())
        return found;
    return std::unexpected(Error{Errc::Unreachable, QCoreApplication::translate("aiops::probing", "The name was not found."),
                                 QString::fromLocal8Bit(::gai_strerror(failed))});
}

/// Never deleted: a name server that is silent must not hold up the end of the program.
QThreadPool &lookupThreads()
{
    static QThreadPool *const pool = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(4);
        return made;
    }();
    return *pool;
}

Future<Addresses> resolveInThread(const QByteArray &host)
{
    const auto promise = std::make_shared<QPromise<Result<Addresses>>>();
    promise->start();
    const Future<Addresses> future = promise->future();
    lookupThreads().start([promise, host] {
        promise->addResult(resolve(host, AI_ADDRCONFIG));
        promise->finish();
    });
    return future;
}

} // namespace

bool SocketAddress::isLoopback() const
{
    if (family() == AF_INET6)
        return IN6_IS_ADDR_LOOPBACK(&reinterpret_cast<const sockaddr_in6 &>(storage).sin6_addr);
    return (ntohl(reinterpret_cast<const sockaddr_in &>(storage).sin_addr.s_addr) >> 24) == 127;
}

void SocketAddress::setPort(quint16 port)
{
    if (family() == AF_INET6)
        reinterpret_cast<sockaddr_in6 &>(storage).sin6_port = htons(port);
    else
        reinterpret_cast<sockaddr_in &>(storage).sin_port = htons(port);
}

Future<Addresses> Resolver::lookup(const QString &host)
{
    if (const auto known = m_known.constFind(host); known != m_known.cend() && known->until > m_clock.sinceBoot())
        co_return known->addresses;
    const QByteArray name = host.toUtf8();
    if (const auto numeric = resolve(name, AI_NUMERICHOST))
        co_return *numeric;
    const std::weak_ptr<int> alive = m_alive;
    auto found = co_await resolveInThread(name);
    if (found && !alive.expired()) {
        if (m_known.size() >= kMostKept)
            m_known.clear();
        m_known.insert(host, {*found, m_clock.sinceBoot() + kKept});
    }
    co_return found;
}

} // namespace aiops::probing
