#include "ssh/client/address.h"

#include <cstring>

#ifndef Q_OS_WIN
#include <fcntl.h>
#include <netdb.h>
#endif

namespace aiops::ssh {

std::optional<Address> Address::fromText(const QString &text)
{
    addrinfo hints{};
    hints.ai_flags = AI_NUMERICHOST;
    hints.ai_socktype = SOCK_STREAM;
    addrinfo *found = nullptr;
    if (::getaddrinfo(text.toLatin1().constData(), nullptr, &hints, &found) != 0)
        return std::nullopt;
    const std::optional<Address> address = fromSystem(found->ai_addr, socklen_t(found->ai_addrlen));
    ::freeaddrinfo(found);
    return address;
}

std::optional<Address> Address::fromSystem(const sockaddr *address, socklen_t size)
{
    if ((address->sa_family != AF_INET && address->sa_family != AF_INET6) || size > socklen_t(sizeof(sockaddr_storage)))
        return std::nullopt;
    Address result;
    std::memcpy(&result.m_storage, address, size);
    result.m_size = size;
    return result;
}

QString Address::toString() const
{
    char text[NI_MAXHOST] = {};
    ::getnameinfo(data(), m_size, text, sizeof text, nullptr, 0, NI_NUMERICHOST);
    return QString::fromLatin1(text);
}

QByteArray Address::bytes() const
{
    if (isV6())
        return QByteArray(reinterpret_cast<const char *>(&reinterpret_cast<const sockaddr_in6 *>(&m_storage)->sin6_addr), 16);
    return QByteArray(reinterpret_cast<const char *>(&reinterpret_cast<const sockaddr_in *>(&m_storage)->sin_addr), 4);
}

void Address::setPort(quint16 port)
{
    if (isV6())
        reinterpret_cast<sockaddr_in6 *>(&m_storage)->sin6_port = htons(port);
    else
        reinterpret_cast<sockaddr_in *>(&m_storage)->sin_port = htons(port);
}

bool operator==(const Address &a, const Address &b)
{
    return a.m_size == b.m_size && std::memcmp(&a.m_storage, &b.m_storage, a.m_size) == 0;
}

QString localAddressOf(int socket)
{
    sockaddr_storage storage{};
    socklen_t size = sizeof storage;
    if (::getsockname(socket, reinterpret_cast<sockaddr *>(&storage), &size) != 0)
        return {};
    const std::optional<Address> address = Address::fromSystem(reinterpret_cast<const sockaddr *>(&storage), size);
    return address ? address->toString() : QString();
}

int openStream(int family)
{
#if defined(SOCK_NONBLOCK) && defined(SOCK_CLOEXEC)
    return ::socket(family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
#elif defined(Q_OS_WIN)
    u_long on = 1;
    const SOCKET made = ::socket(family, SOCK_STREAM, 0);
    ::ioctlsocket(made, FIONBIO, &on);
    return int(made);
#else
    const int made = ::socket(family, SOCK_STREAM, 0);
    if (made >= 0) {
        ::fcntl(made, F_SETFD, FD_CLOEXEC);
        ::fcntl(made, F_SETFL, O_NONBLOCK);
#ifdef SO_NOSIGPIPE
        const int on = 1;
        ::setsockopt(made, SOL_SOCKET, SO_NOSIGPIPE, &on, sizeof on);
#endif
    }
    return made;
#endif
}

} // namespace aiops::ssh
