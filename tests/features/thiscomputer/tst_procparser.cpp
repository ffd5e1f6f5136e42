#include "features/thiscomputer/procparser.h"

#include <QTest>

#include <cmath>

using namespace aiops::thiscomputer;
using namespace Qt::StringLiterals;

class TestProcParser final : public QObject
{
    Q_OBJECT

private slots:
    void cpuTicksAreRead_data();
    void cpuTicksAreRead();
    void cpusAreCounted_data();
    void cpusAreCounted();
    void memoryIsRead_data();
    void memoryIsRead();
    void loadAndUptimeAreRead_data();
    void loadAndUptimeAreRead();
    void interfacesAreRead_data();
    void interfacesAreRead();
    void onlyWholeDisksCount_data();
    void onlyWholeDisksCount();
    void processesAreRead_data();
    void processesAreRead();
    void aCutProcessLineIsNoProcess();
    void systemsHaveNames_data();
    void systemsHaveNames();
    void cardsCountOnce_data();
    void cardsCountOnce();
};

void TestProcParser::cpuTicksAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<bool>("isRead");
    QTest::addColumn<quint64>("user");
    QTest::addColumn<quint64>("steal");
    QTest::newRow("usual") << QByteArray("cpu  10 1 5 100 2 0 3 4 0 0\ncpu0 1 1 1 1\n") << true << quint64(10) << quint64(4);
    QTest::newRow("kernel 2.4") << QByteArray("cpu  10 1 5 100\n") << true << quint64(10) << quint64(0);
    QTest::newRow("largest") << QByteArray("cpu 18446744073709551615 0 0 1") << true << std::numeric_limits<quint64>::max() << quint64(0);
    QTest::newRow("too large") << QByteArray("cpu 18446744073709551616 0 0 1") << false << quint64(0) << quint64(0);
    QTest::newRow("three fields") << QByteArray("cpu 1 2 3\n") << false << quint64(0) << quint64(0);
    QTest::newRow("negative") << QByteArray("cpu 1 2 3 -4\n") << false << quint64(0) << quint64(0);
    QTest::newRow("words") << QByteArray("cpu one two three four\n") << false << quint64(0) << quint64(0);
    QTest::newRow("one cpu only") << QByteArray("cpu0 1 2 3 4\n") << false << quint64(0) << quint64(0);
    QTest::newRow("empty") << QByteArray() << false << quint64(0) << quint64(0);
    QTest::newRow("NUL") << QByteArray(4096, '\0') << false << quint64(0) << quint64(0);
}

void TestProcParser::cpuTicksAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(bool, isRead);
    const auto ticks = parseCpu(text);
    QCOMPARE(ticks.has_value(), isRead);
    if (isRead) {
        QTEST(ticks->front(), "user");
        QTEST(ticks->back(), "steal");
    }
}

void TestProcParser::cpusAreCounted_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("count");
    const auto cpus = [](int count) {
        QByteArray text = "cpu  1 2 3 4 5 6 7 8 0 0\n";
        for (int i = 0; i < count; ++i)
            text += "cpu" + QByteArray::number(i) + " 1 2 3 4 5 6 7 8 0 0\n";
        return text + "intr 1 2 3\nctxt 9\n";
    };
    QTest::newRow("none") << QByteArray() << 0;
    QTest::newRow("one") << cpus(1) << 1;
    QTest::newRow("4096") << cpus(4096) << 4096;
    QTest::newRow("some switched off") << QByteArray("cpu 1 1 1 1\ncpu0 1\ncpu2 1\ncpufreq 3\n") << 2;
}

void TestProcParser::cpusAreCounted()
{
    QFETCH(QByteArray, text);
    QTEST(countCpus(text), "count");
}

void TestProcParser::memoryIsRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("total");
    QTest::addColumn<double>("available");
    QTest::newRow("usual") << QByteArray("MemTotal: 1000 kB\nMemFree: 100 kB\nMemAvailable: 400 kB\n") << 1024'000. << 409'600.;
    QTest::newRow("before 3.14") << QByteArray("MemTotal: 1000 kB\nMemFree: 100 kB\nBuffers: 20 kB\nCached: 80 kB\n") << 1024'000. << 204'800.;
    QTest::newRow("more than there is") << QByteArray("MemTotal: 1000 kB\nMemAvailable: 2000 kB\n") << 1024'000. << 1024'000.;
    QTest::newRow("no number") << QByteArray("MemTotal: many kB\nMemAvailable: 1 kB\n") << kUnknown << 1024.;
    QTest::newRow("huge") << QByteArray("MemTotal: 99999999999999999999999 kB\n") << kUnknown << kUnknown;
    QTest::newRow("negative") << QByteArray("MemTotal: -5 kB\n") << kUnknown << kUnknown;
    QTest::newRow("empty") << QByteArray() << kUnknown << kUnknown;
}

