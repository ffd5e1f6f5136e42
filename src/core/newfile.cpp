#include "core/newfile.h"

#include "core/ids.h"
#include "core/text.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QUuid>

#include <cerrno>
#include <cstring>

#ifdef Q_OS_UNIX
#include <fcntl.h>
#include <unistd.h>
#endif

namespace aiops {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops", text);
}

QByteArray encoded(const QString &path)
{
    return QFile::encodeName(path);
}

#ifdef Q_OS_UNIX
void syncFolder(const QString &path)
{
    const int folder = ::open(encoded(QFileInfo(path).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder < 0)
        return;
    ::fsync(folder); // some file systems refuse it; the rename itself is done
    ::close(folder);
}
#endif

} // namespace

Error fileError(const QString &path, int systemError)
{
    const QString name = shownPlain(path, 200), why = QString::fromLocal8Bit(std::strerror(systemError));
    switch (systemError) {
    case EEXIST:
        return {.code = Errc::Conflict, .text = tr("%1 exists already. It was left as it is.").arg(name), .detail = why, .hint = tr("Choose another name.")};
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return {.code = Errc::DiskFull, .text = tr("%1 could not be written: the disk is full.").arg(name), .detail = why, .hint = tr("Make room and try again.")};
    case ENOENT:
    case ENOTDIR:
        return {.code = Errc::NotFound, .text = tr("The folder of %1 does not exist.").arg(name), .detail = why};
    case EACCES:
    case EPERM:
    case EROFS:
        return {.code = Errc::Denied, .text = tr("%1 may not be written.").arg(name), .detail = why, .hint = tr("Check who may write in this folder.")};
    default:
        return {.code = Errc::Failed, .text = tr("%1 could not be written: %2.").arg(name, why)};
    }
}

namespace {

/// As the device tells it: errno is another one by then.
Error writeError(const QString &path, const QIODevice &device)
{
    for (const int full : {ENOSPC, EFBIG, EDQUOT})
        if (device.errorString() == qt_error_string(full))
            return fileError(path, full);
    Error error = fileError(path, EIO);
    error.detail = device.errorString();
    return error;
}

} // namespace

Status writeAll(QIODevice &device, QByteArrayView bytes, const QString &name)
{
    while (!bytes.isEmpty()) {
        const qint64 taken = device.write(bytes.data(), bytes.size());
        if (taken <= 0)
            return std::unexpected(writeError(name, device));
        bytes = bytes.sliced(taken);
    }
    return {};
}

Result<std::unique_ptr<NewFile>> NewFile::create(const QString &path, Existing existing)
{
    if (existing == Existing::Keep && (QFileInfo::exists(path) || QFileInfo(path).isSymLink()))
        return std::unexpected(fileError(path, EEXIST));
    if (QFileInfo(path).isDir())
        return std::unexpected(fileError(path, EEXIST));
    std::unique_ptr<NewFile> file(new NewFile(path, existing));
    const QFileInfo info(path);
    file->m_temporary = info.path() + u"/."_s + info.fileName() + u'.' + newUuid().toString(QUuid::WithoutBraces).right(12) + u".part"_s;
#ifdef Q_OS_UNIX
    const int fd = ::open(encoded(file->m_temporary).constData(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return std::unexpected(fileError(path, errno));
    if (!file->m_file.open(fd, QIODevice::ReadWrite, QFileDevice::AutoCloseHandle))
        return std::unexpected(fileError(path, EIO));
#else
    file->m_file.setFileName(file->m_temporary);
    if (!file->m_file.open(QIODevice::ReadWrite | QIODevice::NewOnly))
        return std::unexpected(fileError(path, EIO));
    file->m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
#endif
    return file;
}

NewFile::~NewFile()
{
    if (m_committed)
        return;
    m_file.close();
    QFile::remove(m_temporary);
}

Status NewFile::commit()
{
    // A write that failed before counts too, whether its caller looked or not: a short file must never get the name.
    if (!m_file.flush() || m_file.error() != QFileDevice::NoError)
        return std::unexpected(writeError(m_path, m_file));
#ifdef Q_OS_UNIX
    if (::fsync(m_file.handle()) != 0)
        return std::unexpected(fileError(m_path, errno));
#endif
    m_file.close();
    return rename();
}

Status NewFile::rename()
{
#ifdef Q_OS_UNIX
    const QByteArray from = encoded(m_temporary), to = encoded(m_path);
    // A hard link fails when the name was taken meanwhile, where a rename would silently replace it.
    if (m_existing == Existing::Keep && ::link(from.constData(), to.constData()) == 0) {
        ::unlink(from.constData());
    } else if (m_existing == Existing::Keep && errno == EEXIST) {
        return std::unexpected(fileError(m_path, EEXIST));
    } else if (::rename(from.constData(), to.constData()) != 0) {
        return std::unexpected(fileError(m_path, errno));
    }
    syncFolder(m_path);
#else
    if (m_existing == Existing::Replace)
        QFile::remove(m_path);
    if (!QFile::rename(m_temporary, m_path))
        return std::unexpected(fileError(m_path, QFileInfo::exists(m_path) ? EEXIST : EIO));
#endif
    m_committed = true;
    return {};
}

} // namespace aiops
