#include "storage/database.h"
#include "storage/sqlerror.h"
#include "support/fakedevicekey.h"
#include "team/auditlog.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;
using storage::run;

class TestKilledWriter final : public QObject
{
    Q_OBJECT

private slots:
    void nothingAcknowledgedIsLost_data()
    {
        QTest::addColumn<quint32>("seed");
        for (int round = 0; round < 8; ++round) {
            const quint32 seed = QRandomGenerator::global()->generate();
            QTest::addRow("seed %u", seed) << seed;
        }
    }
    void nothingAcknowledgedIsLost()
    {
        QFETCH(quint32, seed);
        QRandomGenerator random(seed);
        const QTemporaryDir folder;
        const QString path = folder.filePath(u"aiops.db"_s);
        const QStringList acknowledged = writeUntilKilled(path, random.bounded(1, 200));
        QVERIFY(!acknowledged.isEmpty());
        QVERIFY(!acknowledged.contains(u"failed"_s));

        auto opened = storage::Database::open(path, m_clock);
        QVERIFY2(opened, opened ? "" : qPrintable(opened.error().detail));
        team::AuditLog audit(**opened);
        const auto key = std::make_shared<test::FakeDeviceKey>();
        key->sign("x", 1); // every entry was to be signed
        audit.setDeviceKey(key);
        QSqlDatabase reader = (*opened)->reader();
        QCOMPARE(text(reader, u"PRAGMA integrity_check"_s), u"ok"_s);
        QCOMPARE(text(reader, u"SELECT count(*) FROM pragma_foreign_key_check"_s), u"0"_s);
        QCOMPARE(text(reader, u"SELECT count(*) FROM command_mark"_s), u"0"_s);
        for (const QString &ack : acknowledged)
            QVERIFY2(text(reader, u"SELECT count(*) FROM row_organization WHERE slug = 'w-%1'"_s.arg(ack.section(u' ', 1))) == "1"_L1,
                     qPrintable(ack));
        // A row without its group or its audit entry would be half a command.
        const QString rows = text(reader, u"SELECT count(*) FROM row_organization"_s);
        QCOMPARE_GE(rows.toInt(), acknowledged.size());
        QCOMPARE(text(reader, u"SELECT count(*) FROM outbox"_s), rows);
        QCOMPARE(text(reader, u"SELECT max(dseq) FROM outbox"_s), rows);
        QCOMPARE(text(reader, u"SELECT count(*) FROM audit"_s), rows);
        auto report = audit.verify();
        QTRY_VERIFY(report.isFinished());
        const auto verified = takeResult<team::VerifyReport>(report);
        QCOMPARE(verified->firstBad, 0);
        QCOMPARE(QString::number(verified->signedRows), rows);
    }

private:
    static QStringList writeUntilKilled(const QString &path, int acknowledgements)
    {
        QProcess worker;
        worker.start(QStringLiteral(AIOPS_BIN_DIR "/storage-worker"), {u"write"_s, path});
        QByteArray out;
        const bool enough = QTest::qWaitFor([&] {
            out += worker.readAllStandardOutput();
            return out.count('\n') >= acknowledgements || worker.state() == QProcess::NotRunning;
        }, 30'000);
        if (!enough || worker.state() == QProcess::NotRunning)
            qWarning() << "worker:" << worker.readAllStandardError();
        worker.kill();
        worker.waitForFinished(10'000);
        out += worker.readAllStandardOutput();
        return QString::fromLatin1(out.first(out.lastIndexOf('\n') + 1)).split(u'\n', Qt::SkipEmptyParts);
    }
    static QString text(QSqlDatabase &db, const QString &sql)
    {
        auto query = run(db, sql);
        return query && query->next() ? query->value(0).toString() : u"error"_s;
    }

    SystemClock m_clock;
};

QTEST_GUILESS_MAIN(TestKilledWriter)
#include "tst_killedwriter.moc"
