#pragma once

#include <QString>

#include <optional>

#ifdef Q_OS_WIN
#include <ws2tcpip.h>
#else
#include <netinet/in.h>
#include <sys/socket.h>
#endif

namespace aiops::ssh {

/// An IPv4 or IPv6 address as the system's calls take it. Value.
class Address final
{
public:
    /// "192.0.2.1", "2001:db8::1", "fe80::1%eth0". Asks nobody; nothing for a name.
    static std::optional<Address> fromText(const QString &text);
    /// Nothing for another family.
    static std::optional<Address> fromSystem(const sockaddr *address, socklen_t size);

    bool isV6() const { return m_storage.ss_family == AF_INET6; }
    QByteArray bytes() const; ///< 4 or 16, in network order
    QString toString() const; ///< without the port
    void setPort(quint16 port);
    const sockaddr *data() const { return reinterpret_cast<const sockaddr *>(&m_storage); }
    socklen_t size() const { return m_size; }
    friend bool operator==(const Address &a, const Address &b);

private:
    sockaddr_storage m_storage{};
    socklen_t m_size = 0;
};

/// Of our end of a connected socket, without the port; empty for one that is not IP.
QString localAddressOf(int socket);

/// A non-blocking stream socket that no child process inherits; -1 with errno.
int openStream(int family);

} // namespace aiops::ssh
