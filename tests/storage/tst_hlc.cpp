#include "storage/hlc.h"

#include <QTest>

using namespace aiops::storage;

class TestHlc final : public QObject
{
    Q_OBJECT

private slots:
    void neverGoesBackWithTheClock()
    {
        Hlc hlc;
        const auto now = QDateTime::fromMSecsSinceEpoch(1'700'000'000'000, QTimeZone::UTC);
        const quint64 first = hlc.tick(now);
        QCOMPARE(first >> 16, quint64(1'700'000'000'000));
        QCOMPARE_GT(hlc.tick(now), first);
        const quint64 before = hlc.last();
        QCOMPARE_GT(hlc.tick(now.addDays(-30)), before);
        QCOMPARE_GT(Hlc(hlc.last()).tick(now.addDays(-30)), hlc.last());
    }

    void aFullCounterRunsIntoTheMilliseconds()
    {
        const auto now = QDateTime::fromMSecsSinceEpoch(1000, QTimeZone::UTC);
        Hlc hlc((quint64(1000) << 16) | 0xffff);
        QCOMPARE(hlc.tick(now), quint64(1001) << 16);
    }
};

QTEST_GUILESS_MAIN(TestHlc)
#include "tst_hlc.moc"
