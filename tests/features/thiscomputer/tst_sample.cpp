#include "features/thiscomputer/sample.h"

#include <QTest>

#include <cmath>

using namespace aiops::thiscomputer;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Reading readingAt(std::chrono::milliseconds at)
{
    Reading reading;
    reading.at = at;
    reading.time = QDateTime::fromMSecsSinceEpoch(1'800'000'000'000 + at.count());
    reading.memory = {1000, 400};
    return reading;
}

} // namespace

class TestSample final : public QObject
{
    Q_OBJECT

private slots:
    void countersWrapAndReset_data();
    void countersWrapAndReset();
    void cpuIsTheShareThatWasNotIdle_data();
    void cpuIsTheShareThatWasNotIdle();
    void ratesAreOverTheTimeBetween();
    void whatComesAndGoesMakesNoSpike();
    void withoutTimeBetweenThereIsNoRate();
    void missingFilesLeaveTheRestAlone();
    void theBusiestProcessesComeFirst();
    void aNumberUsedAgainIsAnotherProcess();
    void namesAreSafeToShow();
};

void TestSample::countersWrapAndReset_data()
{
    QTest::addColumn<quint64>("before");
    QTest::addColumn<quint64>("now");
    QTest::addColumn<qint64>("step");
    QTest::newRow("on") << quint64(100) << quint64(150) << qint64(50);
    QTest::newRow("still") << quint64(100) << quint64(100) << qint64(0);
    QTest::newRow("32 bits turn") << quint64(4'294'967'290) << quint64(10) << qint64(16);
    QTest::newRow("reset of a small counter") << quint64(1'000'000) << quint64(10) << qint64(-1);
    QTest::newRow("reset of a large counter") << (quint64(1) << 40) << quint64(10) << qint64(-1);
    QTest::newRow("back to nothing") << quint64(5) << quint64(0) << qint64(-1);
}

void TestSample::countersWrapAndReset()
{
    QFETCH(quint64, before);
    QFETCH(quint64, now);
    const auto step = countedSince(before, now);
    QTEST(step ? qint64(*step) : qint64(-1), "step");
}

void TestSample::cpuIsTheShareThatWasNotIdle_data()
{
    QTest::addColumn<QList<quint64>>("now");
    QTest::addColumn<double>("percent");
    QTest::newRow("quarter") << QList<quint64>{125, 100, 100, 175, 100, 100, 100, 100} << 25.;
    QTest::newRow("waiting is idle") << QList<quint64>{110, 100, 100, 100, 190, 100, 100, 100} << 10.;
    QTest::newRow("all of it") << QList<quint64>{100, 100, 300, 100, 100, 100, 100, 100} << 100.;
    QTest::newRow("waiting steps back") << QList<quint64>{150, 100, 100, 150, 90, 100, 100, 100} << 50.;
    QTest::newRow("no time") << QList<quint64>(8, 100) << kUnknown;
    QTest::newRow("all reset") << QList<quint64>(8, 0) << kUnknown;
}

void TestSample::cpuIsTheShareThatWasNotIdle()
{
    QFETCH(QList<quint64>, now);
    Reading first = readingAt(0ms), second = readingAt(1s);
    first.cpu = CpuTicks{100, 100, 100, 100, 100, 100, 100, 100};
    second.cpu.emplace();
    std::ranges::copy(now, second.cpu->begin());
    QTEST(sampleOf(first, second).cpu, "percent");
}

void TestSample::ratesAreOverTheTimeBetween()
{
    Reading first = readingAt(1s), second = readingAt(3s);
    first.interfaces = {{"eth0", 1000, 0}, {"eth1", 50, 50}};
    second.interfaces = {{"eth0", 3000, 500}, {"eth1", 50, 50}};
    first.devices = {{"sda", 0, 100}};
    second.devices = {{"sda", 4096, 100}};
    second.disk = {1000, 250};
    const Sample sample = sampleOf(first, second);
    QCOMPARE(sample.time, second.time.toMSecsSinceEpoch());
    QCOMPARE(sample.received, 8000.);
    QCOMPARE(sample.sent, 2000.);
    QCOMPARE(sample.diskRead, 2048.);
    QCOMPARE(sample.diskWritten, 0.);
    QCOMPARE(sample.diskUsed, 75.);
    QCOMPARE(sample.memoryUsed, 600.);
}

void TestSample::whatComesAndGoesMakesNoSpike()
{
    Reading first = readingAt(0ms), second = readingAt(1s);
    first.interfaces = {{"eth0", 1000, 1000}, {"usb0", quint64(1) << 40, 0}};
    second.interfaces = {{"eth0", 1500, 1000}, {"wlan0", quint64(1) << 41, 0}};
    QCOMPARE(sampleOf(first, second).received, 4000.);
    second.interfaces = {{"wlan0", quint64(1) << 41, 0}};
    QVERIFY(std::isnan(sampleOf(first, second).received));
}

void TestSample::withoutTimeBetweenThereIsNoRate()
{
    Reading first = readingAt(0ms), second = readingAt(0ms);
    first.interfaces = {{"eth0", 0, 0}};
    second.interfaces = {{"eth0", 1000, 1000}};
    QVERIFY(std::isnan(sampleOf(first, second).received));
    first.processes = second.processes = QList<Process>{{.pid = 1, .name = u"init"_s}};
    QVERIFY(busiest(first, second, {.cores = 4}, 5).isEmpty());
}

void TestSample::missingFilesLeaveTheRestAlone()
{
    Reading empty;
    empty.at = 1s;
    const Sample sample = sampleOf(Reading(), empty);
    for (const double value : {sample.cpu, sample.memoryUsed, sample.diskUsed, sample.diskRead, sample.received, sample.load[0]})
        QVERIFY(std::isnan(value));
}

void TestSample::theBusiestProcessesComeFirst()
{
    Reading first = readingAt(0ms), second = readingAt(1s);
    first.processes = QList<Process>{{10, 1, u"idle"_s, 500, 900}, {11, 1, u"busy"_s, 100, 10}, {12, 1, u"gone"_s, 0, 10}};
    second.processes = QList<Process>{{10, 1, u"idle"_s, 500, 900}, {11, 1, u"busy"_s, 140, 20}, {13, 9, u"new"_s, 20, 30}, {14, 9, u"small"_s, 0, 5}};
    const auto rows = busiest(first, second, {.cores = 4, .ticksPerSecond = 100}, 3);
    QCOMPARE(rows, (QList<ProcessLoad>{{11, u"busy"_s, 10, 20}, {13, u"new"_s, 5, 30}, {10, u"idle"_s, 0, 900}}));
}

void TestSample::aNumberUsedAgainIsAnotherProcess()
{
    Reading first = readingAt(0ms), second = readingAt(1s);
    first.processes = QList<Process>{{10, 1, u"old"_s, 5000, 0}};
    second.processes = QList<Process>{{10, 77, u"new"_s, 30, 0}};
    QCOMPARE(busiest(first, second, {.cores = 1}, 5).value(0).cpu, 30.);
    second.processes = QList<Process>{{10, 1, u"back"_s, 4000, 0}};
    QCOMPARE(busiest(first, second, {.cores = 1}, 5).value(0).cpu, 0.);
}

void TestSample::namesAreSafeToShow()
{
    Reading first = readingAt(0ms), second = readingAt(1s);
    first.processes = QList<Process>{};
    second.processes = QList<Process>{{10, 1, u"x\x1b[31m\u202egpj"_s, 5, 0}, {11, 1, QString(4000, u'w'), 4, 0}};
    const auto rows = busiest(first, second, {.cores = 1}, 5);
    QVERIFY(!rows[0].name.contains(u'\x1b') && !rows[0].name.contains(u'\u202e'));
    QVERIFY(rows[1].name.size() <= 65);
}

QTEST_GUILESS_MAIN(TestSample)
#include "tst_sample.moc"
