#include "team/auditchain.h"
#include "team/audithead.h"
#include "team/chainhome.h"

#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;
using team::VerifyOptions;
using test::ChainHome;

namespace {

/// Computes the hashes again from `from` on, as one could who knows the format but has no key.
void rehash(ChainHome &home, qint64 from)
{
    struct Kept
    {
        qint64 seq, devSeq;
        QByteArrayList texts;
    };
    QList<Kept> rows;
    QSqlQuery query(u"SELECT seq, dev_seq, at, actor, device, action, object_kind, object_id, object_name, outcome, detail FROM audit "
                    "WHERE seq >= %1 ORDER BY seq"_s.arg(from), home.database->reader());
    while (query.next()) {
        Kept row{query.value(0).toLongLong(), query.value(1).toLongLong(), {}};
        for (int i = 2; i < 11; ++i)
            row.texts.append(query.value(i).toByteArray());
        rows.append(row);
    }
    query.clear();
    QByteArray prev = home.one(u"SELECT hash FROM audit WHERE seq = %1"_s.arg(from - 1)).toByteArray();
    QStringList statements;
    for (const Kept &row : std::as_const(rows)) {
        team::ChainRow chained{.seq = row.seq, .fields = {}, .devSeq = row.devSeq, .prev = prev, .hash = {}};
        for (int i = 0; i < team::ChainRow::FieldCount; ++i)
            chained.fields[std::size_t(i)] = row.texts[i];
        const QByteArray hash = team::chainHash(chained);
        statements.append(u"UPDATE audit SET prev = '%1', hash = '%2' WHERE seq = %3"_s.arg(QString::fromLatin1(prev), QString::fromLatin1(hash)).arg(row.seq));
        prev = hash;
    }
    statements.append(u"UPDATE audit_head SET hash = '%1'"_s.arg(QString::fromLatin1(prev)));
    home.sql(statements);
}

} // namespace

/// T16: what somebody does who can write the file but cannot sign.
class TestAuditTamper final : public QObject
{
    Q_OBJECT

private slots:
    void damageIsFound_data()
    {
        QTest::addColumn<QStringList>("statements");
        QTest::addColumn<qint64>("firstBad");
        const auto row = [](const char *name, const QStringList &statements, qint64 bad) { QTest::newRow(name) << statements << bad; };
        row("untouched", {}, 0);
        row("edited", {u"UPDATE audit SET actor = 'x' WHERE seq = 13"_s}, 13);
        row("edited time", {u"UPDATE audit SET at = '2026-11-21T08:00:00.001Z' WHERE seq = 1"_s}, 1);
        row("deleted", {u"DELETE FROM audit WHERE seq = 2"_s}, 2);
        row("first deleted", {u"DELETE FROM audit WHERE seq = 1"_s}, 1);
        row("reordered", {u"UPDATE audit SET seq = 99 WHERE seq = 12"_s, u"UPDATE audit SET seq = 12 WHERE seq = 13"_s,
                          u"UPDATE audit SET seq = 13 WHERE seq = 99"_s}, 12);
        row("last 10 cut", {u"DELETE FROM audit WHERE seq > 20"_s}, 21);
        row("last 10 cut, and the head moved", {u"DELETE FROM audit WHERE seq > 20"_s, u"UPDATE audit_head SET seq = 21"_s}, 21);
        row("all deleted", {u"DELETE FROM audit"_s}, 1);
        row("details edited", {u"UPDATE audit_detail SET text = '{\"host\":\"10.0.0.99\"}' WHERE seq = 4"_s}, 4);
        row("details deleted", {u"DELETE FROM audit_detail WHERE seq = 5"_s}, 5);
        row("details of two exchanged", {u"UPDATE audit_detail SET seq = 999 WHERE seq = 6"_s, u"UPDATE audit_detail SET seq = 6 WHERE seq = 7"_s,
                                         u"UPDATE audit_detail SET seq = 7 WHERE seq = 999"_s}, 6);
        row("details added", {u"INSERT INTO audit_detail VALUES (31, 'aa', '{}')"_s}, 31);
        row("signature removed", {u"UPDATE audit SET signature = '' WHERE seq = 9"_s}, 9);
        row("signature of another entry", {u"UPDATE audit SET signature = (SELECT signature FROM audit WHERE seq = 3) WHERE seq = 9"_s}, 9);
        row("signature that is none", {u"UPDATE audit SET signature = 'x' WHERE seq = 9"_s}, 9);
        row("a row of no text", {u"UPDATE audit SET actor = x'ff00' WHERE seq = 8"_s}, 8);
        row("old format pretended", {u"UPDATE audit SET format = 1 WHERE seq = 10"_s}, 10);
        row("unknown format", {u"UPDATE audit SET format = 3 WHERE seq = 10"_s}, 10);
        row("a forged end of the old chain", {u"UPDATE audit SET prev = '', action = 'audit.restart' WHERE seq = 11"_s}, 11);
        row("a number of its device skipped", {u"UPDATE audit SET dev_seq = dev_seq + 1 WHERE seq >= 15"_s}, 15);
    }
    void damageIsFound()
    {
        QFETCH(QStringList, statements);
        QFETCH(qint64, firstBad);
        ChainHome home;
        home.append(30);
        home.log->append({.at = home.clock.now(), .actor = u"local"_s, .action = u"vault.lock"_s, .objectKind = {}, .objectId = {}, .objectName = {},
                          .outcome = u"done"_s, .detail = {}});
        QVERIFY(ChainHome::wait(home.log->flushed()));
        home.dropTriggers();
        home.sql(statements);
        const auto report = home.verify();
        QCOMPARE(report.firstBad, firstBad);
        QCOMPARE(report.reason.isEmpty(), firstBad == 0);
        if (!firstBad) {
            QCOMPARE(report.rows, 31);
            QCOMPARE(report.signedRows, 31);
        }
    }

