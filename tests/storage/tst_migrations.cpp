#include "storage/connection.h"
#include "storage/database.h"
#include "storage/migrations.h"
#include "storage/sqlerror.h"
#include "support/fakeclock.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;
using storage::Migration;
using storage::Migrations;
using storage::run;

namespace {

const Migration kFirst{1, u"hosts"_s, "CREATE TABLE host (name TEXT NOT NULL)\n--;\nINSERT INTO host VALUES ('web-1')\n"};
const Migration kSecond{2, u"ports"_s, "ALTER TABLE host ADD COLUMN port INTEGER\n--;\nUPDATE host SET port = 22\n"};
const Migration kThird{3, u"notes"_s, "ALTER TABLE host ADD COLUMN note TEXT\n"};
const Migration kBroken{3, u"broken"_s, "ALTER TABLE host ADD COLUMN half TEXT\n--;\nUPDATE host SET port = NULL\n--;\nUPDATE nowhere SET x = 1\n"};

} // namespace

class TestMigrations final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"aiops.db"_s);
        QVERIFY(apply({kFirst}));
        QVERIFY(!QFile::exists(copy(1)));
    }

    void anUpgradeKeepsACopyOfTheOldState()
    {
        QVERIFY(apply({kFirst, kSecond, kThird}));
        QCOMPARE(ask(m_path, u"SELECT name || ' ' || port || ' ' || coalesce(note, 'none') FROM host"_s), u"web-1 22 none"_s);
        QCOMPARE(version(m_path), u"3"_s);
        QVERIFY(QFile::exists(copy(2)));
        QVERIFY(!QFile::exists(copy(3)));
        QCOMPARE(ask(copy(2), u"PRAGMA integrity_check"_s), u"ok"_s);
        QCOMPARE(version(copy(2)), u"1"_s);
        QCOMPARE(ask(copy(2), u"SELECT count(*) FROM pragma_table_info('host')"_s), u"1"_s);
        QCOMPARE(ask(copy(2), u"SELECT name FROM host"_s), u"web-1"_s);
    }

    void aFailingStepLeavesTheVersionBefore()
    {
        QVERIFY(apply({kFirst, kSecond}));
        const Status failed = apply({kFirst, kSecond, kBroken});
        QVERIFY(!failed);
        QCOMPARE(version(m_path), u"2"_s);
        QCOMPARE(ask(m_path, u"SELECT count(*) FROM pragma_table_info('host')"_s), u"2"_s);
        QCOMPARE(ask(m_path, u"SELECT port FROM host"_s), u"22"_s);
        QCOMPARE(version(copy(3)), u"2"_s);
        QVERIFY(apply({kFirst, kSecond, kThird})); // the repaired program goes on
        QCOMPARE(version(m_path), u"3"_s);
    }

    void applyingAgainChangesNothing()
    {
        QVERIFY(apply({kFirst, kSecond}));
        QVERIFY(QFile::remove(copy(2)));
        QVERIFY(apply({kFirst, kSecond}));
        QVERIFY(!QFile::exists(copy(2)));
    }

    void aFailedCopyStopsTheUpgradeAndLeavesNoHalfOne()
    {
        QVERIFY(QDir().mkpath(copy(2))); // a folder in its place
        QVERIFY(!apply({kFirst, kSecond}));
        QCOMPARE(version(m_path), u"1"_s);
    }

    void aChangedOrNewerStepIsRefused()
    {
        Migration other = kFirst;
        other.sql += " ";
        QCOMPARE(apply({other}).error().code, Errc::Integrity);
        QVERIFY(apply({kFirst, kSecond}));
        QCOMPARE(apply({kFirst}).error().code, Errc::TooNew);
    }

    void integrityIsCheckedOnceAWeek()
    {
        const QString path = m_folder->filePath(u"real.db"_s);
        test::FakeClock clock;
        const auto checkedAt = [&] { return ask(path, u"SELECT value FROM sync_meta WHERE key = 'integrity_checked_at'"_s); };
        QVERIFY(storage::Database::open(path, clock));
        const QString first = checkedAt();
        QVERIFY(first.startsWith(u"2026-"_s));
        clock.advance(std::chrono::days(6));
        QVERIFY(storage::Database::open(path, clock));
        QCOMPARE(checkedAt(), first);
        clock.advance(std::chrono::days(2));
        QVERIFY(storage::Database::open(path, clock));
        QCOMPARE_GT(checkedAt(), first);
        clock.advance(-std::chrono::days(300));
        QVERIFY(storage::Database::open(path, clock));
        QCOMPARE_LT(checkedAt(), first);
    }

private:
    QString copy(int number) const { return u"%1.before-%2"_s.arg(m_path).arg(number, 4, 10, QChar(u'0')); }

    Status apply(QList<Migration> list)
    {
        auto db = storage::openWriter(m_path, u"migrating"_s);
        const Status done = Migrations(std::move(list)).apply(*db, m_path, m_clock.now());
        *db = {};
        storage::closeConnection(u"migrating"_s);
        return done;
    }
    static QString ask(const QString &path, const QString &sql)
    {
        QString answer = u"error"_s;
        {
            QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"asking"_s);
            db.setDatabaseName(path);
            db.setConnectOptions(u"QSQLITE_OPEN_READONLY"_s);
            if (db.open()) {
                auto query = run(db, sql);
                answer = query && query->next() ? query->value(0).toString() : u"nothing"_s;
            }
        }
        storage::closeConnection(u"asking"_s);
        return answer;
    }
    static QString version(const QString &path) { return ask(path, u"SELECT max(number) FROM schema_migration"_s); }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
};

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
