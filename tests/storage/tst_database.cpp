#include "core/ids.h"
#include "storage/command.h"
#include "storage/database.h"
#include "storage/sqlerror.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;
using storage::Command;
using storage::run;

class TestDatabase final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_db = std::move(*storage::Database::open(m_folder->filePath(u"aiops.db"_s), m_clock));
        m_audit = std::make_shared<team::AuditLog>(*m_db);
        m_gate = std::make_unique<team::Gatekeeper>(m_clock, m_audit);
    }
    void cleanup()
    {
        m_gate.reset();
        m_db.reset();
        m_audit.reset();
    }

    void everyRowTableIsGuarded()
    {
        QSqlDatabase reader = m_db->reader();
        auto tables = run(reader, u"SELECT substr(name, 5) FROM sqlite_schema WHERE type='table' AND name LIKE 'row\\_%' ESCAPE '\\'"_s);
        int count = 0;
        while (tables->next()) {
            const QString table = tables->value(0).toString();
            auto guards = run(reader, u"SELECT count(*) FROM sqlite_schema WHERE type='trigger' AND tbl_name = ? AND name IN (?, ?, ?)"_s,
                              {u"row_"_s + table, u"guard_%1_insert"_s.arg(table), u"guard_%1_update"_s.arg(table),
                               u"guard_%1_delete"_s.arg(table)});
            QVERIFY(guards->next());
            QCOMPARE(guards->value(0).toInt(), 3);
            auto key = run(reader, u"SELECT type, pk FROM pragma_table_info(?) WHERE name = 'id'"_s, {u"row_"_s + table});
            QVERIFY(key->next());
            QCOMPARE(key->value(0).toString(), u"TEXT"_s);
            QCOMPARE(key->value(1).toInt(), 1);
            auto defaults = run(reader, u"SELECT count(*) FROM pragma_table_info(?) WHERE dflt_value IS NOT NULL"_s, {u"row_"_s + table});
            QVERIFY(defaults->next());
            QCOMPARE(defaults->value(0).toInt(), 0);
            count++;
        }
        QCOMPARE_GE(count, 9);
    }

    void aChangeOutsideACommandIsRefused()
    {
        auto future = m_db->local<void>([](QSqlDatabase &db) -> Status {
            auto done = run(db, u"INSERT INTO row_organization (id, name, slug, created_at) VALUES ('x', 'x', 'x', 'x')"_s);
            return done ? Status() : Status(std::unexpected(done.error()));
        });
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(takeResult<void>(future).error().code, Errc::Failed);
        QCOMPARE(count(u"row_organization"_s), 0);
    }

    void rowsGroupAndAuditEntryCommitTogether()
    {
        QSignalSpy changed(m_db.get(), &storage::Database::changed);
        QVERIFY(addOrganization(u"one"_s));
        QTRY_COMPARE(changed.size(), 1);
        QCOMPARE(changed.at(0).at(0).toStringList(), QStringList(u"organization"_s));
        QCOMPARE(count(u"row_organization"_s), 1);
        QCOMPARE(count(u"outbox"_s), 1);
        QCOMPARE(count(u"audit"_s), 1);
        QCOMPARE(count(u"command_mark"_s), 0);
    }

    void aFailedCommandLeavesOnlyItsRecord()
    {
        QVERIFY(addOrganization(u"one"_s));
        const Status again = addOrganization(u"one"_s);
        QVERIFY(!again);
        QCOMPARE(again.error().code, Errc::Conflict);
        QCOMPARE(count(u"row_organization"_s), 1);
        QCOMPARE(count(u"outbox"_s), 1);
        QTRY_COMPARE(count(u"audit"_s), 2);
        QCOMPARE((*m_audit->list({}))[0].entry.outcome, u"failed"_s);
    }

    void aRecordedCommandNotesWhatWasThereBefore()
    {
        const QUuid id = newUuid();
        const auto run = [&](std::function<Result<void>(Command &)> fn, storage::Database::Record record) {
            auto future = m_db->command<void>(*m_gate->request(team::Action::OrganizationEdit), std::move(fn), std::move(record));
            return QTest::qWaitFor([&] { return future.isFinished(); }) ? takeResult<void>(future) : Status(std::unexpected(Error{}));
        };
        QVERIFY(run([id](Command &command) {
            return command.insert(u"organization"_s, id, {{u"name"_s, u"one"_s}, {u"slug"_s, u"one"_s}, {u"created_at"_s, u"t"_s}});
        }, [](storage::ChangeSet) {}));
        QVERIFY(run([id](Command &command) {
            return command.set(u"organization"_s, id, {{u"name"_s, QString(300, u'x')}, {u"slug"_s, u"one"_s}});
        }, [](storage::ChangeSet) {}));
        const QJsonArray changes = (*m_audit->list({.limit = 1}))[0].entry.detail[u"changes"_s].toArray();
        QCOMPARE(changes.size(), 1); // the slug is the same
        QCOMPARE(changes[0][u"field"_s].toString(), u"name"_s);
        QCOMPARE(changes[0][u"before"_s].toString(), u"one"_s);
        QCOMPARE(changes[0][u"after"_s].toString().size(), 201);
    }

    void manyRowsAtOnceAreWhatTheyAreOneByOne()
    {
        const QStringList columns{u"created_at"_s, u"name"_s, u"slug"_s};
        QList<Command::NewRow> rows;
        for (int i = 0; i < 75; ++i)
            rows.append({newUuid(), {u"t"_s, u"Number %1"_s.arg(i), QString::number(i)}});
        storage::ChangeSet changes;
        QVERIFY(change([&](Command &command) {
            qsizetype failed = 0;
            return command.insertAll(u"organization"_s, columns, rows, failed);
        }, &changes));
        QCOMPARE(changes.size(), 75);
        QCOMPARE(count(u"row_organization"_s), 75);
        const QJsonArray atOnce = lastOperations();
        QVERIFY(change([&](Command &command) { return command.revert(changes); }));
        QCOMPARE(count(u"row_organization"_s), 0);
        QVERIFY(change([&](Command &command) -> Status {
            for (const Command::NewRow &row : rows) {
                if (auto done = command.insert(u"organization"_s, row.id, {{columns[0], row.values[0]}, {columns[1], row.values[1]}, {columns[2], row.values[2]}}); !done)
                    return done;
            }
            return {};
        }));
        QCOMPARE(count(u"row_organization WHERE name = 'Number ' || slug"_s), 75);
        QCOMPARE(atOnce.size(), 75);
        QCOMPARE(atOnce, lastOperations());
    }

    void aRefusedRowOfManyIsNamed_data()
    {
        QTest::addColumn<int>("place");
        for (const int place : {0, 1, 31, 32, 41, 74})
            QTest::addRow("%d", place) << place;
    }
    void aRefusedRowOfManyIsNamed()
    {
        QFETCH(int, place);
        QVERIFY(addOrganization(u"taken"_s));
        QList<Command::NewRow> rows;
        for (int i = 0; i < 75; ++i)
            rows.append({newUuid(), {u"t"_s, u"name"_s, i == place ? u"taken"_s : QString::number(i)}});
        qsizetype failed = -1;
        const Status done = change([&](Command &command) { return command.insertAll(u"organization"_s, {u"created_at"_s, u"name"_s, u"slug"_s}, rows, failed); });
        QVERIFY(!done);
        QCOMPARE(done.error().code, Errc::Conflict);
        QCOMPARE(failed, place);
        QCOMPARE(count(u"row_organization"_s), 1);
        QCOMPARE(count(u"outbox"_s), 1);
    }

    void manyRowsOfATableWithOddNamesAreRefused()
    {
        qsizetype failed = 0;
        for (const QString &column : {u"name = 1 --"_s, u"id"_s, u""_s}) {
            const Status done = change([&](Command &command) { return command.insertAll(u"organization"_s, {column}, {{newUuid(), {u"x"_s}}}, failed); });
            QCOMPARE(done.error().code, Errc::Invalid);
        }
        QVERIFY(change([&](Command &command) { return command.insertAll(u"organization"_s, {u"name"_s}, {}, failed); })); // nothing to do
    }

    void entriesThatWaitStandOrFallAlone()
    {
        m_db->setAuditHook([](QSqlDatabase &db, const AuditEntry &entry) -> Status {
            auto done = run(db, u"INSERT INTO sync_meta (key, value) VALUES (?, '')"_s, {entry.objectName});
            if (!done || entry.objectName != u"bad"_s)
                return done ? Status() : Status(std::unexpected(done.error()));
            return std::unexpected(Error{Errc::Failed, u"not this one"_s});
        });
        QSignalSpy audited(m_db.get(), &storage::Database::audited);
        std::promise<void> go;
        m_db->local<void>([held = go.get_future().share()](QSqlDatabase &) -> Status { held.wait(); return {}; });
        QList<Future<void>> waiting;
        for (const QString &name : {u"one"_s, u"bad"_s, u"two"_s, u"three"_s})
            waiting += m_db->record({.objectName = name});
        go.set_value();
        QTRY_VERIFY(std::ranges::all_of(waiting, &Future<void>::isFinished));
        QVERIFY(waiting[0].result());
        QCOMPARE(waiting[1].result().error().text, u"not this one"_s);
        QVERIFY(waiting[2].result());
        QVERIFY(waiting[3].result());
        QTRY_COMPARE(audited.size(), 1); // one transaction
        QCOMPARE(count(u"sync_meta WHERE key IN ('one', 'two', 'three')"_s), 3);
        QCOMPARE(count(u"sync_meta WHERE key = 'bad'"_s), 0);
    }

    void whatIsQueuedAtTheEndIsWritten()
    {
        for (int i = 0; i < 20; ++i)
            m_db->command<void>(*m_gate->request(team::Action::OrganizationAdd), insert(QString::number(i)));
        m_db.reset();
        m_db = std::move(*storage::Database::open(m_folder->filePath(u"aiops.db"_s), m_clock));
        QCOMPARE(count(u"row_organization"_s), 20);
    }

