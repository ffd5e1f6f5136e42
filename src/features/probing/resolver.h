#pragma once

#include "core/clock.h"
#include "core/future.h"

#include <QHash>
#include <QList>

#include <sys/socket.h>

namespace aiops::probing {

/// An address and port as the kernel takes them.
struct SocketAddress
{
    sockaddr_storage storage{};
    socklen_t size = 0;

    int family() const { return storage.ss_family; }
    bool isLoopback() const;
    void setPort(quint16 port);
};
using Addresses = QList<SocketAddress>;

/// Names to addresses, in a thread of its own pool because getaddrinfo() blocks for as long as the name server likes.
/// One of each family at most, in the order of RFC 6724. Answers are kept for 10 min. Main thread.
class Resolver final
{
public:
    explicit Resolver(const Clock &clock) : m_clock(clock) {}

    /// Error Unreachable: the name was not found.
    Future<Addresses> lookup(const QString &host);
    void forget(const QString &host) { m_known.remove(host); } ///< its addresses did not answer: ask again next time

private:
    struct Known
    {
        Addresses addresses;
        std::chrono::milliseconds until;
    };

    const Clock &m_clock;
    QHash<QString, Known> m_known;
    std::shared_ptr<int> m_alive = std::make_shared<int>();
};

} // namespace aiops::probing
