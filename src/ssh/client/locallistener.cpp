#include "ssh/client/locallistener.h"

#include "ssh/client/portowner.h"
#include "ssh/client/text.h"

#include <QFile>
#include <QSocketNotifier>
#include <QTimer>

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <netinet/tcp.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace aiops::ssh {
namespace {

constexpr int kBacklog = 128;
constexpr int kShare = 16;                           // of connections at a time, so that others get their turn
constexpr std::chrono::milliseconds kNoDescriptors{250};

QString reason()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

QString shown(const QString &address, quint16 port)
{
    return (address.contains(u':') ? QStringLiteral("[%1]:%2") : QStringLiteral("%1:%2")).arg(address).arg(port);
}

Error portError(const QString &address, quint16 port)
{
    const QString detail = reason();
    switch (errno) {
    case EADDRINUSE: {
        const QString owner = ownerOfPort(port);
        return {Errc::Busy, owner.isEmpty() ? Text::tr("Port %1 of this computer is in use.").arg(port)
                                            : Text::tr("Port %1 of this computer is in use by %2.").arg(port).arg(owner),
                detail, Text::tr("Choose another port.")};
    }
    case EACCES:
        return {Errc::Denied, Text::tr("Port %1 is below 1024, which this system keeps for privileged programs.").arg(port), detail,
                Text::tr("Choose a port from 1024 on.")};
    case EADDRNOTAVAIL:
        return {Errc::Invalid, Text::tr("This computer does not have the address %1.").arg(address), detail};
    default:
        return {Errc::Failed, Text::tr("Cannot listen on %1.").arg(shown(address, port)), detail};
    }
}

Error pathError(const QString &path)
{
    const QString detail = reason();
    if (errno == EADDRINUSE)
        return {Errc::Busy, Text::tr("%1 exists, and a program listens there or it is no socket.").arg(path), detail, Text::tr("Choose another path.")};
    if (errno == EACCES || errno == EROFS)
        return {Errc::Denied, Text::tr("A socket cannot be made at %1.").arg(path), detail, Text::tr("Choose a folder that you may write to.")};
    return {Errc::Failed, Text::tr("Cannot listen on %1.").arg(path), detail};
}

/// "*" is every address, IPv4 too; where there is no IPv6, the IPv4 ones.
int openBound(const Address &address, bool both)
{
    const int socket = openStream(address.isV6() ? AF_INET6 : AF_INET);
    if (socket < 0)
        return -1;
    const int on = 1, onlyV6 = both ? 0 : 1;
    ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on); // the last connections of the time before may linger
    if (address.isV6())
        ::setsockopt(socket, IPPROTO_IPV6, IPV6_V6ONLY, &onlyV6, sizeof onlyV6);
    if (::bind(socket, address.data(), address.size()) == 0 && ::listen(socket, kBacklog) == 0)
        return socket;
    const int error = errno;
    ::close(socket);
    errno = error;
    return -1;
}

quint16 portOf(int socket)
{
    sockaddr_storage bound{};
    socklen_t size = sizeof bound;
    if (::getsockname(socket, reinterpret_cast<sockaddr *>(&bound), &size) != 0)
        return 0;
    return ntohs(bound.ss_family == AF_INET6 ? reinterpret_cast<sockaddr_in6 &>(bound).sin6_port : reinterpret_cast<sockaddr_in &>(bound).sin_port);
}

std::optional<sockaddr_un> unixAddress(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (!name.startsWith('/') || name.contains('\0') || size_t(name.size()) >= sizeof address.sun_path)
        return std::nullopt;
    std::memcpy(address.sun_path, name.constData(), size_t(name.size()) + 1);
    return address;
}

/// Left over by a program that is gone.
bool isStale(const sockaddr_un &address)
{
    struct stat file{};
    if (::lstat(address.sun_path, &file) != 0 || !S_ISSOCK(file.st_mode) || file.st_uid != ::geteuid())
        return false;
    const int probe = openStream(AF_UNIX);
    if (probe < 0)
        return false;
    const bool refused = ::connect(probe, reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0 && errno == ECONNREFUSED;
    ::close(probe);
    return refused;
}

/// Nobody can connect before listen(), and by then only this user may.
bool bindPrivately(int socket, const sockaddr_un &address)
{
    const auto *generic = reinterpret_cast<const sockaddr *>(&address);
    if (::bind(socket, generic, sizeof address) != 0
        && !(errno == EADDRINUSE && isStale(address) && ::unlink(address.sun_path) == 0 && ::bind(socket, generic, sizeof address) == 0)) {
        return false;
    }
    if (::chmod(address.sun_path, 0600) == 0 && ::listen(socket, kBacklog) == 0)
        return true;
    const int error = errno;
    ::unlink(address.sun_path);
    errno = error;
    return false;
}

} // namespace

Result<std::unique_ptr<LocalListener>> LocalListener::onPort(const QString &address, quint16 port)
{
    const bool both = address == QLatin1String("*");
    std::optional<Address> bound = Address::fromText(both ? QStringLiteral("::") : address == QLatin1String("localhost") ? QStringLiteral("127.0.0.1") : address);
    if (!bound)
        return std::unexpected(Error{Errc::Invalid, Text::tr("“%1” is not an address of this computer.").arg(address), {},
                                     Text::tr("Give an IP address, localhost, or * for every address.")});
    bound->setPort(port);
    int socket = openBound(*bound, both);
    if (socket < 0 && both && errno != EADDRINUSE && errno != EACCES) {
        bound = Address::fromText(QStringLiteral("0.0.0.0"));
        bound->setPort(port);
        socket = openBound(*bound, false);
    }
    if (socket < 0)
        return std::unexpected(portError(address, port));
    return std::unique_ptr<LocalListener>(new LocalListener(socket, portOf(socket), {}));
}

Result<std::unique_ptr<LocalListener>> LocalListener::onPath(const QString &path)
{
    const std::optional<sockaddr_un> address = unixAddress(path);
    if (!address)
        return std::unexpected(Error{Errc::Invalid, Text::tr("The path of a socket begins with / and has at most %1 bytes.").arg(sizeof address->sun_path - 1)});
    const int socket = openStream(AF_UNIX);
    if (socket >= 0 && bindPrivately(socket, *address))
        return std::unique_ptr<LocalListener>(new LocalListener(socket, 0, path));
    const Error error = pathError(path);
    if (socket >= 0)
        ::close(socket);
    return std::unexpected(error);
}

LocalListener::LocalListener(int socket, quint16 port, const QString &path)
    : m_socket(socket), m_port(port), m_path(path), m_notifier(std::make_unique<QSocketNotifier>(socket, QSocketNotifier::Read))
{
    struct stat file{};
    if (!path.isEmpty() && ::lstat(QFile::encodeName(path).constData(), &file) == 0)
        m_inode = file.st_ino;
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &LocalListener::accept);
}

LocalListener::~LocalListener()
{
    m_notifier->setEnabled(false);
    m_notifier.release()->deleteLater();
    ::close(m_socket);
    const QByteArray name = QFile::encodeName(m_path);
    struct stat file{};
    if (!m_path.isEmpty() && ::lstat(name.constData(), &file) == 0 && S_ISSOCK(file.st_mode) && file.st_ino == m_inode)
        ::unlink(name.constData());
}

void LocalListener::accept()
{
    for (int i = 0; i < kShare; ++i) {
        const int socket = ::accept4(m_socket, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
        if (socket < 0 && (errno == EINTR || errno == ECONNABORTED))
            continue;
        if (socket < 0 && errno != EAGAIN)
            return pause();
        if (socket < 0)
            return;
        const int on = 1;
        ::setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        emit accepted(socket);
    }
}

/// Out of descriptors: who waits would wake this thread again and again.
void LocalListener::pause()
{
    m_notifier->setEnabled(false);
    QTimer::singleShot(kNoDescriptors, this, [this] { m_notifier->setEnabled(true); });
}

} // namespace aiops::ssh