void TestProcParser::memoryIsRead()
{
    QFETCH(QByteArray, text);
    const Memory memory = parseMemory(text);
    QTEST(memory.total, "total");
    QTEST(memory.available, "available");
}

void TestProcParser::loadAndUptimeAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<double>("first");
    QTest::addColumn<double>("third");
    QTest::newRow("usual") << QByteArray("2.10 1.50 0.05 3/812 4711\n") << 2.1 << 0.05;
    QTest::newRow("short") << QByteArray("2.10\n") << 2.1 << kUnknown;
    QTest::newRow("negative") << QByteArray("-1 0 nan") << kUnknown << kUnknown;
    QTest::newRow("infinite") << QByteArray("inf 1 1e400") << kUnknown << kUnknown;
    QTest::newRow("empty") << QByteArray() << kUnknown << kUnknown;
}

void TestProcParser::loadAndUptimeAreRead()
{
    QFETCH(QByteArray, text);
    QTEST(parseLoad(text)[0], "first");
    QTEST(parseLoad(text)[2], "third");
    QTEST(parseUptime(text), "first");
}

void TestProcParser::interfacesAreRead_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<quint64>("received");
    QTest::addColumn<quint64>("sent");
    const QByteArray head = "Inter-|   Receive                            |  Transmit\n face |bytes    packets errs drop fifo frame compressed multicast|bytes\n";
    QTest::newRow("usual") << head + "  eth0: 100 1 0 0 0 0 0 0 200 2 0 0 0 0 0 0\n" << QByteArray("eth0") << quint64(100) << quint64(200);
    QTest::newRow("no blank after the colon") << head + "eth0:4294967295 1 0 0 0 0 0 0 7 2\n" << QByteArray("eth0") << quint64(4294967295) << quint64(7);
    QTest::newRow("alias") << head + "eth0:1: 5 1 0 0 0 0 0 0 6 2\n" << QByteArray("eth0:1") << quint64(5) << quint64(6);
    QTest::newRow("cut") << head + "eth0: 5 1 0 0\n" << QByteArray() << quint64(0) << quint64(0);
    QTest::newRow("too large") << head + "eth0: 99999999999999999999 1 0 0 0 0 0 0 6 2\n" << QByteArray() << quint64(0) << quint64(0);
    QTest::newRow("empty") << QByteArray() << QByteArray() << quint64(0) << quint64(0);
}

void TestProcParser::interfacesAreRead()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, name);
    const auto found = parseInterfaces(text);
    QCOMPARE(found.size(), name.isEmpty() ? 0 : 1);
    if (!found.isEmpty()) {
        QCOMPARE(found[0].name, name);
        QTEST(found[0].received, "received");
        QTEST(found[0].sent, "sent");
    }
}

void TestProcParser::onlyWholeDisksCount_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<bool>("counts");
    for (const char *name : {"sda", "sdaa", "vdb", "xvda", "hda", "nvme0n1", "nvme12n3", "mmcblk0"})
        QTest::newRow(name) << QByteArray(name) << true;
    for (const char *name : {"sda1", "nvme0n1p2", "nvme0c0n1", "mmcblk0p1", "dm-0", "md127", "loop7", "ram0", "zram0", "sr0", "sda\x01", ""})
        QTest::addRow("not %s", name) << QByteArray(name) << false;
}