    void onlyTheProgramsWayIntoTheTablesIsOpen_data()
    {
        QTest::addColumn<QString>("statement");
        for (const QString &statement : {u"UPDATE audit SET actor = 'x'"_s, u"DELETE FROM audit"_s, u"DELETE FROM audit_detail"_s,
                                         u"UPDATE audit_detail SET text = ''"_s})
            QTest::newRow(qPrintable(statement)) << statement;
    }
    void onlyTheProgramsWayIntoTheTablesIsOpen()
    {
        QFETCH(QString, statement);
        ChainHome home;
        home.append(2);
        const auto done = ChainHome::wait(home.database->local<void>([statement](QSqlDatabase &db) -> Status {
            QSqlQuery query(db);
            return query.exec(statement) ? Status() : std::unexpected(Error{Errc::Denied, {}});
        }));
        QVERIFY(!done);
        QCOMPARE(done.error().code, Errc::Denied);
        QCOMPARE(home.verify().firstBad, 0);
    }

    /// Each column of an entry and of its detail, each byte of it, one bit: the chain must notice.
    void everyFlippedBitIsFound_data()
    {
        QTest::addColumn<QString>("table");
        QTest::addColumn<QString>("column");
        for (const QString &column : {u"at"_s, u"actor"_s, u"device"_s, u"action"_s, u"object_kind"_s, u"object_id"_s, u"object_name"_s, u"outcome"_s,
                                      u"detail"_s, u"prev"_s, u"hash"_s, u"signature"_s})
            QTest::newRow(qPrintable(column)) << u"audit"_s << column;
        QTest::newRow("salt") << u"audit_detail"_s << u"salt"_s;
        QTest::newRow("text") << u"audit_detail"_s << u"text"_s;
    }
    void everyFlippedBitIsFound()
    {
        QFETCH(QString, table);
        QFETCH(QString, column);
        ChainHome home;
        home.append(3);
        home.dropTriggers();
        const QByteArray right = home.one(u"SELECT %1 FROM %2 WHERE seq = 2"_s.arg(column, table)).toByteArray();
        QVERIFY(!right.isEmpty());
        for (qsizetype i = 0; i < right.size(); ++i) {
            QByteArray wrong = right;
            wrong[i] = char(wrong[i] ^ (1 << (i % 7)));
            home.sql({u"UPDATE %1 SET %2 = CAST(x'%3' AS TEXT) WHERE seq = 2"_s.arg(table, column, QString::fromLatin1(wrong.toHex()))});
            const auto report = home.verify();
            QVERIFY2(report.firstBad == 2, qPrintable(u"byte %1: %2"_s.arg(i).arg(report.firstBad)));
        }
        home.sql({u"UPDATE %1 SET %2 = CAST(x'%3' AS TEXT) WHERE seq = 2"_s.arg(table, column, QString::fromLatin1(right.toHex()))});
        QCOMPARE(home.verify().firstBad, 0);
    }

    void aRewrittenChainHasWrongSignatures()
    {
        ChainHome home;
        home.append(20);
        QCOMPARE(home.verify().firstBad, 0); // notes that all signatures were checked
        home.append(5);
        home.dropTriggers();
        home.sql({u"UPDATE audit SET actor = 'mallory' WHERE seq = 7"_s});
        rehash(home, 7);
        const auto report = home.verify();
        QCOMPARE(report.firstBad, 7);
        QVERIFY(report.reason.contains(u"signed"));
    }

    void signaturesAreCheckedOnce()
    {
        ChainHome home;
        home.append(40);
        QCOMPARE(home.verify().signaturesChecked, 40);
        QVERIFY(ChainHome::wait(home.log->flushed()));
        QCOMPARE(home.verify().signaturesChecked, 0);
        home.append(3);
        QCOMPARE(home.verify().signaturesChecked, 3);
        QCOMPARE(home.verify({.allSignatures = true}).signaturesChecked, 43);
        QCOMPARE(home.verify().signedRows, 43);
    }

