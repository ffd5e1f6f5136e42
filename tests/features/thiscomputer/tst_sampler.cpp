#include "features/thiscomputer/sampler.h"

#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include <atomic>
#include <mutex>

using namespace aiops::thiscomputer;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A computer whose clock goes on by `step` with every look.
class FakeReader final : public Reader
{
public:
    Reading read(bool withProcesses) override
    {
        const std::lock_guard lock(mutex);
        ++looks;
        m_at += step;
        Reading reading;
        reading.at = m_at;
        reading.time = QDateTime::fromMSecsSinceEpoch(1'800'000'000'000 + m_at.count() + wallShift);
        reading.cpu = CpuTicks{quint64(m_at.count()) / 4, 0, 0, quint64(m_at.count()) * 3 / 4};
        reading.memory = {1000, 400};
        if (withProcesses) {
            ++processLooks;
            reading.processes = QList<Process>{{7, 1, u"busy"_s, quint64(m_at.count()) / 100, 50}};
        }
        if (looks == 1)
            reading.facts = Facts{u"host"_s, u"Linux"_s, 1, 100};
        return reading;
    }

    std::mutex mutex;
    std::chrono::milliseconds step = 1s;
    qint64 wallShift = 0;
    std::atomic<int> looks = 0;
    std::atomic<int> processLooks = 0;

private:
    std::chrono::milliseconds m_at = 100s;
};

constexpr Sampler::Pace kFast{1ms, 1ms};

/// As long as another one needs to look ten times: what still goes on would have shown by then.
bool letTimePass()
{
    const auto reader = std::make_shared<FakeReader>();
    Sampler other(reader, kFast);
    const auto watch = other.watch();
    return QTest::qWaitFor([&] { return reader->looks > 10; });
}

} // namespace

class TestSampler final : public QObject
{
    Q_OBJECT

private slots:
    void nothingIsReadWhileNobodyLooks();
    void theFirstValueComesWithinASecond();
    void itStopsWithTheLastWatcher();
    void processesAreReadOnlyForWhoWantsThem();
    void fifteenMinutesAreKept();
    void aSleepMakesAGap();
    void aClockSetBackDropsWhatIsLater();
    void watchersMayOutliveTheSampler();
    void aSnapshotNeedsTwoLooks();
    void aSystemWithoutReaderSaysSo();
    void thisComputerCostsLittle();
};

void TestSampler::nothingIsReadWhileNobodyLooks()
{
    const auto reader = std::make_shared<FakeReader>();
    Sampler sampler(reader, kFast);
    QVERIFY(letTimePass());
    QCOMPARE(reader->looks.load(), 0);
    QVERIFY(!sampler.isRunning());
}

void TestSampler::theFirstValueComesWithinASecond()
{
    Sampler sampler(std::make_shared<FakeReader>());
    QSignalSpy updated(&sampler, &Sampler::updated);
    QElapsedTimer took;
    took.start();
    const auto watch = sampler.watch(Sampler::Detail::Processes);
    QVERIFY(updated.wait(1000));
    QVERIFY2(took.elapsed() < 1000, qPrintable(QString::number(took.elapsed())));
    QCOMPARE(sampler.latest().cpu, 25.);
    QCOMPARE(sampler.facts().hostName, u"host"_s);
    QCOMPARE(sampler.busiest().value(0).name, u"busy"_s);
}

void TestSampler::itStopsWithTheLastWatcher()
{
    const auto reader = std::make_shared<FakeReader>();
    Sampler sampler(reader, kFast);
    auto one = sampler.watch();
    auto two = sampler.watch();
    QTRY_VERIFY(reader->looks > 3);
    one.reset();
    const int before = reader->looks;
    QTRY_VERIFY(reader->looks > before + 2);
    two.reset();
    QVERIFY(!sampler.isRunning());
    QVERIFY(letTimePass()); // the look that was under way
    const int after = reader->looks;
    QVERIFY(letTimePass());
    QCOMPARE(reader->looks.load(), after);
    two = sampler.watch();
    QTRY_VERIFY(reader->looks > after + 2);
}

