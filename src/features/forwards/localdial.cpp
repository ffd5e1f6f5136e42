#include "features/forwards/localdial.h"

#include "ssh/client/dialer.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <cstring>

#include <sys/un.h>
#include <unistd.h>

namespace aiops::forwards {

namespace {

/// A Unix socket takes a connection at once or never.
Result<int> connectToSocket(const QString &path)
{
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const int socket = ssh::openStream(AF_UNIX);
    if (socket >= 0 && size_t(name.size()) < sizeof address.sun_path) {
        std::memcpy(address.sun_path, name.constData(), size_t(name.size()) + 1);
        if (::connect(socket, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
            return socket;
    }
    const QString reason = QString::fromLocal8Bit(std::strerror(errno));
    if (socket >= 0)
        ::close(socket);
    return std::unexpected(Error{Errc::Unreachable, QCoreApplication::translate("aiops::forwards", "Nothing listens at %1.").arg(path), reason});
}

} // namespace

Future<int> dialHere(End target)
{
    if (target.isSocket())
        co_return connectToSocket(target.path);
    const auto dialer = std::make_shared<ssh::Dialer>(std::chrono::seconds(10));
    const auto addresses = co_await dialer->resolve(target.host);
    if (!addresses)
        co_return std::unexpected(addresses.error());
    co_return co_await dialer->dial(*addresses, quint16(target.port));
}

} // namespace aiops::forwards
