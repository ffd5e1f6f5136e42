#include "widgets/charts/chartdata.h"
#include "widgets/charts/decimation.h"

#include <QTest>

#include <cmath>

using namespace aiops::widgets;
using namespace Qt::StringLiterals;

class TestAxis final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }
    void axesEndAtRoundNumbers_data();
    void axesEndAtRoundNumbers();
    void valuesCarryTheirUnit_data();
    void valuesCarryTheirUnit();
    void timeLabelsAreRoundAndFew();
    void decimationKeepsExtremes();
    void gapsEndRuns();
    void aLongSilenceEndsARun();
    void sparseSamplesAreAllKept();
    void nearestRowRespectsItsReach();
    void layersAreSums();
    void csvQuotesWhatASpreadsheetWouldRun();
};

void TestAxis::axesEndAtRoundNumbers_data()
{
    QTest::addColumn<Unit>("unit");
    QTest::addColumn<double>("largest");
    QTest::addColumn<double>("fixedTop");
    QTest::addColumn<double>("top");
    QTest::addColumn<QString>("topLabel");
    QTest::newRow("percent") << Unit::Percent << 42.0 << 100.0 << 100.0 << u"100%"_s;
    QTest::newRow("load") << Unit::Plain << 10.9 << 0.0 << 12.0 << u"12"_s;
    QTest::newRow("small load") << Unit::Plain << 0.18 << 0.0 << 0.2 << u"0.20"_s;
    QTest::newRow("memory") << Unit::Bytes << 1.0 << 64.0 * 1073741824 << 64.0 * 1073741824 << u"64"_s;
    QTest::newRow("rate") << Unit::BytesPerSecond << 118e6 << 0.0 << 120e6 << u"120"_s;
    QTest::newRow("nothing") << Unit::BitsPerSecond << 0.0 << 0.0 << 1.0 << u"1.00"_s;
    QTest::newRow("gap only") << Unit::Plain << double(kGap) << 0.0 << 1.0 << u"1.00"_s;
}

void TestAxis::axesEndAtRoundNumbers()
{
    QFETCH(Unit, unit);
    QFETCH(double, largest);
    QFETCH(double, fixedTop);
    const ValueAxis axis = valueAxis(unit, largest, fixedTop);
    QTEST(axis.top, "top");
    QTEST(axis.label(axis.top), "topLabel");
    QVERIFY(axis.top / axis.step >= 2 && axis.top / axis.step <= 8);
}

void TestAxis::valuesCarryTheirUnit_data()
{
    QTest::addColumn<Unit>("unit");
    QTest::addColumn<double>("value");
    QTest::addColumn<QString>("text");
    QTest::newRow("percent") << Unit::Percent << 46.23 << u"46.2%"_s;
    QTest::newRow("full") << Unit::Percent << 100.0 << u"100%"_s;
    QTest::newRow("bytes") << Unit::Bytes << 512.0 << u"512 B"_s;
    QTest::newRow("gigabytes") << Unit::Bytes << 56.34 * 1073741824 << u"56.3 GiB"_s;
    QTest::newRow("rate") << Unit::BytesPerSecond << 31.24e6 << u"31.2 MB/s"_s;
    QTest::newRow("network") << Unit::BitsPerSecond << 412e6 << u"412 Mbit/s"_s;
    QTest::newRow("zero") << Unit::BytesPerSecond << 0.0 << u"0 B/s"_s;
    QTest::newRow("load") << Unit::Plain << 0.05 << u"0.05"_s;
    QTest::newRow("gap") << Unit::Percent << double(kGap) << u"n/a"_s;
}

void TestAxis::valuesCarryTheirUnit()
{
    QFETCH(Unit, unit);
    QFETCH(double, value);
    QTEST(formatValue(unit, value), "text");
}

