#include "features/thiscomputer/linuxreader.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <cmath>
#include <semaphore>
#include <unistd.h>

using namespace aiops::thiscomputer;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

const QByteArray kStat = "cpu  10 1 5 100 2 0 3 4 0 0\ncpu0 1 1 1 1\ncpu1 1 1 1 1\n";

QByteArray processLine(int pid, const QByteArray &name, int ticks)
{
    return QByteArray::number(pid) + " (" + name + ") S 1 1 1 0 -1 0 1 2 3 4 " + QByteArray::number(ticks) + " 0 9 9 20 0 1 0 99 1000 25 1\n";
}

DiskProbe noDisk()
{
    return DiskProbe([] { return Space(); });
}

} // namespace

class TestLinuxReader final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void anEmptySystemIsUnknown();
    void everythingIsRead();
    void processesThatVanishAreLeftOut();
    void longNamesAreCompleted_data();
    void longNamesAreCompleted();
    void aStatOf4096CpusIsReadWhole();
    void thisComputerHasValues();
    void aDiskThatHangsHoldsNobody();
    void aDiskIsAskedNowAndThen();

private:
    void put(const QString &path, const QByteArray &text);
    LinuxReader reader() { return LinuxReader(m_folder->path().toUtf8() + '/', noDisk()); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestLinuxReader::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestLinuxReader::put(const QString &path, const QByteArray &text)
{
    const QString whole = m_folder->filePath(path);
    QVERIFY(QDir().mkpath(QFileInfo(whole).path()));
    QFile file(whole);
    QVERIFY(file.open(QFile::WriteOnly));
    file.write(text);
}

void TestLinuxReader::anEmptySystemIsUnknown()
{
    LinuxReader empty = reader();
    const Reading reading = empty.read(true);
    QVERIFY(!reading.cpu);
    QVERIFY(std::isnan(reading.memory.total));
    QVERIFY(std::isnan(reading.load[0]));
    QVERIFY(std::isnan(reading.uptime));
    QVERIFY(reading.interfaces.isEmpty());
    QVERIFY(reading.processes && reading.processes->isEmpty());
    QCOMPARE(reading.facts->cores, 0);
    QVERIFY(reading.facts->system.startsWith(u"Linux"));
}

void TestLinuxReader::everythingIsRead()
{
    put(u"proc/stat"_s, kStat);
    put(u"proc/meminfo"_s, "MemTotal: 1000 kB\nMemAvailable: 400 kB\n");
    put(u"proc/loadavg"_s, "2.10 1.50 0.05 3/812 4711\n");
    put(u"proc/uptime"_s, "3600.25 1\n");
    put(u"proc/diskstats"_s, "8 0 sda 10 0 100 5 20 0 300 7 0 0 0\n8 1 sda1 10 0 100 5 20 0 300 7 0 0 0\n");
    put(u"proc/net/dev"_s, "eth0: 100 1 0 0 0 0 0 0 200 2\ndocker0: 100 1 0 0 0 0 0 0 200 2\nlo: 7 1 0 0 0 0 0 0 7 2\n");
    put(u"sys/class/net/eth0/device/vendor"_s, "0x8086\n");
    put(u"etc/os-release"_s, "NAME=Debian\nVERSION_ID=13\n");
    put(u"proc/7/stat"_s, processLine(7, "a b", 5));
    put(u"proc/self/stat"_s, processLine(7, "not twice", 5));
    LinuxReader full = reader();
    const Reading reading = full.read(true);
    QCOMPARE(reading.cpu->at(0), quint64(10));
    QCOMPARE(reading.memory.total, 1024'000.);
    QCOMPARE(reading.load[1], 1.5);
    QCOMPARE(reading.uptime, 3600.25);
    QCOMPARE(reading.devices.size(), 1);
    QCOMPARE(reading.interfaces.size(), 1);
    QCOMPARE(reading.interfaces[0].name, "eth0");
    QCOMPARE(reading.processes->size(), 1);
    QCOMPARE(reading.processes->at(0).name, u"a b"_s);
    QCOMPARE(reading.facts->system, u"Debian 13"_s);
    QCOMPARE(reading.facts->cores, 2);
    const Reading again = full.read(false);
    QVERIFY(!again.processes);
    QVERIFY(!again.facts);
}

void TestLinuxReader::processesThatVanishAreLeftOut()
{
    QDir().mkpath(m_folder->filePath(u"proc/8"_s)); // its files are gone already
    put(u"proc/9/stat"_s, "");
    put(u"proc/10/stat"_s, "10 (half) S 1");
    put(u"proc/11/stat"_s, processLine(11, "whole", 5));
    LinuxReader some = reader();
    const Reading reading = some.read(true);
    QCOMPARE(reading.processes->size(), 1);
    QCOMPARE(reading.processes->at(0).pid, 11);
}

void TestLinuxReader::longNamesAreCompleted_data()
{
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QString>("name");
    const auto join = [](const QByteArrayList &words) { return words.join('\0') + '\0'; };
    QTest::newRow("with a path") << join({"/usr/bin/aiops-command-center", "--home", "/secret"}) << u"aiops-command-center"_s;
    QTest::newRow("bare") << join({"aiops-command-center"}) << u"aiops-command-center"_s;
    QTest::newRow("another program") << join({"/usr/bin/python3", "/usr/bin/aiops-command-center"}) << u"aiops-command-c"_s;
    QTest::newRow("a title instead") << QByteArray("aiops-command-center: idle") << u"aiops-command-center: idle"_s;
    QTest::newRow("nothing") << QByteArray() << u"aiops-command-c"_s;
}

void TestLinuxReader::longNamesAreCompleted()
{
    QFETCH(QByteArray, line);
    put(u"proc/7/stat"_s, processLine(7, "aiops-command-c", 5));
    put(u"proc/7/cmdline"_s, line);
    LinuxReader one = reader();
    QTEST(one.read(true).processes->at(0).name, "name");
    QFile::remove(m_folder->filePath(u"proc/7/cmdline"_s)); // known by now
    QTEST(one.read(true).processes->at(0).name, "name");
}

void TestLinuxReader::aStatOf4096CpusIsReadWhole()
{
    QByteArray stat = "cpu  10 1 5 100 2 0 3 4 0 0\n";
    for (int i = 0; i < 4096; ++i)
        stat += "cpu" + QByteArray::number(i) + " 1234567890 1234567890 1234567890 1234567890 1234567890 0 0 0 0 0\n";
    put(u"proc/stat"_s, stat + "intr " + QByteArray(200'000, '1') + '\n');
    LinuxReader big = reader();
    QCOMPARE(big.read(false).facts->cores, 4096);
}

void TestLinuxReader::thisComputerHasValues()
{
    LinuxReader real;
    const Reading reading = real.read(true);
    QVERIFY(reading.cpu);
    QVERIFY(reading.memory.total > reading.memory.available);
    QVERIFY(reading.facts->cores >= 1);
    QVERIFY(!reading.facts->hostName.isEmpty());
    const auto own = std::ranges::find(*reading.processes, ::getpid(), &Process::pid);
    QVERIFY(own != reading.processes->end());
    QVERIFY(own->memory > 1'000'000);
    QTRY_VERIFY(real.read(false).disk.total > 0);
}

void TestLinuxReader::aDiskThatHangsHoldsNobody()
{
    auto now = std::make_shared<std::chrono::milliseconds>(0);
    auto release = std::make_shared<std::binary_semaphore>(0);
    auto asked = std::make_shared<std::atomic<int>>(0);
    DiskProbe probe(
        [release, asked] {
            if (++*asked == 2)
                release->acquire();
            return Space{1000, 400};
        },
        [now] { return *now; });
    QTRY_COMPARE(probe.poll().free, 400.);
    *now = 6s; // asks again, and now it hangs
    QCOMPARE(probe.poll().free, 400.);
    QTRY_COMPARE(asked->load(), 2);
    *now = 7s;
    QCOMPARE(probe.poll().free, 400.);
    *now = 9s;
    QVERIFY(std::isnan(probe.poll().free));
    *now = 60s;
    QVERIFY(std::isnan(probe.poll().free));
    QCOMPARE(asked->load(), 2); // one at a time
    release->release();
    QTRY_COMPARE(probe.poll().free, 400.);
}

void TestLinuxReader::aDiskIsAskedNowAndThen()
{
    auto now = std::make_shared<std::chrono::milliseconds>(0);
    auto asked = std::make_shared<std::atomic<int>>(0);
    DiskProbe probe([asked] { return ++*asked, Space{10, 5}; }, [now] { return *now; });
    QTRY_COMPARE(probe.poll().total, 10.);
    *now = 4s;
    probe.poll();
    QCOMPARE(asked->load(), 1);
    *now = 5s;
    QTRY_VERIFY(probe.poll().total > 0 && asked->load() == 2);
}

QTEST_GUILESS_MAIN(TestLinuxReader)
#include "tst_linuxreader.moc"
