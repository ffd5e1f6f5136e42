#include "core/home.h"
#include "features/backup/backups.h"
#include "team/auditlog.h"
#include "vault/canonical.h"
#include "vault/exportfile.h"
#include "vault/recovery.h"
#include "vault/vaulthome.h"

#include <QSignalSpy>

using namespace aiops;
using namespace aiops::backup;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using team::Action;
using vault::finished;
using vault::secret;

namespace {

const QByteArray kPassphrase = "plum anchor velvet tractor";
const QByteArray kOwn = "copper window seventeen lazy otters";

/// A whole home folder with its audit chain.
struct World
{
    QTemporaryDir dir;
    aiops::test::FakeClock clock;
    Home home = *Home::open(dir.filePath(u"home"_s));
    std::unique_ptr<storage::Database> database = std::move(*storage::Database::open(home.database(), clock));
    std::shared_ptr<team::AuditLog> audit = std::make_shared<team::AuditLog>(*database);
    team::Gatekeeper gatekeeper{clock, audit};
    vault::Vault vault{*database, clock, vault::KdfCost::floor()};
    Backups backups{home, *database, vault, gatekeeper, clock};

    World()
    {
        QDir(dir.path()).mkdir(u"backups"_s);
        clock.advance(31s); // a program that stays
    }
    Permit permit(Action action) { return std::move(*gatekeeper.request(action)); }
    QString path(const QString &name) const { return dir.filePath(name); }
    bool fill()
    {
        return finished(vault.create(permit(Action::VaultCreate), secret(kPassphrase)))
               && finished(vault.add(permit(Action::CredentialAdd), {.name = u"db"_s, .kind = vault::Kind::Password, .user = {}, .notes = {},
                                                                    .value = secret("CANARY-backup"), .keyPassphrase = {}}));
    }
    Result<WriteReport> write(const QString &name, const QByteArray &own = {})
    {
        return finished(backups.write(permit(Action::BackupWrite), {.path = path(name), .passphrase = own.isEmpty() ? nullptr : secret(own)}));
    }
    Result<TestReport> test(const QString &name, const Opener &opener = {}) { return finished(backups.test(path(name), opener)); }
    Result<RestoreReport> restore(const QString &name, const QString &folder, const Opener &opener = {})
    {
        return finished(backups.restore(permit(Action::BackupRestore), path(name), path(folder), opener));
    }
    void lock() { vault.lock(permit(Action::VaultLock)); }
    QStringList written() const { return QDir(path(u"backups"_s)).entryList(QDir::Files, QDir::Name); }
    QStringList leftovers() const
    {
        return QDir(home.path()).entryList({u".backup*"_s}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
};

QByteArray content(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

bool put(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
}

} // namespace

class TestBackups final : public QObject
{
    Q_OBJECT

private slots:
    void intervalsAreRead_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("minutes") << u"30m"_s << qint64(1800);
        QTest::newRow("hours") << u"12h"_s << qint64(43200);
        QTest::newRow("days") << u"1d"_s << qint64(86400);
        QTest::newRow("weeks") << u"2w"_s << qint64(1209600);
        QTest::newRow("a year") << u"366d"_s << qint64(366 * 86400);
        for (const QString &bad : {u""_s, u"d"_s, u"0d"_s, u"-1d"_s, u"1"_s, u"1y"_s, u"1.5h"_s, u"367d"_s, u"99999999999999999999d"_s, u"9223372036854775807w"_s, u"1 d x"_s})
            QTest::addRow("bad %s", qPrintable(bad)) << bad << qint64(-1);
    }
    void intervalsAreRead()
    {
        QFETCH(QString, text);
        QFETCH(qint64, seconds);
        const auto read = parseInterval(text);
        QCOMPARE(read ? qint64(read->count()) : -1, seconds);
        if (read)
            QCOMPARE(*parseInterval(intervalText(*read)), *read);
    }

    void onlyOurOldestGo()
    {
        const QStringList names{u"aiops-20261103T000000Z.aiopsbackup"_s, u"aiops-20261101T000000Z.aiopsbackup"_s, u"aiops-20261102T000000Z.aiopsbackup"_s,
                                u"aiops-2026.aiopsbackup"_s, u"letter.txt"_s, u"aiops-20261101T000000Z.aiopsbackup.old"_s};
        QCOMPARE(tooMany(names, 2), QStringList{u"aiops-20261101T000000Z.aiopsbackup"_s});
        QCOMPARE(tooMany(names, 3), QStringList());
        QCOMPARE(tooMany(names, 1).size(), 2);
        QVERIFY(isScheduledName(scheduledName(QDateTime::currentDateTimeUtc())));
    }

    void aBackupRestoresEverything()
    {
        World world;
        QVERIFY(world.fill());
        QVERIFY(put(world.home.knownHosts(), "host key\n") && put(world.home.settings(), "[a]\nb=c\n"));
        const auto report = world.write(u"b"_s);
        QVERIFY2(report.has_value(), report ? "" : qPrintable(report.error().text + report.error().detail));
        QCOMPARE(report->tables[u"row_secret"_s].toInt(), 1);
        QVERIFY(!(QFileInfo(world.path(u"b"_s)).permissions() & (QFile::ReadGroup | QFile::ReadOther)));
        QVERIFY(!content(world.path(u"b"_s)).contains("SQLite format"));
        QCOMPARE(world.leftovers(), QStringList());
        const auto restored = world.restore(u"b"_s, u"restored"_s);
        QVERIFY2(restored.has_value(), restored ? "" : qPrintable(restored.error().text));
        QCOMPARE(restored->files, partNames());
        QCOMPARE(content(world.path(u"restored/known_hosts"_s)), QByteArray("host key\n"));
        QCOMPARE(content(world.path(u"restored/settings.ini"_s)), QByteArray("[a]\nb=c\n"));
        auto database = storage::Database::open(world.path(u"restored/aiops.db"_s), world.clock);
        QVERIFY(database.has_value());
        vault::Vault vault(**database, world.clock, vault::KdfCost::floor());
        (*database)->setAuditHook([](QSqlDatabase &, const AuditEntry &) { return Status(); });
        QVERIFY(finished(vault.unlock(world.permit(Action::VaultUnlock), secret(kPassphrase))));
        QCOMPARE(vault.credentials()->constFirst().name, u"db"_s);
    }

    void aRestoreNeverGoesOverSomething()
    {
        World world;
        QVERIFY(world.fill() && world.write(u"b"_s));
        const QByteArray before = content(world.home.settings());
        QCOMPARE(finished(world.backups.restore(world.permit(Action::BackupRestore), world.path(u"b"_s), world.home.path(), {})).error().code, Errc::Conflict);
        QCOMPARE(content(world.home.settings()), before);
        QVERIFY(QDir().mkdir(world.path(u"empty"_s)) && world.restore(u"b"_s, u"empty"_s));
        QCOMPARE(world.write(u"b"_s).error().code, Errc::Conflict);
    }

    void whatOpensAFile()
    {
        World world;
        QVERIFY(world.fill());
        const auto kit = finished(vault::VaultRecovery(world.vault).create(world.permit(Action::VaultRecovery)));
        QVERIFY(world.write(u"sealed"_s) && world.write(u"own"_s, kOwn));
        QVERIFY(inspect(world.path(u"own"_s))->byPassphrase && !inspect(world.path(u"sealed"_s))->byPassphrase);
        world.lock();
        QCOMPARE(world.test(u"sealed"_s).error().code, Errc::VaultLocked);
        QCOMPARE(world.test(u"sealed"_s, {.passphrase = secret(kOwn), .kit = {}}).error().code, Errc::WrongPassphrase);
        QVERIFY(world.test(u"sealed"_s, {.passphrase = secret(kPassphrase), .kit = {}})->isGood());
        QVERIFY(world.test(u"sealed"_s, {.passphrase = {}, .kit = kit->code})->isGood());
        QCOMPARE(world.test(u"own"_s).error().code, Errc::Denied);
        QCOMPARE(world.test(u"own"_s, {.passphrase = secret(kPassphrase), .kit = {}}).error().code, Errc::WrongPassphrase);
        QVERIFY(world.test(u"own"_s, {.passphrase = secret(kOwn), .kit = {}})->isGood());
        QVERIFY(!world.test(u"own"_s, {.passphrase = {}, .kit = kit->code}));
        QCOMPARE(world.write(u"locked"_s).error().code, Errc::VaultLocked);
        QVERIFY(world.write(u"own2"_s, kOwn));
        QCOMPARE(world.write(u"weak"_s, "abc").error().code, Errc::Invalid);
        World other;
        QVERIFY(other.fill());
        QVERIFY(QFile::copy(world.path(u"sealed"_s), other.path(u"sealed"_s)));
        QCOMPARE(other.test(u"sealed"_s).error().code, Errc::NotFound);
        QVERIFY(other.restore(u"sealed"_s, u"r"_s, {.passphrase = secret(kPassphrase), .kit = {}}));
    }

    void aDamagedBackupRestoresNothing()
    {
        World world;
        QVERIFY(world.fill() && world.write(u"b"_s));
        const QByteArray good = content(world.path(u"b"_s));
        for (qsizetype at = 0; at < good.size(); at += good.size() / 40) {
            QByteArray bad = good;
            bad[at] = char(bad[at] ^ 4);
            QVERIFY(put(world.path(u"bad"_s), bad));
            QVERIFY2(!world.restore(u"bad"_s, u"r"_s), qPrintable(QString::number(at)));
            QVERIFY(!QFileInfo::exists(world.path(u"r"_s)));
            QVERIFY(!world.test(u"bad"_s));
        }
        QVERIFY(put(world.path(u"bad"_s), good.chopped(1000)));
        QVERIFY(world.restore(u"bad"_s, u"r"_s).error().text.contains(u"incomplete"_s));
        QCOMPARE(world.leftovers(), QStringList());
    }

    /// Somebody who knows the passphrase makes a file: still nothing is written beside the folder.
    void onlyKnownNamesAreRestored_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : {u"../evil"_s, u"/tmp/evil"_s, u"evil"_s, u"aiops.db/x"_s, u""_s, u"owner.sock"_s})
            QTest::addRow("%s", qPrintable(name)) << name;
    }
    void onlyKnownNamesAreRestored()
    {
        QFETCH(QString, name);
        World world;
        QVERIFY(put(world.path(u"part"_s), "content"));
        vault::ExportHeader header{.content = u"backup"_s, .cost = vault::KdfCost::floor(), .salt = QByteArray(16, 's'), .keys = {}, .file = newUuid()};
        const auto key = vault::passphraseKey(header, *secret(kOwn));
        WriteTask task{.path = world.path(u"evil.aiopsbackup"_s), .parts = {{name, world.path(u"part"_s)}}, .manifest = {}, .header = header,
                       .key = std::make_shared<const Secret>(key->clone()), .signer = {}};
        vault::Progress progress;
        QVERIFY(writeBackup(task, progress));
        const auto restored = world.restore(u"evil.aiopsbackup"_s, u"r/deep"_s, {.passphrase = secret(kOwn), .kit = {}});
        QVERIFY(!restored);
        QCOMPARE(restored.error().code, Errc::Corrupt);
        QVERIFY(!QFileInfo::exists(world.path(u"r/evil"_s)) && !QFileInfo::exists(world.path(u"evil"_s)) && !QFileInfo::exists(world.path(u"r/deep"_s)));
    }

