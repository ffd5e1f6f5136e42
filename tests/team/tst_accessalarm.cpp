#include "team/accessalarm.h"
#include "team/chainhome.h"

#include <QSignalSpy>
#include <QTest>

using namespace aiops;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using test::ChainHome;

namespace {

AuditEntry entry(const QString &action, const QString &outcome = u"done"_s)
{
    return {.at = {}, .actor = u"local"_s, .action = action, .objectKind = {}, .objectId = {}, .objectName = {}, .outcome = outcome, .detail = {}};
}

} // namespace

class TestAccessAlarm final : public QObject
{
    Q_OBJECT

private slots:
    void oneTooManyRaisesItOnce_data()
    {
        QTest::addColumn<QStringList>("actions");
        QTest::addColumn<int>("limit");
        QTest::newRow("revealed") << QStringList(u"credential.reveal"_s) << 20;
        QTest::newRow("revealed, copied, exported") << QStringList{u"credential.reveal"_s, u"credential.copy"_s, u"credential.export"_s} << 20;
        QTest::newRow("used") << QStringList(u"credential.use"_s) << 500;
    }
    void oneTooManyRaisesItOnce()
    {
        QFETCH(QStringList, actions);
        QFETCH(int, limit);
        test::FakeClock clock;
        team::AccessAlarm alarm(clock);
        for (int i = 0; i < limit; ++i) {
            clock.advance(1s);
            QVERIFY(!alarm.noted(entry(actions[i % actions.size()])));
        }
        const auto alert = alarm.noted(entry(actions[0], u"denied"_s));
        QVERIFY(alert);
        QCOMPARE(alert->action, u"credential.alert"_s);
        QCOMPARE(alert->detail[u"more_than"_s].toInt(), limit);
        QVERIFY(!alarm.noted(entry(actions[0])));
    }

    void anHourOfWorkIsNoAlarm()
    {
        test::FakeClock clock;
        team::AccessAlarm alarm(clock);
        for (int i = 0; i < 200; ++i) {
            clock.advance(30s); // 20 in 10 minutes
            QVERIFY2(!alarm.noted(entry(u"credential.reveal"_s)), qPrintable(QString::number(i)));
        }
    }

    void itIsRaisedAgainWhenItGoesOn()
    {
        test::FakeClock clock;
        team::AccessAlarm alarm(clock, {.reveals = 3});
        int raised = 0;
        for (int i = 0; i < 40; ++i) {
            clock.advance(1min);
            raised += alarm.noted(entry(u"credential.reveal"_s)).has_value();
        }
        QCOMPARE(raised, 4); // the 4th, and one in ten minutes from then on
    }

    void aClockThatIsSetBackChangesNothing()
    {
        test::FakeClock clock;
        team::AccessAlarm alarm(clock, {.reveals = 2});
        QVERIFY(!alarm.noted(entry(u"credential.reveal"_s)));
        clock.shiftWall(-48h);
        QVERIFY(!alarm.noted(entry(u"credential.reveal"_s)));
        clock.shiftWall(96h);
        QVERIFY(alarm.noted(entry(u"credential.reveal"_s)));
    }

    void otherActionsAndWhatWasCancelledDoNotCount()
    {
        test::FakeClock clock;
        team::AccessAlarm alarm(clock, {.reveals = 1, .uses = 0});
        for (int i = 0; i < 30; ++i) {
            QVERIFY(!alarm.noted(entry(u"credential.add"_s)));
            QVERIFY(!alarm.noted(entry(u"credential.reveal"_s, u"cancelled"_s)));
            QVERIFY(!alarm.noted(entry(u"credential.use"_s)));
        }
    }

    void theAlertIsInTheChainAndIsTold()
    {
        ChainHome home;
        home.log->setAlarm(std::make_shared<team::AccessAlarm>(home.clock, team::AlarmLimits{.reveals = 2}));
        QSignalSpy alerted(home.log.get(), &team::AuditLog::alerted);
        home.append(3, u"credential.copy"_s);
        QTRY_COMPARE(alerted.size(), 1);
        QCOMPARE(home.log->list({.limit = 1})->first().entry.action, u"credential.alert"_s);
        QCOMPARE(home.verify().rows, 4);
        QCOMPARE(home.verify().firstBad, 0);
    }
};

QTEST_GUILESS_MAIN(TestAccessAlarm)
#include "tst_accessalarm.moc"