void TestAxis::timeLabelsAreRoundAndFew()
{
    const qint64 from = 1'795'249'453'000;
    for (const qint64 minutes : {1, 15, 60, 360, 1440, 10'080}) {
        const auto ticks = timeTicks(from, from + minutes * 60'000, 4);
        QVERIFY2(!ticks.empty() && ticks.size() <= 8, qPrintable(QString::number(minutes)));
        QVERIFY(ticks.front().at >= from);
        if (minutes >= 15)
            QVERIFY(ticks.front().label.endsWith(u'0') || ticks.front().label.endsWith(u'5'));
    }
    QVERIFY(timeTicks(from, from, 4).empty());
}

namespace {

struct Made
{
    std::vector<qint64> times;
    std::vector<float> values;
};

Made made(int count)
{
    Made made;
    for (int i = 0; i < count; ++i) {
        made.times.push_back(i * 1000LL);
        made.values.push_back(50 + 10 * std::sin(float(i) / 100));
    }
    return made;
}

PlotMapping mapFor(qint64 to)
{
    return {QRectF(0, 0, 500, 100), 0, to, 100};
}

} // namespace

void TestAxis::decimationKeepsExtremes()
{
    Made line = made(86'400);
    line.values[40'000] = 99;
    line.values[70'001] = 1;
    Polylines out;
    decimate(line.times, line.values, mapFor(86'400'000), 5000, out);
    QVERIFY(out.reduced);
    QCOMPARE(out.count(), 1u);
    QVERIFY(out.points.size() <= 4 * 501);
    const auto [low, high] = std::ranges::minmax(out.points, {}, &QPointF::y);
    QCOMPARE(low.y(), 1.0);
    QCOMPARE(high.y(), 99.0);
    QVERIFY(std::ranges::is_sorted(out.points, {}, &QPointF::x));
}

void TestAxis::gapsEndRuns()
{
    for (const int count : {100, 86'400}) {
        Made line = made(count);
        std::fill(line.values.begin() + count / 4, line.values.begin() + count / 2, kGap);
        Polylines out;
        decimate(line.times, line.values, mapFor(count * 1000LL), 5000, out);
        QCOMPARE(out.count(), 2u);
        QVERIFY(out.run(0).back().x() <= 125.5);
        QVERIFY(out.run(1).front().x() >= 249);
    }
}

void TestAxis::aLongSilenceEndsARun()
{
    const std::vector<qint64> times{0, 1000, 2000, 60'000, 61'000};
    const std::vector<float> values{1, 2, 3, 4, 5};
    Polylines out;
    decimate(times, values, mapFor(61'000), 5000, out);
    QCOMPARE(out.count(), 2u);
    QCOMPARE(out.run(0).size(), 3u);
}

void TestAxis::sparseSamplesAreAllKept()
{
    const Made line = made(900);
    Polylines out;
    decimate(line.times, line.values, mapFor(900'000), 5000, out);
    QCOMPARE(out.points.size(), 900u);
    QVERIFY(!out.reduced);
    decimate(line.times, {}, mapFor(900'000), 5000, out);
    QVERIFY(out.points.empty());
}

void TestAxis::nearestRowRespectsItsReach()
{
    const ChartData data{{1000, 2000, 9000}, {{1, 2, 3}}};
    QCOMPARE(data.nearest(1400, 1000), 0);
    QCOMPARE(data.nearest(1600, 1000), 1);
    QCOMPARE(data.nearest(5000, 1000), -1);
    QCOMPARE(data.nearest(20'000, 100'000), 2);
    QCOMPARE(ChartData{}.nearest(1, 1000), -1);
}

void TestAxis::layersAreSums()
{
    const ChartData data{{1, 2, 3}, {{1, kGap, kGap}, {2, 5, kGap}}};
    const auto edges = stacked(data);
    QCOMPARE(edges[1][0], 3.0f);
    QCOMPARE(edges[0][1], 0.0f);
    QCOMPARE(edges[1][1], 5.0f);
    QVERIFY(std::isnan(edges[1][2]));
}

void TestAxis::csvQuotesWhatASpreadsheetWouldRun()
{
    const ChartData data{{0, 1000}, {{1.5f, kGap}}};
    QCOMPARE(toCsv(data, {u"=cmd|\"x\""_s}),
             "\"time\",\"'=cmd|\"\"x\"\"\"\r\n1970-01-01T00:00:00.000Z,1.5\r\n1970-01-01T00:00:01.000Z,\r\n");
}

QTEST_GUILESS_MAIN(TestAxis)
#include "tst_axis.moc"
