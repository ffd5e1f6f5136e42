#include "features/thiscomputer/cli/localnow.h"

#include "support/fakeio.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace aiops;
using namespace Qt::StringLiterals;

class TestLocalNow final : public QObject
{
    Q_OBJECT

private slots:
    void jsonHasTheKeysOfMetricsNow();
    void peopleGetATable();

private:
    QByteArray run(bool json);
};

QByteArray TestLocalNow::run(bool json)
{
    test::FakeIo io;
    cli::Arguments arguments;
    arguments.json = json;
    const auto done = thiscomputer::runNow({nullptr, &io, arguments});
    if (!QTest::qWaitFor([&] { return done.isFinished(); }, 10'000) || !done.result() || *done.result() != 0)
        return {};
    return io.outText;
}

void TestLocalNow::jsonHasTheKeysOfMetricsNow()
{
    const QJsonObject now = QJsonDocument::fromJson(run(true)).object();
    for (const char *key : {"cpu_percent", "memory_used_bytes", "memory_total_bytes", "disk_used_percent", "load1", "load5", "load15", "cores",
                            "uptime_s", "disk_free_bytes", "disk_total_bytes"})
        QVERIFY2(now.value(QLatin1StringView(key)).isDouble(), key);
    for (const char *key : {"disk_read_bytes_per_s", "disk_write_bytes_per_s", "net_received_bits_per_s", "net_sent_bits_per_s"})
        QVERIFY2(now.contains(QLatin1StringView(key)), key); // null where there is no card or disk
    QVERIFY(now.value("cpu_percent"_L1).toDouble() >= 0 && now.value("cpu_percent"_L1).toDouble() <= 100);
    QVERIFY(now.value("memory_used_bytes"_L1).toDouble() < now.value("memory_total_bytes"_L1).toDouble());
    QCOMPARE(now.value("agent"_L1).toString(), u"none"_s);
    QCOMPARE(now.value("state"_L1).toString(), u"live"_s);
    QVERIFY(qAbs(QDateTime::fromString(now.value("at"_L1).toString(), Qt::ISODateWithMs).secsTo(QDateTime::currentDateTimeUtc())) < 10);
    const QJsonArray processes = now.value("processes"_L1).toArray();
    QVERIFY(!processes.isEmpty() && processes.size() <= 5);
    QVERIFY(processes[0].toObject().value("pid"_L1).toInt() > 0);
    QVERIFY(!processes[0].toObject().value("name"_L1).toString().isEmpty());
}

void TestLocalNow::peopleGetATable()
{
    const QByteArray out = run(false);
    QVERIFY(out.contains("CPU %"));
    QVERIFY(out.contains("Memory used, bytes"));
    QVERIFY(!out.contains("processes"));
}

QTEST_GUILESS_MAIN(TestLocalNow)
#include "tst_localnow.moc"
