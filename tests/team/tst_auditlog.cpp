#include "team/auditchain.h"
#include "team/chainhome.h"

#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;
using test::ChainHome;

class TestAuditLog final : public QObject
{
    Q_OBJECT

private slots:
    void aPermitMayEndAfterTheDatabase()
    {
        ChainHome home;
        auto permit = home.gate->request(team::Action::SshShell);
        home.gate.reset();
        home.database.reset(); // the program ends while a connection is being made
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"came after the database was closed"_s));
        permit->failed(cancelledError());
    }

    void aRefusalIsRecorded()
    {
        ChainHome home;
        home.gate->setRole(team::Role::Viewer);
        QCOMPARE(home.gate->request(team::Action::InstanceAdd).error().code, Errc::Denied);
        QVERIFY(ChainHome::wait(home.log->flushed()));
        const auto rows = home.log->list({.action = u"instance."_s});
        QVERIFY(rows);
        QCOMPARE(rows->size(), 1);
        QCOMPARE(rows->at(0).entry.outcome, u"denied"_s);
    }

    void entriesAreReadBackAsTheyWere()
    {
        ChainHome home;
        const AuditEntry entry{.at = home.clock.now(), .actor = u"jürgen\u202e%_"_s, .action = u"ssh.exec"_s, .objectKind = u"instance"_s,
                               .objectId = u"id"_s, .objectName = QString(u"a\0b"_s), .outcome = u"failed"_s, .detail = {{u"n"_s, 4}, {u"text"_s, u"ü"_s}}};
        home.log->append(entry);
        QVERIFY(ChainHome::wait(home.log->flushed()));
        const auto rows = home.log->list({});
        QCOMPARE(rows->size(), 1);
        QCOMPARE(rows->at(0).entry.actor, entry.actor);
        QCOMPARE(rows->at(0).entry.objectName, entry.objectName);
        QCOMPARE(rows->at(0).entry.detail, entry.detail);
        QVERIFY(rows->at(0).isSigned);
        QVERIFY(!rows->at(0).detailRemoved);
        QCOMPARE(home.verify().firstBad, 0);
    }

    void filters_data()
    {
        QTest::addColumn<team::AuditFilter>("filter");
        QTest::addColumn<int>("rows");
        const auto row = [](const char *name, const team::AuditFilter &filter, int rows) { QTest::newRow(name) << filter << rows; };
        row("none", {}, 9);
        row("action group", {.action = u"vault."_s}, 4);
        row("actor", {.actor = u"local"_s}, 9);
        row("another actor", {.actor = u"loca"_s}, 0);
        row("text of the object", {.text = u"WEB-3"_s}, 2);
        row("text of the detail", {.text = u"10.0.0.4"_s}, 1);
        row("text with signs of LIKE", {.text = u"%"_s}, 0);
        row("text by the words of the action", {.text = u"unlock"_s, .textActions = {u"vault.unlock"_s}}, 4);
        row("words of another action", {.text = u"zzz"_s, .textActions = {u"vault.unlock"_s}}, 4);
        row("before", {.before = 4}, 3);
        row("after, oldest first", {.after = 4}, 5);
        row("limit", {.limit = 2}, 2);
    }
    void filters()
    {
        QFETCH(team::AuditFilter, filter);
        QFETCH(int, rows);
        ChainHome home;
        home.append(5);
        home.append(4, u"vault.unlock"_s);
        const auto found = ChainHome::wait(home.log->page(filter));
        QVERIFY(found);
        QCOMPARE(found->size(), rows);
        if (rows > 1)
            QCOMPARE(found->first().seq < found->last().seq, filter.after >= 0);
    }

    void timesAreFiltered()
    {
        ChainHome home;
        home.append(10); // one in 7 s, the last one now
        QCOMPARE(home.log->list({.since = home.clock.now().addSecs(-14)})->size(), 3);
        QCOMPARE(home.log->list({.until = home.clock.now().addSecs(-14)})->size(), 8);
    }

    void actorsAreListed()
    {
        ChainHome home;
        QCOMPARE(ChainHome::wait(home.log->actors()).value(), QStringList());
        home.append(20);
        for (const QString &actor : {u"zoe"_s, u"ana"_s, u"zoe"_s})
            home.log->append({.at = home.clock.now(), .actor = actor, .action = u"vault.lock"_s, .objectKind = {}, .objectId = {}, .objectName = {},
                              .outcome = u"done"_s, .detail = {}});
        QVERIFY(ChainHome::wait(home.log->flushed()));
        QCOMPARE(ChainHome::wait(home.log->actors()).value(), QStringList({u"ana"_s, u"local"_s, u"zoe"_s}));
    }

    void retentionRemovesDetailsAndKeepsTheChain()
    {
        ChainHome home;
        home.append(1200); // more than are removed at once
        home.clock.advance(std::chrono::hours(24 * 500));
        home.append(3);
        const QDateTime before = home.clock.now().addDays(-400);
        const auto report = ChainHome::wait(home.log->prune(*home.gate->request(team::Action::AuditPrune), before));
        QVERIFY(report);
        QCOMPARE(report->removed, 1200);
        QCOMPARE(home.one(u"SELECT count(*) FROM audit_detail"_s).toInt(), 4);
        QCOMPARE(home.one(u"SELECT count(*) FROM audit_prune_mark"_s).toInt(), 0);
        const auto verified = home.verify();
        QCOMPARE(verified.firstBad, 0);
        QCOMPARE(verified.removedDetails, 1200);
        const auto newest = home.log->list({.limit = 1})->first();
        QCOMPARE(newest.entry.action, u"audit.prune"_s);
        QCOMPARE(newest.entry.detail[u"entries"_s].toInt(), 1200);
        const auto oldest = home.log->list({.limit = 1, .before = 2})->first();
        QVERIFY(oldest.detailRemoved);
        QVERIFY(oldest.entry.detail.isEmpty());
        QCOMPARE(oldest.entry.objectName, u"web-0"_s);
    }

    void whatRetentionMayNotRemoveIsMissed()
    {
        ChainHome home;
        home.append(5);
        home.clock.advance(std::chrono::hours(24 * 500));
        home.append(5);
        QVERIFY(ChainHome::wait(home.log->prune(*home.gate->request(team::Action::AuditPrune), home.clock.now().addDays(-400))));
        home.dropTriggers();
        home.sql({u"DELETE FROM audit_detail WHERE seq = 8"_s});
        QCOMPARE(home.verify().firstBad, 8);
    }

    void theRecordOfARetentionStays()
    {
        ChainHome home;
        home.append(5);
        for (int i = 0; i < 2; ++i) {
            home.clock.advance(std::chrono::hours(24 * 500));
            QVERIFY(ChainHome::wait(home.log->prune(*home.gate->request(team::Action::AuditPrune), home.clock.now().addDays(-400))));
        }
        QCOMPARE(home.verify().firstBad, 0);
        QCOMPARE(home.log->list({.action = u"audit.prune"_s})->last().entry.detail[u"through"_s].toInt(), 5);
    }

    void rowsOfTheOldFormatStayVerifiable()
    {
        ChainHome home;
        const QString device = home.one(u"SELECT value FROM sync_meta WHERE key = 'device_id'"_s).toString();
        // A row as version 1 of the format wrote it: the detail itself is hashed, nothing is signed.
        home.sql({u"INSERT INTO audit (seq, at, actor, device, action, object_kind, object_id, object_name, outcome, detail, dev_seq, prev, hash) VALUES "
                  "(1, '2026-11-20T08:00:00.000Z', 'local', '%1', 'org.add', 'org', 'o-1', 'Fernhill', 'done', '{\"a\":1}', 1, '', "
                  "'9cb5fba3f0ee9d1f3a9d7a8a2fc5d7e1')"_s.arg(device)});
        QCOMPARE(home.verify().firstBad, 1); // that is not its hash
        home.dropTriggers();
        const QByteArray first = oldHash(device.toUtf8());
        home.sql({u"UPDATE audit SET hash = '%1'"_s.arg(QString::fromLatin1(first)),
                  u"INSERT INTO audit_head VALUES (1, 1, '%1', 0)"_s.arg(QString::fromLatin1(first))});
        home.append(2);
        QCOMPARE(home.verify().firstBad, 0);
        QCOMPARE(home.verify().signedRows, 2);
        QCOMPARE(home.log->list({.before = 2})->first().entry.detail[u"a"_s].toInt(), 1);
        QCOMPARE(home.one(u"SELECT dev_seq FROM audit WHERE seq = 3"_s).toInt(), 3);
    }

    void aBrokenChainIsClosedAndANewOneBegins()
    {
        ChainHome home;
        home.append(20);
        home.dropTriggers();
        home.sql({u"UPDATE audit SET actor = 'x' WHERE seq = 12"_s});
        QCOMPARE(home.verify().firstBad, 12);
        QVERIFY(ChainHome::wait(home.log->restart(*home.gate->request(team::Action::AuditRestart), u"disk repaired"_s)));
        home.append(4);
        const auto report = home.verify();
        QCOMPARE(report.firstBad, 0);
        QCOMPARE(report.known.size(), 1);
        QCOMPARE(report.known[0].firstBad, 12);
        QCOMPARE(report.known[0].restart, 21);
        QCOMPARE(home.one(u"SELECT prev FROM audit WHERE seq = 21"_s).toString(), QString());
        const QJsonObject note = home.log->list({.action = u"audit.restart"_s})->first().entry.detail;
        QCOMPARE(note[u"old_hash"_s].toString(), home.one(u"SELECT hash FROM audit WHERE seq = 20"_s).toString());
        QCOMPARE(note[u"reason"_s].toString(), u"disk repaired"_s);
        // What is done to it after that, on both sides of the note, is new.
        home.sql({u"UPDATE audit SET actor = 'y' WHERE seq = 23"_s});
        QCOMPARE(home.verify().firstBad, 23);
        home.sql({u"UPDATE audit SET actor = 'y' WHERE seq = 5"_s});
        QCOMPARE(home.verify().firstBad, 5);
    }

    void aCutTailIsClosedToo()
    {
        ChainHome home;
        home.append(20);
        home.dropTriggers();
        home.sql({u"DELETE FROM audit WHERE seq > 10"_s});
        QVERIFY(ChainHome::wait(home.log->restart(*home.gate->request(team::Action::AuditRestart), u"restored"_s)));
        home.append(2);
        const auto report = home.verify();
        QCOMPARE(report.firstBad, 0);
        QCOMPARE(report.rows, 13);
        home.sql({u"DELETE FROM audit WHERE seq = 10"_s});
        QCOMPARE(home.verify().firstBad, 10);
    }

    void theNoteItselfIsSigned()
    {
        ChainHome home;
        home.append(20);
        home.dropTriggers();
        home.sql({u"UPDATE audit SET actor = 'x' WHERE seq = 12"_s});
        QVERIFY(ChainHome::wait(home.log->restart(*home.gate->request(team::Action::AuditRestart), u"x"_s)));
        home.sql({u"UPDATE audit SET signature = '' WHERE seq = 21"_s});
        QCOMPARE(home.verify().firstBad, 12);
    }

    void aWholeChainIsNotClosed()
    {
        ChainHome home;
        home.append(3);
        const auto refused = ChainHome::wait(home.log->restart(*home.gate->request(team::Action::AuditRestart), u"x"_s));
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Invalid);
        QVERIFY(ChainHome::wait(home.log->flushed()));
        QCOMPARE(home.log->list({.limit = 1})->first().entry.outcome, u"failed"_s);
    }

    void anEntryAndItsHeadAreWrittenTogetherOrNotAtAll()
    {
        ChainHome home;
        home.append(3);
        home.sql({u"CREATE TRIGGER fault BEFORE UPDATE ON audit_head BEGIN SELECT RAISE(ABORT, 'fault'); END"_s});
        QTest::ignoreMessage(QtWarningMsg, QRegularExpression(u"audit entry not written"_s));
        home.append(1);
        QCOMPARE(home.one(u"SELECT count(*) FROM audit"_s).toInt(), 3);
        QCOMPARE(home.one(u"SELECT count(*) FROM audit_detail"_s).toInt(), 3);
        home.sql({u"DROP TRIGGER fault"_s});
        home.append(1);
        const auto report = home.verify();
        QCOMPARE(report.firstBad, 0);
        QCOMPARE(report.rows, 4);
    }

    void theProgramGoesOnWithABrokenChain()
    {
        ChainHome home;
        home.append(5);
        home.dropTriggers();
        home.sql({u"UPDATE audit_head SET (seq, hash) = (SELECT seq, hash FROM audit WHERE seq = 2)"_s});
        home.append(2);
        QCOMPARE(home.one(u"SELECT max(seq) FROM audit"_s).toInt(), 7);
        QVERIFY(home.verify().firstBad > 0);
    }

private:
    static QByteArray oldHash(const QByteArray &device)
    {
        return team::chainHash({.seq = 1, .fields = {"2026-11-20T08:00:00.000Z", "local", device, "org.add", "org", "o-1", "Fernhill", "done", "{\"a\":1}"},
                                .devSeq = 1, .format = 1, .prev = {}, .hash = {}});
    }
};

QTEST_GUILESS_MAIN(TestAuditLog)
#include "tst_auditlog.moc"
