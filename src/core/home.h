#pragma once

#include "core/error.h"

#include <QDir>
#include <QString>

#include <memory>

namespace aiops {

/// The one folder that holds everything: database, sealed keys, known hosts, logs. Created with mode 0700.
class Home final
{
public:
    /// `--home DIR`, else $AIOPS_HOME, else the platform's data folder. Creates it. Errors: Invalid, ReadOnly, Denied.
    static Result<Home> open(const QString &requested);

    QString path() const { return m_dir.path(); }
    QString database() const { return m_dir.filePath(QStringLiteral("aiops.db")); }
    QString settings() const { return m_dir.filePath(QStringLiteral("settings.ini")); }
    QString knownHosts() const { return m_dir.filePath(QStringLiteral("known_hosts")); }
    QString deviceKey() const { return m_dir.filePath(QStringLiteral("device.key")); } ///< signs the audit chain
    QString logs() const { return m_dir.filePath(QStringLiteral("logs")); }
    QString lockFile() const { return m_dir.filePath(QStringLiteral("owner.lock")); }
    /// Where the owner listens: in the home folder, or, where that path is too long for a socket address,
    /// in a private folder of this user named after a hash of it.
    QString socket() const;

private:
    explicit Home(QDir dir) : m_dir(std::move(dir)) {}
    QDir m_dir;
};

/// Held by the one process that may touch the database. Dropped by the kernel when the process dies.
class HomeLock final
{
public:
    /// Errors: Busy when another process is the owner, ReadOnly, Failed.
    static Result<std::unique_ptr<HomeLock>> acquire(const Home &home);
    ~HomeLock();

private:
    explicit HomeLock(int fd) : m_fd(fd) {}
    int m_fd;
};

} // namespace aiops
