#include "cli/owner/localsocket.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

namespace aiops::cli {

namespace {

constexpr int kBacklog = 128;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

Error cannotListen(const QString &path)
{
    return Error{Errc::Failed, tr("No socket can be made at %1.").arg(path), QString::fromLocal8Bit(std::strerror(errno))};
}

/// The folder may be below /tmp, where others may have been first.
Status makePrivateFolder(const QString &folder)
{
    const QByteArray name = QFile::encodeName(folder);
    ::mkdir(name.constData(), 0700);
    struct stat info{};
    if (::lstat(name.constData(), &info) != 0)
        return std::unexpected(Error{Errc::ReadOnly, tr("The folder %1 cannot be made.").arg(folder),
                                     QString::fromLocal8Bit(std::strerror(errno))});
    if (!S_ISDIR(info.st_mode) || info.st_uid != ::getuid() || (info.st_mode & 077) != 0)
        return std::unexpected(Error{Errc::Denied, tr("The folder %1 must be yours alone (mode 0700).").arg(folder), {}});
    return {};
}

} // namespace

Result<int> listenLocally(const QString &path)
{
    if (auto made = makePrivateFolder(QFileInfo(path).path()); !made)
        return std::unexpected(made.error());
    const QByteArray name = QFile::encodeName(path);
    sockaddr_un address{};
    if (name.size() >= qsizetype(sizeof address.sun_path))
        return std::unexpected(cannotListen(path));
    address.sun_family = AF_UNIX;
    std::memcpy(address.sun_path, name.constData(), std::size_t(name.size()) + 1);
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0)
        return std::unexpected(cannotListen(path));
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(fd, F_SETFL, O_NONBLOCK);
    ::unlink(name.constData());
    const bool listening = ::bind(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0
                           && ::chmod(name.constData(), 0600) == 0 && ::listen(fd, kBacklog) == 0;
    if (listening)
        return fd;
    const Error error = cannotListen(path);
    ::close(fd);
    return std::unexpected(error);
}

bool isSameUser(int fd)
{
#ifdef SO_PEERCRED
    ucred peer{};
    socklen_t size = sizeof peer;
    return ::getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &size) == 0 && peer.uid == ::getuid();
#else
    uid_t uid = 0;
    gid_t gid = 0;
    return ::getpeereid(fd, &uid, &gid) == 0 && uid == ::getuid();
#endif
}

} // namespace aiops::cli
