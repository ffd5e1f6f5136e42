#include "cli/devicekeystore.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>

#ifdef Q_OS_UNIX
#include <unistd.h>
#endif

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kSize = 56;
constexpr auto kOwnerOnly = QFile::ReadOwner | QFile::WriteOwner;

Error unusable(const QString &detail)
{
    return {Errc::Corrupt, QCoreApplication::translate("aiops::cli", "The key of this computer cannot be read."), detail,
            QCoreApplication::translate("aiops::cli", "Put device.key back from a backup, or move it away and run `aiops audit restart`.")};
}

Error unwritable(const QString &detail)
{
    return {Errc::Failed, QCoreApplication::translate("aiops::cli", "The key of this computer cannot be written."), detail};
}

} // namespace

Result<Secret> DeviceKeyFile::read()
{
    QFile file(m_path);
    if (!file.exists())
        return Secret();
    if ((file.permissions() & ~(kOwnerOnly | QFile::ReadUser | QFile::WriteUser)) && !file.setPermissions(kOwnerOnly))
        return std::unexpected(unusable(u"others may read it"_s));
    if (!file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return std::unexpected(unusable(file.errorString()));
    Secret bytes = Secret::zeroed(kSize);
    if (file.size() != kSize || file.read(bytes.data(), kSize) != kSize)
        return std::unexpected(unusable(u"its size is wrong"_s));
    return bytes;
}

/// On the disk under another name, which is given.
Result<QString> DeviceKeyFile::written(const Secret &bytes) const
{
    const QString fresh = m_path + u".new"_s;
    QFile::remove(fresh); // of a run that was killed; the folder is ours alone
    QFile file(fresh);
    const bool written = file.open(QIODevice::NewOnly | QIODevice::WriteOnly | QIODevice::Unbuffered, kOwnerOnly)
                         && file.write(bytes.reveal().data(), bytes.size()) == bytes.size();
#ifdef Q_OS_UNIX
    const bool safe = written && ::fsync(file.handle()) == 0;
#else
    const bool safe = written;
#endif
    file.close();
    return safe ? Result<QString>(fresh) : std::unexpected(unwritable(file.errorString()));
}

Status DeviceKeyFile::write(const Secret &bytes)
{
    const Result<QString> fresh = written(bytes);
    if (!fresh)
        return std::unexpected(fresh.error());
    if (!QFile::rename(*fresh, m_path)) // refuses to replace one that is there
        return std::unexpected(unwritable(u"there is one"_s));
    return {};
}

Status DeviceKeyFile::replace(const Secret &bytes)
{
    const Result<QString> fresh = written(bytes);
    if (!fresh)
        return std::unexpected(fresh.error());
    if (std::rename(QFile::encodeName(*fresh).constData(), QFile::encodeName(m_path).constData()) != 0)
        return std::unexpected(unwritable(u"rename"_s));
    return {};
}

} // namespace aiops::cli