    void aForgedNoteOfWhatWasCheckedIsNotBelieved()
    {
        ChainHome home;
        home.append(10);
        home.dropTriggers();
        home.sql({u"UPDATE audit SET signature = 'AAAA' WHERE seq = 4"_s,
                  u"INSERT INTO local_value SELECT 'audit.verified', json_object('seq', 10, 'hash', hash, 'signature', 'AAAA') FROM audit WHERE seq = 10"_s});
        QCOMPARE(home.verify().firstBad, 4);
    }

    void withoutTheKeyTheChainIsCheckedAndTheReportSaysSo()
    {
        ChainHome home;
        home.append(4);
        home.key->gone = true;
        const auto report = home.verify();
        QCOMPARE(report.firstBad, 0);
        QVERIFY(!report.hasKey);
        QCOMPARE(report.signaturesChecked, 0);
    }

    void aChainOfAnotherComputerIsNotOurs()
    {
        ChainHome home;
        home.append(4);
        home.close();
        home.key = std::make_shared<test::FakeDeviceKey>("another");
        home.key->sign("x", 1);
        home.open();
        QCOMPARE(home.verify().firstBad, 1);
    }

    void aHeadKeptElsewhereShowsWhatWasCut()
    {
        ChainHome home;
        home.append(30);
        const auto head = home.log->head(home.clock.now());
        QVERIFY(head);
        const auto kept = team::headFromJson(QJsonDocument(team::toJson(*head)).toJson());
        QVERIFY(kept);
        QCOMPARE(home.verify({.against = *kept}).firstBad, 0);
        home.append(2);
        QCOMPARE(home.verify({.against = *kept}).firstBad, 0);
        home.dropTriggers();
        // With the noted head moved back too, the chain alone looks whole.
        home.sql({u"DELETE FROM audit WHERE seq > 20"_s, u"DELETE FROM audit_detail WHERE seq > 20"_s,
                  u"UPDATE audit_head SET seq = 20, dev_seq = 20, hash = (SELECT hash FROM audit WHERE seq = 20)"_s});
        QCOMPARE(home.verify().firstBad, 0);
        QCOMPARE(home.verify({.against = *kept}).firstBad, 21);
        home.append(20); // grown over the place
        QCOMPARE(home.verify().firstBad, 0);
        QCOMPARE(home.verify({.against = *kept}).firstBad, 30);
    }

    void aHeadFileThatWasChangedIsRefused_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<Errc>("code");
        ChainHome home;
        home.append(3);
        const QJsonObject right = team::toJson(*home.log->head(home.clock.now()));
        const auto with = [&right](const QString &key, const QJsonValue &value) {
            QJsonObject object = right;
            object.insert(key, value);
            return QJsonDocument(object).toJson();
        };
        QTest::newRow("nothing") << QByteArray() << Errc::Invalid;
        QTest::newRow("no json") << QByteArray("seq,at\n1,x\n") << Errc::Invalid;
        QTest::newRow("an array") << QByteArray("[]") << Errc::Invalid;
        QTest::newRow("negative") << with(u"seq"_s, -4) << Errc::Invalid;
        QTest::newRow("a text for a number") << with(u"seq"_s, u"3"_s) << Errc::Invalid;
        QTest::newRow("short hash") << with(u"hash"_s, u"abc"_s) << Errc::Invalid;
        QTest::newRow("no signature") << with(u"signature"_s, QString()) << Errc::Invalid;
        QTest::newRow("another number") << with(u"seq"_s, 2) << Errc::Integrity;
        QTest::newRow("another hash") << with(u"hash"_s, QString(64, u'a')) << Errc::Integrity;
        QTest::newRow("another time") << with(u"at"_s, u"2020-01-01T00:00:00.000Z"_s) << Errc::Integrity;
        QTest::newRow("another key") << with(u"public_key"_s, u"AAAA"_s) << Errc::Integrity;
    }
    void aHeadFileThatWasChangedIsRefused()
    {
        QFETCH(QByteArray, json);
        QFETCH(Errc, code);
        const auto head = team::headFromJson(json);
        const Status usable = head ? team::checkSignature(*head, test::FakeDeviceKey()) : Status(std::unexpected(head.error()));
        QVERIFY(!usable);
        QCOMPARE(usable.error().code, code);
    }

    void aHeadThatAnotherKeySignedInOurNameIsRefused()
    {
        ChainHome home;
        home.append(3);
        auto head = *home.log->head(home.clock.now());
        test::FakeDeviceKey other("other");
        other.sign("x", 1);
        team::sign(head, other);
        const auto report = ChainHome::wait(home.log->verify({.against = head}));
        QVERIFY(!report);
        QCOMPARE(report.error().code, Errc::Integrity);
    }
};

QTEST_GUILESS_MAIN(TestAuditTamper)
#include "tst_audittamper.moc"
