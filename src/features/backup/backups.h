#pragma once

#include "features/backup/backupfile.h"
#include "features/backup/schedule.h"

#include "core/clock.h"
#include "core/future.h"
#include "core/permit.h"

#include <QObject>
#include <QTimer>

namespace aiops {
class Home;
}
namespace aiops::storage {
class Database;
}
namespace aiops::team {
class Gatekeeper;
}

namespace aiops::backup {

struct WriteRequest
{
    QString path;
    bool overwrite = false;
    std::shared_ptr<const Secret> passphrase; ///< of the file; null: the vault seals it
};

struct WriteReport
{
    QString path;
    qint64 bytes = 0;
    QJsonObject tables;
};

/// What may open a backup, tried in this order; all null: the vault that is open.
struct Opener
{
    std::shared_ptr<const Secret> passphrase; ///< of the file, or of the vault that sealed it
    std::shared_ptr<const Secret> kit;        ///< recovery key
};

struct RestoreReport
{
    QString folder;
    Manifest manifest;
    QStringList files;
};

/// A restore into a temporary folder that was looked at and removed again.
struct TestReport
{
    Manifest manifest;
    qint64 auditRows = 0;
    qint64 auditFirstBad = 0;  ///< 0: the chain holds
    QStringList differences;   ///< tables that have other counts than the manifest says
    bool isGood() const { return auditFirstBad == 0 && differences.isEmpty(); }
};

struct BackupState
{
    Schedule schedule;
    QDateTime lastAt;
    QString lastFile;
    QString lastProblem;       ///< of the last try; empty: it went well
    QDateTime lastTestedAt;
    QDateTime nextAt;          ///< while a schedule is on
    bool isRunning = false;
    bool waitsForVault = false; ///< it is due, but the vault is locked
};

/// Everything of a home folder as one encrypted file, now or on a schedule (docs/backup.md). The schedule runs while this
/// program runs and the vault is open. Main thread; the work runs in Qt's pool.
class Backups final : public QObject
{
    Q_OBJECT

public:
    Backups(const Home &home, storage::Database &database, vault::Vault &vault, team::Gatekeeper &gatekeeper, const Clock &clock, QObject *parent = nullptr);
    ~Backups() override;

    /// Errors: VaultLocked, VaultMissing (without a passphrase), Invalid (weak), Conflict, DiskFull, Denied, Busy.
    Future<WriteReport> write(Permit permit, WriteRequest request, vault::SharedProgress progress = {});
    /// Into a new folder, never over the one that is in use. Errors: those of restoreBackup(), WrongPassphrase, VaultLocked.
    Future<RestoreReport> restore(Permit permit, QString file, QString folder, Opener opener);
    /// Restores into a temporary folder, opens the database, checks it and the audit chain, compares the counts.
    Future<TestReport> test(QString file, Opener opener);

    BackupState state() const;
    /// Errors: NotFound (the folder), Invalid.
    Status setSchedule(Permit permit, const Schedule &schedule);
    QList<BackupInfo> list() const; ///< in the folder of the schedule, newest first

signals:
    void changed();

private:
    void look();
    Future<void> runScheduled();
    Result<KeyOf> keyOf(const Opener &opener, const QString &file) const;
    void note(const QString &path, const Status &outcome);
    bool isDue() const;

    const Home &m_home;
    storage::Database &m_database;
    vault::Vault &m_vault;
    team::Gatekeeper &m_gatekeeper;
    const Clock &m_clock;
    const std::chrono::milliseconds m_startedAt; ///< since boot
    QTimer m_timer;
    bool m_running = false;
    vault::SharedProgress m_progress; ///< of the run of the schedule
};

} // namespace aiops::backup
