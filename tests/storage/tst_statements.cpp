#include "core/clock.h"
#include "storage/connection.h"
#include "storage/migrations.h"
#include "storage/sqlerror.h"
#include "storage/statements.h"

#include <QSqlRecord>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace aiops;
using namespace Qt::StringLiterals;
using storage::run;

class TestStatements final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        QTest::failOnWarning(); // of Qt: "connection is still in use", "not positioned on a valid record"
        m_folder = std::make_unique<QTemporaryDir>();
        m_path = m_folder->filePath(u"some.db"_s);
        m_db = *storage::openWriter(m_path, u"writer"_s);
        QVERIFY(run(m_db, u"CREATE TABLE number (n INTEGER PRIMARY KEY, word TEXT UNIQUE)"_s));
        for (int i = 1; i <= 5; ++i)
            QVERIFY(run(m_db, kInsert, {i, QString::number(i)}));
        storage::statementsOf(m_db)->clear();
    }
    void cleanup()
    {
        storage::closeReaderOfThread(u"reader"_s);
        m_db = {};
        storage::closeConnection(u"writer"_s);
    }

    void aTextIsKeptFromItsSecondUseOn()
    {
        QVERIFY(run(m_db, u"SELECT 1"_s));
        QCOMPARE(kept(), 0u);
        QVERIFY(run(m_db, u"SELECT 1"_s));
        QCOMPARE(kept(), 1u);
        for (int i = 0; i < 10; ++i) {
            auto query = run(m_db, u"SELECT ? + ?"_s, {i, 1});
            QVERIFY(query && query->next());
            QCOMPARE(query->value(0).toInt(), i + 1);
            QVERIFY(!query->next());
        }
        QCOMPARE(kept(), 2u);
    }

    void theSameTextInsideItsOwnRowsDoesNotDisturbThem()
    {
        QStringList pairs;
        for (int turn = 0; turn < 3; ++turn) {
            pairs.clear();
            auto outer = run(m_db, kSome, {0});
            while (outer->next()) {
                auto inner = run(m_db, kSome, {outer->value(0).toInt()});
                while (inner->next())
                    pairs += outer->value(1).toString() + inner->value(1).toString();
            }
        }
        QCOMPARE(pairs.join(u' '), u"12 13 14 15 23 24 25 34 35 45"_s);
        QCOMPARE(kept(), 1u);
    }

    void aCopyOfAQueryKeepsTheStatement()
    {
        useTwice(kSome);
        auto query = run(m_db, kSome, {0});
        QVERIFY(query->next());
        std::optional<QSqlQuery> kept(std::move(*query));
        query = run(m_db, kSome, {3});
        QVERIFY(query->next());
        QCOMPARE(query->value(0).toInt(), 4);
        QVERIFY(kept->next());
        QCOMPARE(kept->value(0).toInt(), 2);
        kept->finish();
        QVERIFY(!kept->next());
        QVERIFY(query->next());
    }

    /// An open read would show the old rows for ever, and keep the journal from being emptied.
    void aReadThatWasNotReadToItsEndIsClosedWithItsQuery()
    {
        QSqlDatabase reader = storage::readerOfThread(m_path, u"reader"_s);
        for (int i = 0; i < 4; ++i) {
            auto query = run(reader, kSome, {0});
            QVERIFY(query->next());
        }
        QCOMPARE(storage::statementsOf(reader)->size(), 1u);
        QVERIFY(run(m_db, kInsert, {6, u"6"_s}));
        auto checkpoint = run(m_db, u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        QVERIFY(checkpoint->next());
        QCOMPARE(checkpoint->value(0).toInt(), 0); // not busy
        auto count = run(reader, u"SELECT count(*) FROM number"_s);
        QVERIFY(count->next());
        QCOMPARE(count->value(0).toInt(), 6);
    }

    void finishClosesARead()
    {
        QSqlDatabase reader = storage::readerOfThread(m_path, u"reader"_s);
        useTwice(kSome, reader);
        auto query = run(reader, kSome, {0});
        QVERIFY(query->next());
        query->finish();
        QVERIFY(run(m_db, kInsert, {6, u"6"_s}));
        auto checkpoint = run(m_db, u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
        QVERIFY(checkpoint->next());
        QCOMPARE(checkpoint->value(0).toInt(), 0);
    }

    void aFailedStatementIsNotKept()
    {
        useTwice(kSome);
        for (int i = 0; i < 3; ++i) {
            auto again = run(m_db, kInsert, {1, u"one"_s});
            QVERIFY(!again);
            QCOMPARE(again.error().code, Errc::Conflict);
        }
        QCOMPARE(kept(), 1u);
        for (int i = 6; i < 9; ++i)
            QVERIFY(run(m_db, kInsert, {i, QString::number(i)}));
        QCOMPARE(kept(), 2u);
        QVERIFY(!run(m_db, kInsert, {8, u"eight"_s}));
        QCOMPARE(kept(), 1u);
        QVERIFY(run(m_db, kInsert, {9, u"nine"_s}));
        QCOMPARE(number(u"SELECT count(*) FROM number"_s), 9);
    }

    void valuesOfTheLastUseAreNeverThoseOfThis()
    {
        const QString both = u"SELECT count(*) FROM number WHERE n > ? AND n < ?"_s;
        for (int i = 0; i < 3; ++i) {
            auto query = run(m_db, both, {0, 4});
            QVERIFY(query->next());
            QCOMPARE(query->value(0).toInt(), 3);
        }
        QVERIFY(!run(m_db, both, {0}));
        QVERIFY(!run(m_db, both, {}));
        QVERIFY(!run(m_db, both, {0, 4, 5}));
        auto nothing = run(m_db, both, {0, QVariant()});
        QVERIFY(nothing->next());
        QCOMPARE(nothing->value(0).toInt(), 0);
    }

    void rowsThatChangedAreCountedAndIdsGiven()
    {
        for (int i = 0; i < 3; ++i) {
            auto done = run(m_db, u"UPDATE number SET word = word || 'x' WHERE n > ?"_s, {i});
            QVERIFY(done);
            QCOMPARE(done->numRowsAffected(), 5 - i);
            QVERIFY(!done->next());
        }
        for (int i = 6; i < 9; ++i) {
            auto done = run(m_db, u"INSERT INTO number (word) VALUES (?)"_s, {QString::number(i)});
            QCOMPARE(done->lastInsertId().toInt(), i);
        }
    }

    void textsMadeForOneQuestionDoNotDriveOutTheOthers()
    {
        useTwice(kSome);
        for (int i = 1; i < 500; ++i)
            QVERIFY(run(m_db, u"SELECT n FROM number WHERE n IN (%1)"_s.arg(QStringList(i, u"1"_s).join(u','))));
        QCOMPARE(kept(), 1u);
        for (int i = 0; i < 200; ++i)
            useTwice(u"SELECT n + %1 FROM number WHERE n > ?"_s.arg(i));
        QCOMPARE(kept(), storage::StatementCache::most);
    }

    void oneThatIsUsedOftenStays()
    {
        useTwice(kSome);
        for (int i = 0; i < 100; ++i) {
            useTwice(u"SELECT n + %1 FROM number WHERE n > ?"_s.arg(i));
            const size_t before = kept();
            auto query = run(m_db, kSome, {0});
            QCOMPARE(kept(), before - 1); // it came from there
        }
    }

    void whatIsNoQuestionOrChangeIsNotKept_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("setting") << u"PRAGMA cache_size=-4096"_s;
        QTest::newRow("layout") << u"CREATE TABLE IF NOT EXISTS other (a)"_s;
        QTest::newRow("attach") << u"ATTACH ':memory:' AS more%1"_s;
        QTest::newRow("rollback") << u"ROLLBACK TO x"_s;
        QTest::newRow("too long") << u"SELECT '%1'"_s.arg(QString(5000, u'x'));
    }
    void whatIsNoQuestionOrChangeIsNotKept()
    {
        QFETCH(QString, sql);
        QVERIFY(run(m_db, u"SAVEPOINT x"_s));
        for (int i = 0; i < 3; ++i)
            (void)run(m_db, sql.contains(u"%1"_s) ? sql.arg(0) : sql);
        QVERIFY(run(m_db, u"RELEASE x"_s));
        QCOMPARE(kept(), 0u);
    }

    void aStatementThatHeldMuchIsNotKept()
    {
        const QString big(100'000, u'x');
        const QString length = u"SELECT length(?)"_s, zeros = u"SELECT zeroblob(?)"_s;
        for (int i = 0; i < 4; ++i) {
            auto one = run(m_db, length, {big});
            QVERIFY(one->next());
            QCOMPARE(one->value(0).toInt(), 100'000);
            auto two = run(m_db, zeros, {200'000});
            QVERIFY(two->next());
            QCOMPARE(two->value(0).toByteArray().size(), 200'000);
        }
        QCOMPARE(kept(), 0u);
        useTwice(u"SELECT length(?)"_s);
        QCOMPARE(kept(), 1u);
    }

    void aChangedLayoutIsSeen()
    {
        const QString all = u"SELECT * FROM number WHERE n > ?"_s;
        useTwice(all);
        QVERIFY(storage::Migrations({{1, u"more"_s, "ALTER TABLE number ADD COLUMN more TEXT"}}).apply(m_db, m_path, QDateTime::currentDateTimeUtc()));
        QCOMPARE(kept(), 0u);
        auto query = run(m_db, all, {0});
        QVERIFY(query->next());
        QCOMPARE(query->record().count(), 3);
        query->finish();
        QVERIFY(run(m_db, u"CREATE INDEX word ON number (word, n)"_s)); // another plan for one that is kept
        useTwice(kSome);
        QVERIFY(run(m_db, u"DROP INDEX word"_s));
        QCOMPARE(number(u"SELECT count(*) FROM number WHERE n > 2"_s), 3);
        useTwice(kSome);
    }

    void aConnectionClosesUnderItsQueries()
    {
        useTwice(kSome);
        auto query = run(m_db, kSome, {0});
        QVERIFY(query->next());
        m_db = {};
        storage::closeConnection(u"writer"_s);
        query = std::unexpected(Error{});
        m_db = *storage::openWriter(m_path, u"writer"_s); // the name again, and nothing of the one before
        QCOMPARE(kept(), 0u);
        useTwice(kSome);
        QCOMPARE(kept(), 1u);
    }

    void aThreadTakesItsStatementsWithIt()
    {
        std::weak_ptr<storage::StatementCache> statements;
        size_t inThread = 0;
        std::thread([&] {
            QSqlDatabase reader = storage::readerOfThread(m_path, u"reader"_s);
            useTwice(kSome, reader);
            statements = storage::statementsOf(reader);
            inThread = statements.lock()->size();
        }).join();
        QCOMPARE(inThread, 1u);
        QVERIFY(statements.expired());
    }

    void connectionsOpenedElsewhereKeepNothing()
    {
        {
            QSqlDatabase other = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
            other.setDatabaseName(m_path);
            QVERIFY(other.open());
            useTwice(kSome, other);
            QVERIFY(!storage::statementsOf(other));
            QVERIFY(!storage::statementsOf(QSqlDatabase()));
        }
        QSqlDatabase::removeDatabase(u"other"_s);
    }

private:
    void useTwice(const QString &sql) { useTwice(sql, m_db); }
    static void useTwice(const QString &sql, QSqlDatabase db)
    {
        for (int i = 0; i < 2; ++i) {
            auto query = run(db, sql, {1});
            QVERIFY(query && query->next());
        }
    }
    size_t kept() const { return storage::statementsOf(m_db)->size(); }
    int number(const QString &sql)
    {
        auto query = run(m_db, sql);
        return query && query->next() ? query->value(0).toInt() : -1;
    }

    inline static const QString kInsert = u"INSERT INTO number VALUES (?, ?)"_s;
    inline static const QString kSome = u"SELECT n, word FROM number WHERE n > ? ORDER BY n"_s;
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_path;
    QSqlDatabase m_db;
};

QTEST_GUILESS_MAIN(TestStatements)
#include "tst_statements.moc"
