#include "features/probing/schedule.h"

#include "support/fakeclock.h"

#include <QSet>
#include <QTest>

using namespace aiops;
using namespace aiops::probing;
using namespace std::chrono_literals;

namespace {

QList<InstanceId> makeIds(int count)
{
    QList<InstanceId> ids;
    for (int i = 0; i < count; ++i)
        ids.append(InstanceId::create());
    return ids;
}

/// Lets `span` pass second by second as the timer does; how many probes each second held.
QList<int> play(Schedule &schedule, test::FakeClock &clock, std::chrono::seconds span, bool reachable = true)
{
    QList<int> perSecond;
    for (auto passed = 0s; passed < span; ++passed) {
        clock.advance(1s);
        const QList<InstanceId> due = schedule.takeDue(Schedule::kMostPerSecond);
        for (const InstanceId id : due)
            schedule.note(id, reachable);
        perSecond.append(int(due.size()));
    }
    return perSecond;
}

int sum(const QList<int> &numbers)
{
    return std::accumulate(numbers.begin(), numbers.end(), 0);
}

} // namespace

class TestSchedule final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_clock = {};
        m_schedule = std::make_unique<Schedule>(m_clock, 7);
    }

    void everyInstanceHasItsTurnOnceAnInterval()
    {
        m_schedule->setInstances(makeIds(300));
        play(*m_schedule, m_clock, 120s);
        const int turns = sum(play(*m_schedule, m_clock, 600s));
        QVERIFY2(turns >= 2800 && turns <= 3300, qPrintable(QString::number(turns)));
    }

    void aNewInstanceIsLookedAtSoon()
    {
        const QList<InstanceId> ids = makeIds(3);
        m_schedule->setInstances(ids);
        QCOMPARE(sum(play(*m_schedule, m_clock, 2s)), 3);
        const InstanceId fresh = InstanceId::create();
        m_schedule->setInstances(ids + QList{fresh});
        m_clock.advance(1s);
        QCOMPARE(m_schedule->takeDue(10), QList{fresh});
    }

    void jitterKeepsThemApart()
    {
        m_schedule->setInstances(makeIds(100));
        play(*m_schedule, m_clock, 600s);
        QVERIFY(std::ranges::max(play(*m_schedule, m_clock, 120s)) < 15);
    }

    void tenThousandAreStretchedAndNeverCrowd()
    {
        m_schedule->setInstances(makeIds(10'000));
        QCOMPARE(m_schedule->pace(), std::chrono::milliseconds(200s));
        QCOMPARE_LE(std::ranges::max(play(*m_schedule, m_clock, 60s)), Schedule::kMostPerSecond);
        play(*m_schedule, m_clock, 400s);
        const QList<int> later = play(*m_schedule, m_clock, 400s);
        QVERIFY2(sum(later) >= 17'000, qPrintable(QString::number(sum(later))));
        QCOMPARE_GE(std::ranges::min(later), 20);
    }

    void whoDoesNotAnswerIsAskedLessAndLess()
    {
        m_schedule->setInstances(makeIds(1));
        play(*m_schedule, m_clock, 2s, false);
        std::chrono::milliseconds before = 0ms;
        for (int round = 0; round < 8; ++round) {
            const auto wait = *m_schedule->wait();
            QCOMPARE_GE(wait, std::min<std::chrono::milliseconds>(before, 13min));
            QCOMPARE_LE(wait, std::chrono::milliseconds(990s)); // 15 min and its jitter
            m_clock.advance(wait);
            const auto due = m_schedule->takeDue(1);
            QCOMPARE(due.size(), 1);
            m_schedule->note(due.first(), false);
            before = wait;
        }
        QCOMPARE_GE(before, std::chrono::milliseconds(13min));
        m_clock.advance(*m_schedule->wait());
        m_schedule->note(m_schedule->takeDue(1).first(), true);
        QCOMPARE_LE(*m_schedule->wait(), std::chrono::milliseconds(66s));
    }

    void afterSleepTheyDoNotComeAtOnce()
    {
        m_schedule->setInstances(makeIds(2000));
        play(*m_schedule, m_clock, 120s);
        m_clock.advance(8h);
        m_schedule->spread();
        const QList<int> after = play(*m_schedule, m_clock, 60s);
        QCOMPARE_LE(std::ranges::max(after), Schedule::kMostPerSecond);
        QCOMPARE_GE(sum(after), 1900);
    }

    void oneThatIsOutIsNotTakenTwice()
    {
        m_schedule->setInstances(makeIds(1));
        m_clock.advance(1s);
        QCOMPARE(m_schedule->takeDue(5).size(), 1);
        m_clock.advance(1h);
        QCOMPARE(m_schedule->takeDue(5).size(), 0);
        QVERIFY(!m_schedule->wait());
    }

    void removedOnesAreForgotten()
    {
        const QList<InstanceId> ids = makeIds(5);
        m_schedule->setInstances(ids);
        m_schedule->setInstances(ids.first(2));
        m_clock.advance(1min);
        const QList<InstanceId> due = m_schedule->takeDue(10);
        QCOMPARE(QSet<InstanceId>(due.begin(), due.end()), QSet<InstanceId>({ids[0], ids[1]}));
        m_schedule->note(ids[4], true);
        QCOMPARE(m_schedule->size(), 2);
    }

    void aShorterIntervalCountsAtOnce()
    {
        m_schedule->setInterval(3600s);
        m_schedule->setInstances(makeIds(10));
        play(*m_schedule, m_clock, 5s);
        m_schedule->setInterval(15s);
        QCOMPARE_LE(*m_schedule->wait(), std::chrono::milliseconds(15s));
    }

private:
    test::FakeClock m_clock;
    std::unique_ptr<Schedule> m_schedule;
};

QTEST_GUILESS_MAIN(TestSchedule)
#include "tst_schedule.moc"