    void aBrokenDatabaseFailsTheTest()
    {
        World world;
        QVERIFY(world.fill());
        QVERIFY(put(world.path(u"part"_s), "SQLite format 3\0 but no database at all" + QByteArray(5000, 'x')));
        vault::ExportHeader header{.content = u"backup"_s, .cost = vault::KdfCost::floor(), .salt = QByteArray(16, 's'), .keys = {}, .file = newUuid()};
        const auto key = vault::passphraseKey(header, *secret(kOwn));
        WriteTask task{.path = world.path(u"broken"_s), .parts = {{u"aiops.db"_s, world.path(u"part"_s)}}, .manifest = {}, .header = header,
                       .key = std::make_shared<const Secret>(key->clone()), .signer = {}};
        vault::Progress progress;
        QVERIFY(writeBackup(task, progress));
        QVERIFY(!world.test(u"broken"_s, {.passphrase = secret(kOwn), .kit = {}}));
        QCOMPARE(world.leftovers(), QStringList());
    }

    void theScheduleWritesTestsAndKeepsSoMany()
    {
        World world;
        QVERIFY(world.fill());
        world.vault.setAutoLock(0s);
        QVERIFY(put(world.path(u"backups/letter.txt"_s), "mine"));
        QSignalSpy changed(&world.backups, &Backups::changed);
        QVERIFY(world.backups.setSchedule(world.permit(Action::SettingsChange), {.every = 24h, .keep = 2, .folder = world.path(u"backups"_s)}));
        for (int day = 0; day < 4; ++day) {
            const QDateTime now = world.clock.now();
            emit world.vault.stateChanged(); // looks, as the timer does
            QTRY_COMPARE_WITH_TIMEOUT(world.backups.state().lastAt, now, 20'000);
            QCOMPARE(world.backups.state().lastProblem, QString());
            QCOMPARE(world.backups.state().lastTestedAt, now);
            QCOMPARE(world.backups.state().nextAt, now.addDays(1));
            world.clock.advance(24h);
        }
        QTRY_VERIFY(!world.backups.state().isRunning);
        QCOMPARE(world.written().size(), 3); // two backups and what is not ours
        QVERIFY(world.written().contains(u"letter.txt"_s));
        QCOMPARE(world.backups.list().size(), 2);
        QVERIFY(world.backups.list()[0].writtenAt > world.backups.list()[1].writtenAt);
    }

    void theScheduleWaitsForTheVault()
    {
        World world;
        QVERIFY(world.fill());
        world.lock();
        QVERIFY(world.backups.setSchedule(world.permit(Action::SettingsChange), {.every = 24h, .keep = 2, .folder = world.path(u"backups"_s)}));
        QVERIFY(world.backups.state().waitsForVault);
        QTest::qWait(1);
        QCOMPARE(world.written(), QStringList());
        QVERIFY(finished(world.vault.unlock(world.permit(Action::VaultUnlock), secret(kPassphrase))));
        QTRY_COMPARE_WITH_TIMEOUT(world.written().size(), 1, 20'000);
        QTRY_VERIFY(!world.backups.state().isRunning);
        QVERIFY(!world.backups.state().waitsForVault);
    }

    void aProgramThatJustStartedDoesNotBegin()
    {
        World world;
        QVERIFY(world.fill());
        Backups fresh(world.home, *world.database, world.vault, world.gatekeeper, world.clock);
        world.clock.advance(29s);
        QVERIFY(fresh.setSchedule(world.permit(Action::SettingsChange), {.every = 24h, .keep = 2, .folder = world.path(u"backups"_s)}));
        QTest::qWait(1);
        QVERIFY(!fresh.state().isRunning);
        world.clock.advance(1s);
        QVERIFY(fresh.setSchedule(world.permit(Action::SettingsChange), {.every = 24h, .keep = 3, .folder = world.path(u"backups"_s)}));
        QTRY_VERIFY_WITH_TIMEOUT(world.written().size() == 1 && !fresh.state().isRunning, 20'000);
    }

    void aFailedRunIsToldAndTriedAtItsTime()
    {
        World world;
        QVERIFY(world.fill());
        QVERIFY(world.backups.setSchedule(world.permit(Action::SettingsChange), {.every = 24h, .keep = 2, .folder = world.path(u"backups"_s)}));
        QVERIFY(QDir().rmdir(world.path(u"backups"_s)));
        emit world.vault.stateChanged();
        QTRY_VERIFY_WITH_TIMEOUT(!world.backups.state().lastProblem.isEmpty(), 20'000);
        QCOMPARE(world.backups.state().nextAt, world.clock.now().addDays(1));
        QVERIFY(!world.backups.setSchedule(world.permit(Action::SettingsChange), {.every = 24h, .keep = 2, .folder = world.path(u"gone"_s)}));
    }
};

QTEST_GUILESS_MAIN(TestBackups)
#include "tst_backups.moc"
