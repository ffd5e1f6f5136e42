#include "features/metrics/percentring.h"

#include <QTest>

#include <cmath>

using namespace aiops::metrics;

class TestPercentRing final : public QObject
{
    Q_OBJECT

private slots:
    void samplesComeOutInOrder()
    {
        PercentRing ring(5);
        QVERIFY(ring.isEmpty() && ring.samples(0).isEmpty());
        for (int i = 0; i < 10; ++i)
            ring.add(1'000'000 + 5 * i, {float(i), 50, 99});
        QCOMPARE(ring.samples(0), (QList<float>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}));
        QCOMPARE(ring.samples(2).last(), 99.0F);
        QCOMPARE(ring.end(), 1'000'045);
    }

    void gapsStayGaps()
    {
        PercentRing ring(5);
        ring.add(1000, {1, 1, 1});
        ring.add(1020, {2, 2, 2});
        const QList<float> samples = ring.samples(1);
        QCOMPARE(samples.size(), 5);
        QVERIFY(std::isnan(samples[1]) && std::isnan(samples[3]));
        QCOMPARE(samples[4], 2.0F);
    }

    void theOldestIsForgotten()
    {
        PercentRing ring(5);
        for (int i = 0; i < 1000; ++i)
            ring.add(5 * i, {float(i % 100), 0, 0});
        const QList<float> samples = ring.samples(0);
        QCOMPARE(samples.size(), PercentRing::kSpan / 5);
        QCOMPARE(samples.last(), 99.0F);
        QCOMPARE(samples.first(), float((1000 - 180) % 100));
    }

    void aLongGapStartsAgain()
    {
        PercentRing ring(5);
        ring.add(1000, {1, 1, 1});
        ring.add(1000 + 3600, {2, 2, 2});
        QCOMPARE(ring.samples(0), QList<float>{2});
    }

    void aClockThatGoesBackIsIgnored()
    {
        PercentRing ring(5);
        ring.add(1000, {1, 1, 1});
        ring.add(500, {2, 2, 2});
        QCOMPARE(ring.samples(0), QList<float>{1});
        ring.add(1001, {3, 3, 3}); // the same step: the newest counts
        QCOMPARE(ring.samples(0), QList<float>{3});
    }

    void percentsAreWhatPeopleMean()
    {
        Snapshot snapshot{.memoryTotal = 200};
        snapshot.rows.fill(kEmptyRow);
        QVERIFY(std::isnan(percentsOf(snapshot)[0]) && std::isnan(percentsOf(snapshot)[1]));
        snapshot.rows[std::size_t(Chart::Cpu)] = {10, 20, 1, 2};
        snapshot.rows[std::size_t(Chart::Memory)] = {50, 100, 10, 0};
        snapshot.rows[std::size_t(Chart::Disk)] = {140, 0, kGap, kGap};
        QCOMPARE(percentsOf(snapshot), (Percents{33, 25, 100}));
        snapshot.memoryTotal = 0;
        QVERIFY(std::isnan(percentsOf(snapshot)[1]));
    }
};

QTEST_GUILESS_MAIN(TestPercentRing)
#include "tst_percentring.moc"
