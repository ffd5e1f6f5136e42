#include "storage/database.h"

#include <QFile>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

namespace {

void sql(const QString &path, const QStringList &statements, bool keep = false)
{
    QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"other"_s);
    db.setDatabaseName(path);
    QVERIFY(db.open());
    for (const QString &statement : statements)
        QVERIFY(QSqlQuery(db).exec(statement));
    if (keep)
        return;
    db.close();
    db = {};
    QSqlDatabase::removeDatabase(u"other"_s);
}

void overwrite(const QString &path, qint64 from, const QByteArray &bytes)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadWrite));
    QVERIFY(file.seek(from));
    QCOMPARE(file.write(bytes), bytes.size());
}

} // namespace

class TestDatabaseFaults final : public QObject
{
    Q_OBJECT

private slots:
    void faultsHaveNames_data()
    {
        using Damage = std::function<void(const QString &)>;
        QTest::addColumn<Damage>("damage");
        QTest::addColumn<Errc>("code");
        QTest::newRow("not a database") << Damage([](const QString &p) { overwrite(p, 0, "this is no database at all"); }) << Errc::Corrupt;
        QTest::newRow("random bytes") << Damage([](const QString &p) { overwrite(p, 0, QByteArray(8192, '\x5a')); }) << Errc::Corrupt;
        QTest::newRow("zeroed schema page") << Damage([](const QString &p) { overwrite(p, 100, QByteArray(3996, '\0')); }) << Errc::Corrupt;
        QTest::newRow("truncated") << Damage([](const QString &p) { QVERIFY(QFile::resize(p, 6000)); }) << Errc::Corrupt;
        QTest::newRow("newer") << Damage([](const QString &p) {
            sql(p, {u"INSERT INTO schema_migration VALUES (9999, 'x', 'x', 'x')"_s}); }) << Errc::TooNew;
        QTest::newRow("changed migration") << Damage([](const QString &p) {
            sql(p, {u"UPDATE schema_migration SET checksum = 'x'"_s}); }) << Errc::Integrity;
        QTest::newRow("locked") << Damage([](const QString &p) { sql(p, {u"BEGIN IMMEDIATE"_s}, true); }) << Errc::Busy;
    }
    void faultsHaveNames()
    {
        QFETCH(std::function<void(const QString &)>, damage);
        QFETCH(Errc, code);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"aiops.db"_s);
        QVERIFY(storage::Database::open(path, m_clock));
        damage(path);
        const auto opened = storage::Database::open(path, m_clock);
        QSqlDatabase::removeDatabase(u"other"_s);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, code);
        QVERIFY(!opened.error().text.isEmpty());
    }

    void aFaultMetInTheBackgroundIsToldToWhoAsks()
    {
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"aiops.db"_s);
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("this is no database at all, and it is long enough to be looked at as one............................");
        file.close();
        const auto database = storage::Database::begin(path, m_clock);
        const auto change = database->local<void>([](QSqlDatabase &) { return Status(); });
        const auto status = database->opened();
        QVERIFY(!status);
        QCOMPARE(status.error().code, Errc::Corrupt);
        QCOMPARE(database->opened().error().code, Errc::Corrupt); // as often as one asks
        QVERIFY(!QSqlQuery(database->reader()).exec(u"SELECT count(*) FROM row_instance"_s));
        QVERIFY(!change.isFinished());
    }

    void aReaderWaitsUntilTheLayoutIsThere()
    {
        const QTemporaryDir folder;
        const auto database = storage::Database::begin(folder.filePath(u"aiops.db"_s), m_clock);
        QSqlQuery query(database->reader());
        QVERIFY(query.exec(u"SELECT count(*) FROM row_instance"_s) && query.next());
        QCOMPARE(query.value(0).toInt(), 0);
        QVERIFY(database->opened().has_value());
    }

    void changesQueueUpWhileItOpens()
    {
        const QTemporaryDir folder;
        const auto database = storage::Database::begin(folder.filePath(u"aiops.db"_s), m_clock);
        const auto change = database->local<int>([](QSqlDatabase &db) -> Result<int> {
            QSqlQuery query(db);
            return query.exec(u"SELECT count(*) FROM schema_migration"_s) && query.next() ? query.value(0).toInt() : 0;
        });
        QTRY_VERIFY(change.isFinished());
        QVERIFY(takeResult(change).value_or(0) > 0);
    }

    void aMissingFolderIsNamed()
    {
        const auto opened = storage::Database::open(u"/nonexistent/folder/aiops.db"_s, m_clock);
        QVERIFY(!opened);
        QCOMPARE(opened.error().code, Errc::NotFound);
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestDatabaseFaults)
#include "tst_databasefaults.moc"
