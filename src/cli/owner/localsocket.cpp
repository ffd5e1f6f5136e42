#include "cli/owner/localsocket.h"

#include "core/ownersocket.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/stat.h>

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
    const auto address = ownersocket::address(name.toStdString());
    if (!address)
        return std::unexpected(cannotListen(path));
    const int fd = ::socket(AF_UNIX, SOCK_STREAM, 0);
    if (fd < 0)
        return std::unexpected(cannotListen(path));
    ::fcntl(fd, F_SETFD, FD_CLOEXEC);
    ::fcntl(fd, F_SETFL, O_NONBLOCK);
    ::unlink(name.constData());
    const bool listening = ::bind(fd, reinterpret_cast<const sockaddr *>(&*address), sizeof *address) == 0
                           && ::chmod(name.constData(), 0600) == 0 && ::listen(fd, kBacklog) == 0;
    if (listening)
        return fd;
    const Error error = cannotListen(path);
    ::close(fd);
    return std::unexpected(error);
}

} // namespace aiops::cli
