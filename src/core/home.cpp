#include "core/home.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QStandardPaths>

#include <cerrno>
#include <cstring>

#ifdef Q_OS_UNIX
#include "core/ownersocket.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#endif

namespace aiops {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::Home", text);
}

QString chosenPath(const QString &requested)
{
    if (!requested.isEmpty())
        return requested;
    if (const QString fromEnvironment = qEnvironmentVariable("AIOPS_HOME"); !fromEnvironment.isEmpty())
        return fromEnvironment;
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + u"/aiops-command-center"_s;
}

Status makePrivate(const QString &path)
{
    if (!QDir().mkpath(path) || !QFileInfo(path).isDir())
        return std::unexpected(Error{Errc::ReadOnly,
                                     tr("The home folder %1 cannot be created.").arg(path),
                                     QString::fromLocal8Bit(std::strerror(errno)),
                                     tr("Choose another folder with --home, or check who may write there.")});
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    return {};
}

} // namespace

Result<Home> Home::open(const QString &requested)
{
    const QString path = QDir::cleanPath(QDir::current().absoluteFilePath(chosenPath(requested)));
    if (auto made = makePrivate(path); !made)
        return std::unexpected(made.error());
    const QFileInfo info(path);
    if (!info.isReadable())
        return std::unexpected(Error{Errc::Denied, tr("The home folder %1 may not be read.").arg(path), {}});
    return Home(QDir(info.canonicalFilePath()));
}

#ifdef Q_OS_UNIX
QString Home::socket() const
{
    if (const std::string inside = ownersocket::inside(QFile::encodeName(m_dir.path()).toStdString()); !inside.empty())
        return QFile::decodeName(inside.c_str());
    const QByteArray hash = QCryptographicHash::hash(m_dir.path().toUtf8(), QCryptographicHash::Sha256).toHex().left(24);
    return u"/tmp/aiops-%1/%2.sock"_s.arg(QString::number(getuid()), QString::fromLatin1(hash));
}

Result<std::unique_ptr<HomeLock>> HomeLock::acquire(const Home &home)
{
    const int fd = ::open(QFile::encodeName(home.lockFile()).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return std::unexpected(Error{Errc::ReadOnly,
                                     tr("The home folder %1 cannot be written.").arg(home.path()),
                                     QString::fromLocal8Bit(std::strerror(errno)),
                                     tr("Choose another folder with --home, or check who may write there.")});
    if (::flock(fd, LOCK_EX | LOCK_NB) != 0) {
        ::close(fd);
        return std::unexpected(Error{Errc::Busy,
                                     tr("Another process uses the home folder %1.").arg(home.path()),
                                     {},
                                     tr("Close the other window or stop the daemon, or use another folder with --home.")});
    }
    return std::unique_ptr<HomeLock>(new HomeLock(fd));
}

HomeLock::~HomeLock()
{
    ::close(m_fd);
}
#else
QString Home::socket() const
{
    return m_dir.filePath(u"owner.sock"_s);
}

Result<std::unique_ptr<HomeLock>> HomeLock::acquire(const Home &home)
{
    return std::unexpected(Error{Errc::Failed, tr("This system is not supported yet."), home.path()});
}

HomeLock::~HomeLock() = default;
#endif

} // namespace aiops