void TestProcParser::onlyWholeDisksCount()
{
    QFETCH(QByteArray, name);
    QFETCH(bool, counts);
    const auto found = parseDevices("   8       0 " + name + " 10 0 100 5 20 0 300 7 0 0 0\n");
    QCOMPARE(found.size(), counts ? 1 : 0);
    if (counts) {
        QCOMPARE(found[0].read, quint64(51'200));
        QCOMPARE(found[0].written, quint64(153'600));
    }
    QVERIFY(parseDevices("8 0 sda 10 0 18446744073709551615 5 20 0 300 7").isEmpty());
    QVERIFY(parseDevices("8 0 sda 10 0").isEmpty());
}

void TestProcParser::processesAreRead_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::newRow("usual") << QByteArray("bash");
    QTest::newRow("spaces") << QByteArray("Web Content");
    QTest::newRow("parentheses") << QByteArray("a) S 1 (b");
    QTest::newRow("only parentheses") << QByteArray("((()))");
    QTest::newRow("control characters") << QByteArray("x\x1b[31m\ty");
    QTest::newRow("a new line") << QByteArray("x\ny");
    QTest::newRow("half a letter") << QByteArray("caf\xc3");
    QTest::newRow("empty") << QByteArray();
}

void TestProcParser::processesAreRead()
{
    QFETCH(QByteArray, name);
    const auto process = parseProcess("42 (" + name + ") S 1 42 42 0 -1 4194560 1 2 3 4 700 30 9 9 20 0 1 0 12345 1000 25 18446744073709551615 1\n", 4096);
    QVERIFY(process);
    QCOMPARE(process->pid, 42);
    QCOMPARE(process->name, QString::fromUtf8(name));
    QCOMPARE(process->ticks, quint64(730));
    QCOMPARE(process->started, quint64(12345));
    QCOMPARE(process->memory, 102'400);
}

void TestProcParser::aCutProcessLineIsNoProcess()
{
    const QByteArray whole = "42 (x y) S 1 42 42 0 -1 4194560 1 2 3 4 700 30 9 9 20 0 1 0 12345";
    QVERIFY(parseProcess(whole + " 1000 25", 4096));
    for (qsizetype length = 0; length < whole.size() - 5; ++length)
        QVERIFY2(!parseProcess(whole.first(length), 4096), whole.first(length));
    QVERIFY(!parseProcess("99999999999 (x) S 1 42 42 0 -1 4194560 1 2 3 4 700 30 9 9 20 0 1 0 12345 1 1", 4096));
    QVERIFY(!parseProcess("42 )x( S 1", 4096));
    const auto odd = parseProcess("42 (x) S 1 42 42 0 -1 0 1 2 3 4 700 30 9 9 20 0 1 0 12345 1000 -1 5", 4096);
    QVERIFY(odd);
    QCOMPARE(odd->memory, 0);
    const auto huge = parseProcess("42 (x) S 1 42 42 0 -1 0 1 2 3 4 700 30 9 9 20 0 1 0 12345 1000 18446744073709551615 5", 4096);
    QVERIFY(huge);
    QCOMPARE(huge->memory, 0);
}

void TestProcParser::systemsHaveNames_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QString>("name");
    const auto row = [](const char *what, const char *text, const QString &name) { QTest::newRow(what) << QByteArray(text) << name; };
    row("Fedora", "NAME=\"Fedora Linux\"\nVERSION_ID=41\nPRETTY_NAME=\"Fedora Linux 41 (Workstation)\"\n", u"Fedora Linux 41"_s);
    row("Arch has no version", "NAME='Arch Linux'\nPRETTY_NAME=\"Arch Linux\"\n", u"Arch Linux"_s);
    row("only pretty", "PRETTY_NAME=\"My \\\"own\\\" Linux\"\n", u"My \"own\" Linux"_s);
    row("no end of the quote", "NAME=\"Half\n", u"Half"_s);
    row("Windows line ends", "NAME=\"Debian\"\r\nVERSION_ID=\"13\"\r\n", u"Debian 13"_s);
    QTest::newRow("comments") << QByteArray("# NAME=x\n\n=\nNAME\n") << QString();
    QTest::newRow("empty") << QByteArray() << QString();
}

void TestProcParser::systemsHaveNames()
{
    QFETCH(QByteArray, text);
    QTEST(parseOsRelease(text), "name");
}

void TestProcParser::cardsCountOnce_data()
{
    QTest::addColumn<QByteArrayList>("all");
    QTest::addColumn<QByteArrayList>("counted");
    QTest::newRow("laptop") << QByteArrayList{"lo", "enp3s0", "wlp2s0", "docker0", "veth12"} << QByteArrayList{"enp3s0", "wlp2s0"};
    QTest::newRow("container") << QByteArrayList{"lo", "eth0"} << QByteArrayList{"eth0"};
    QTest::newRow("loopback only") << QByteArrayList{"lo"} << QByteArrayList{};
}

void TestProcParser::cardsCountOnce()
{
    QFETCH(QByteArrayList, all);
    QList<Interface> interfaces;
    for (const QByteArray &name : all)
        interfaces.append({name, 1, 1});
    QByteArrayList counted;
    for (const Interface &interface : countedInterfaces(interfaces, [](const QByteArray &name) { return name.contains('p'); }))
        counted.append(interface.name);
    QTEST(counted, "counted");
}

QTEST_GUILESS_MAIN(TestProcParser)
#include "tst_procparser.moc"
