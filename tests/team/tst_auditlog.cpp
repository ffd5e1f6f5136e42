#include "storage/database.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"

#include <QRegularExpression>
#include <QSqlQuery>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

class TestAuditLog final : public QObject
{
    Q_OBJECT

private slots:
    void damageIsFound_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<qint64>("firstBad");
        const QString drop = u"DROP TRIGGER audit_no_update"_s;
        const QString dropDelete = u"DROP TRIGGER audit_no_delete"_s;
        QTest::newRow("untouched") << QStringList() << qint64(0);
        QTest::newRow("edited") << QStringList{drop, u"UPDATE audit SET actor = 'x' WHERE seq = 3"_s} << qint64(3);
        QTest::newRow("deleted") << QStringList{dropDelete, u"DELETE FROM audit WHERE seq = 2"_s} << qint64(2);
        QTest::newRow("reordered") << QStringList{drop, u"UPDATE audit SET seq = 99 WHERE seq = 2"_s,
            u"UPDATE audit SET seq = 2 WHERE seq = 3"_s, u"UPDATE audit SET seq = 3 WHERE seq = 99"_s} << qint64(2);
        QTest::newRow("tail cut") << QStringList{dropDelete, u"DELETE FROM audit WHERE seq >= 4"_s} << qint64(4);
    }
    void damageIsFound()
    {
        QFETCH(QStringList, statements);
        QFETCH(qint64, firstBad);
        const QTemporaryDir folder;
        auto db = std::move(*storage::Database::open(folder.filePath(u"aiops.db"_s), m_clock));
        auto log = std::make_shared<team::AuditLog>(*db);
        team::Gatekeeper gate(m_clock, log);
        for (int i = 0; i < 5; ++i)
            gate.request(team::Action::SshConnect)->succeeded();
        auto done = db->local<void>([statements](QSqlDatabase &sql) {
            for (const QString &statement : statements)
                QSqlQuery(sql).exec(statement);
            return Status();
        });
        QTRY_VERIFY(done.isFinished());
        auto report = log->verify();
        QTRY_VERIFY(report.isFinished());
        const auto result = takeResult<team::VerifyReport>(report);
        QVERIFY(result);
        QCOMPARE(result->firstBad, firstBad);
        if (!firstBad)
            QCOMPARE(result->rows, 5);
    }

    void aPermitMayEndAfterTheDatabase()
    {
        const QTemporaryDir folder;
        auto db = std::move(*storage::Database::open(folder.filePath(u"aiops.db"_s), m_clock));
        auto log = std::make_shared<team::AuditLog>(*db);
        auto gate = std::make_unique<team::Gatekeeper>(m_clock, log);
        auto permit = gate->request(team::Action::SshShell);
        gate.reset();
        db.reset(); // the program ends while a connection is being made
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"came after the database was closed"_s));
        permit->failed(cancelledError());
    }

    void aRefusalIsRecorded()
    {
        const QTemporaryDir folder;
        auto db = std::move(*storage::Database::open(folder.filePath(u"aiops.db"_s), m_clock));
        auto log = std::make_shared<team::AuditLog>(*db);
        team::Gatekeeper gate(m_clock, log);
        gate.setRole(team::Role::Viewer);
        QCOMPARE(gate.request(team::Action::InstanceAdd).error().code, Errc::Denied);
        auto flushed = log->flushed();
        QTRY_VERIFY(flushed.isFinished());
        const auto rows = log->list({.action = u"instance."_s});
        QVERIFY(rows);
        QCOMPARE(rows->size(), 1);
        QCOMPARE(rows->at(0).entry.outcome, u"denied"_s);
    }

private:
    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestAuditLog)
#include "tst_auditlog.moc"