private:
    static std::function<Status(Command &)> insert(const QString &slug)
    {
        return [slug](Command &command) {
            return command.insert(u"organization"_s, newUuid(), {{u"name"_s, slug}, {u"slug"_s, slug}, {u"created_at"_s, u"t"_s}});
        };
    }
    Status addOrganization(const QString &slug) { return change(insert(slug)); }
    Status change(std::function<Status(Command &)> fn, storage::ChangeSet *changes = nullptr)
    {
        const auto record = changes ? storage::Database::Record([changes](storage::ChangeSet made) { *changes = std::move(made); }) : storage::Database::Record();
        auto future = m_db->command<void>(*m_gate->request(team::Action::OrganizationAdd), std::move(fn), record);
        return QTest::qWaitFor([&] { return future.isFinished(); }) ? takeResult<void>(future) : Status(std::unexpected(Error{}));
    }
    /// Of the newest outbox group, without what is different each time.
    QJsonArray lastOperations()
    {
        QSqlDatabase reader = m_db->reader();
        auto query = run(reader, u"SELECT group_json FROM outbox ORDER BY dseq DESC LIMIT 1"_s);
        QJsonArray operations;
        quint64 last = 0;
        if (!query || !query->next())
            return operations;
        for (const QJsonValue each : QJsonDocument::fromJson(query->value(0).toByteArray())[u"ops"_s].toArray()) {
            QJsonObject operation = each.toObject();
            const quint64 hlc = operation.take(u"hlc"_s).toString().toULongLong();
            if (hlc <= last)
                return {};
            last = hlc;
            operations.append(operation);
        }
        return operations;
    }
    int count(const QString &table)
    {
        QSqlDatabase reader = m_db->reader();
        auto query = run(reader, u"SELECT count(*) FROM "_s + table);
        return query && query->next() ? query->value(0).toInt() : -1;
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<storage::Database> m_db;
    std::shared_ptr<team::AuditLog> m_audit;
    std::unique_ptr<team::Gatekeeper> m_gate;
};

QTEST_GUILESS_MAIN(TestDatabase)
#include "tst_database.moc"