void TestSampler::processesAreReadOnlyForWhoWantsThem()
{
    const auto reader = std::make_shared<FakeReader>();
    Sampler sampler(reader, kFast);
    const auto values = sampler.watch();
    QTRY_VERIFY(reader->looks > 5);
    QCOMPARE(reader->processLooks.load(), 0);
    auto processes = sampler.watch(Sampler::Detail::Processes);
    QTRY_COMPARE(sampler.busiest().size(), 1);
    processes.reset();
    QVERIFY(letTimePass());
    const int before = reader->processLooks, looks = reader->looks;
    QTRY_VERIFY(reader->looks > looks + 3);
    QCOMPARE(reader->processLooks.load(), before);
}

void TestSampler::fifteenMinutesAreKept()
{
    const auto reader = std::make_shared<FakeReader>();
    reader->step = 4s;
    Sampler sampler(reader, kFast);
    const auto watch = sampler.watch();
    QTRY_VERIFY_WITH_TIMEOUT(reader->looks > 300, 60'000);
    const qint64 kept = sampler.samples().back().time - sampler.samples().front().time;
    QCOMPARE(kept, std::chrono::milliseconds(Sampler::kKept).count());
    QCOMPARE(sampler.samples().size(), std::size_t(226));
}

void TestSampler::aSleepMakesAGap()
{
    const auto reader = std::make_shared<FakeReader>();
    reader->step = 4ms;
    Sampler sampler(reader, kFast);
    const auto watch = sampler.watch();
    QTRY_VERIFY(sampler.samples().size() > 3);
    {
        const std::lock_guard lock(reader->mutex);
        reader->step = 2h; // every look is after a sleep now
    }
    QVERIFY(letTimePass());
    const auto size = sampler.samples().size();
    const int looks = reader->looks;
    QTRY_VERIFY(reader->looks > looks + 3);
    QCOMPARE(sampler.samples().size(), size);
    {
        const std::lock_guard lock(reader->mutex);
        reader->step = 4ms;
    }
    QTRY_VERIFY(sampler.samples().back().time - sampler.samples().front().time < 60'000); // the old ones are too old
}

void TestSampler::aClockSetBackDropsWhatIsLater()
{
    const auto reader = std::make_shared<FakeReader>();
    reader->step = 4ms;
    Sampler sampler(reader, kFast);
    const auto watch = sampler.watch();
    QTRY_VERIFY(sampler.samples().size() > 5);
    {
        const std::lock_guard lock(reader->mutex);
        reader->wallShift = -3'600'000;
    }
    QTRY_VERIFY(sampler.samples().back().time < 1'800'000'000'000);
    QVERIFY(std::ranges::is_sorted(sampler.samples(), {}, &Sample::time));
}

void TestSampler::watchersMayOutliveTheSampler()
{
    auto sampler = std::make_unique<Sampler>(std::make_shared<FakeReader>(), kFast);
    auto watch = sampler->watch();
    sampler.reset();
    watch.reset();
    QVERIFY(!watch);
}

void TestSampler::aSnapshotNeedsTwoLooks()
{
    const auto reader = std::make_shared<FakeReader>();
    const auto now = readNow(reader, 1ms);
    QTRY_VERIFY(now.isFinished());
    QCOMPARE(reader->looks.load(), 2);
    QCOMPARE(now.result()->sample.cpu, 25.);
    QCOMPARE(now.result()->busiest.size(), 1);
}

void TestSampler::aSystemWithoutReaderSaysSo()
{
    const auto now = readNow(nullptr);
    QVERIFY(now.isFinished());
    QVERIFY(!now.result().error().text.isEmpty());
    Sampler sampler(nullptr, kFast);
    const auto watch = sampler.watch(Sampler::Detail::Processes);
    QVERIFY(letTimePass());
    QVERIFY(sampler.samples().empty());
}

/// Not a measurement, which tests/bench is for: a limit that only a mistake passes.
void TestSampler::thisComputerCostsLittle()
{
    const auto reader = makeReader();
    if (!reader)
        QSKIP("This system has no reader.");
    const Reading reading = reader->read(true);
    QVERIFY2(reading.processCost < 500ms, qPrintable(QString::number(reading.processCost.count())));
}

QTEST_GUILESS_MAIN(TestSampler)
#include "tst_sampler.moc"
