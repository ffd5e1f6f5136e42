#include "app/cardfeed.h"

#include "cli/ownerservices.h"
#include "core/home.h"
#include "features/metrics/warmfeed.h"
#include "inventory/inventory.h"

#include "support/fakeclock.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <cmath>

using namespace aiops;
using namespace Qt::StringLiterals;

class TestCardFeed final : public QObject
{
    Q_OBJECT

private slots:
    void theWorstValueDecides_data()
    {
        QTest::addColumn<QList<float>>("percents");
        QTest::addColumn<QString>("status");
        const float none = std::numeric_limits<float>::quiet_NaN();
        QTest::newRow("calm") << QList<float>{10, 79.9F, 0} << u"running"_s;
        QTest::newRow("warning") << QList<float>{10, 80, 0} << u"warning"_s;
        QTest::newRow("critical") << QList<float>{90, 80, 0} << u"critical"_s;
        QTest::newRow("one is unknown") << QList<float>{none, 85, none} << u"warning"_s;
        QTest::newRow("all are unknown") << QList<float>{none, none, none} << u"unknown"_s;
        QTest::newRow("nothing") << QList<float>{} << u"unknown"_s;
        QTest::newRow("idle") << QList<float>{0, 0, 0} << u"running"_s;
    }
    void theWorstValueDecides()
    {
        QFETCH(QList<float>, percents);
        QTEST(app::statusOfPercents(std::span(percents.constData(), std::size_t(percents.size()))), "status");
    }

    void aCardSaysWhatTheProbeSaw()
    {
        QTemporaryDir folder;
        const auto home = Home::open(folder.filePath(u"home"_s));
        auto owner = cli::OwnerServices::open(*home);
        QVERIFY(owner);
        cli::Services &s = (*owner)->services();
        test::FakeClock clock;
        metrics::WarmFeed warm(*s.gatekeeper, *s.pool, clock, 19999);
        app::CardFeed feed(*s.inventory, warm, clock);
        QSignalSpy changed(&feed, &myspace::CardMetrics::changed);
        const InstanceId up = InstanceId::create(), down = InstanceId::create(), never = InstanceId::create();
        QVERIFY(!feed.values(up)); // nothing of this run: the card says what was seen last
        s.inventory->noteSeen(QList<inventory::LastSeen>{{up, clock.now(), 12, u"reachable"_s}, {down, clock.now().addSecs(-6 * 3600), 3, u"reachable"_s},
                                                         {never, {}, -1, u"unreachable"_s}});
        QTRY_COMPARE(changed.count(), 1);
        s.inventory->noteSeen(inventory::LastSeen{down, {}, -1, u"unreachable"_s});
        QTRY_COMPARE(changed.count(), 2);
        clock.advance(std::chrono::seconds(9));
        QCOMPARE(feed.values(up)->status, u"reachable"_s);
        QCOMPARE(feed.values(up)->source, u"12 ms, seen 9 s ago"_s);
        QCOMPARE(feed.values(down)->status, u"unreachable"_s);
        QCOMPARE(feed.values(down)->source, u"Last seen 6 h ago"_s);
        QCOMPARE(feed.values(never)->source, QString());
        QVERIFY(std::isnan(feed.values(up)->series[0].value) && feed.values(up)->series[0].samples.isEmpty() && !feed.values(up)->isLive);
    }
};

QTEST_MAIN(TestCardFeed)
#include "tst_cardfeed.moc"
