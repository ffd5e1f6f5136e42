#include "features/metrics/chartcatalog.h"

#include <QRandomGenerator>
#include <QTest>

#include <cmath>

using namespace aiops;
using namespace aiops::metrics;
using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kNow = 1'795'249'453;
const QByteArray kData = R"({"labels": ["time","user","system"], "data": [[1795249453,1.5,2],[1795249452,3,null],[1795249451,5,1e999]]})";
const QByteArray kLatest = R"({"system.cpu": {"name":"system.cpu","units":"percentage","last_updated": 1795249453,
    "dimensions": {"user": {"name": "user","value": 4.5},"idle": {"name":"idle","value": null}}}})";

} // namespace

class TestNetdataJson final : public QObject
{
    Q_OBJECT

private slots:
    void rowsComeInAscendingTime();
    void whatIsNoNumberIsAGap_data();
    void whatIsNoNumberIsAGap();
    void wrongTimesAreFlaggedNotShown();
    void badDocumentsAreNamed_data();
    void badDocumentsAreNamed();
    void latestValuesAreRead();
    void coresAreCountedInTheChartList();
    void versionsAreSafeToShow();
    void wrongUnitsAreRefused();
    void valuesOutOfRangeAreGaps();
    void directionsBelowTheAxisArePositive();
    void diskIsAShareOfWhatPeopleCanUse();
    void mutatedDocumentsNeverCrash();
};

void TestNetdataJson::rowsComeInAscendingTime()
{
    const auto table = parseData(kData, kNow);
    QVERIFY(table);
    QCOMPARE(table->labels, (QList<QByteArray>{"user", "system"}));
    QCOMPARE(table->times, (std::vector<qint64>{kNow - 2, kNow - 1, kNow}));
    QCOMPARE(table->values[0], 5.0);
    QVERIFY(std::isnan(table->values[1]));
    QVERIFY(std::isnan(table->values[3]));
    QCOMPARE(table->values[5], 2.0);
}

void TestNetdataJson::whatIsNoNumberIsAGap_data()
{
    QTest::addColumn<QByteArray>("token");
    for (const char *token : {"null", "NaN", "Infinity", "-Infinity", "1e999", "-1e999"})
        QTest::newRow(token) << QByteArray(token);
}

void TestNetdataJson::whatIsNoNumberIsAGap()
{
    QFETCH(QByteArray, token);
    const auto table = parseData(R"({"labels":["time","a"],"data":[[1795249453,)" + token + "]]}", kNow);
    QVERIFY2(table, table ? "" : qPrintable(table.error().detail));
    QVERIFY(std::isnan(table->values[0]));
}

void TestNetdataJson::wrongTimesAreFlaggedNotShown()
{
    const auto table = parseData(R"({"labels":["time","a"],"data":[[4070908800,1],[1795249453,2],[86400,3],[null,4]]})", kNow);
    QVERIFY(table);
    QCOMPARE(table->wrongTimes, 3);
    QCOMPARE(table->times, std::vector<qint64>{kNow});
    QCOMPARE(table->values, std::vector<double>{2});
}

void TestNetdataJson::badDocumentsAreNamed_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("fault");
    const auto row = [](const char *name, const QByteArray &json, const char *fault) { QTest::newRow(name) << json << QString::fromLatin1(fault); };
    row("empty", "", "empty");
    row("only spaces", "   \n", "empty");
    row("html", "<!DOCTYPE html><html></html>", "html_instead_of_json");
    row("plain text", "No metrics where matched to query.", "not_an_object");
    row("a list", "[1,2]", "not_an_object");
    row("cut in the middle", kData.first(60), "truncated_or_trailing_text");
    row("cut inside a text", R"({"labels": ["ti})", "not_json");
    row("text after the end", kData + " x", "truncated_or_trailing_text");
    row("second document", kData + kData, "truncated_or_trailing_text");
    row("nested 100,000", R"({"labels":)" + QByteArray(100'000, '[') + QByteArray(100'000, ']') + "}", "nested_too_deep");
    row("nested objects", QByteArray("{\"a\":").repeated(50'000) + "1" + QByteArray(50'000, '}'), "nested_too_deep");
    row("huge", "{" + QByteArray(9 * 1024 * 1024, ' ') + "}", "too_large");
    row("not utf-8", "{\"labels\":[\"time\",\"\xff\xfe\"],\"data\":[]}", "not_utf8");
    row("duplicate key", R"({"labels":["time"],"labels":["time"],"data":[]})", "duplicate_key");
    row("duplicate label", R"({"labels":["time","a","a"],"data":[]})", "duplicate_label");
    row("labels are a text", R"({"labels":"time","data":[]})", "labels_not_a_list");
    row("label is a number", R"({"labels":["time",1],"data":[]})", "label_not_a_text");
    row("no time", R"({"labels":["a"],"data":[]})", "no_time_column");
    row("no labels", R"({"labels":[],"data":[]})", "no_time_column");
    row("no data", R"({"labels":["time"]})", "no_data");
    row("data first", R"({"data":[],"labels":["time"]})", "data_before_labels");
    row("data is an object", R"({"labels":["time"],"data":{}})", "data_not_a_list");
    row("row is a number", R"({"labels":["time"],"data":[1]})", "row_not_a_list");
    row("row too short", R"({"labels":["time","a"],"data":[[1795249453]]})", "row_too_short");
    row("row too long", R"({"labels":["time","a"],"data":[[1795249453,1,2]]})", "row_too_long");
    row("text as value", R"({"labels":["time","a"],"data":[[1795249453,"1"]]})", "not_a_number");
    row("list as value", R"({"labels":["time","a"],"data":[[1795249453,[1]]]})", "not_a_number");
    row("true as value", R"({"labels":["time","a"],"data":[[1795249453,true]]})", "not_a_number");
    row("word as value", R"({"labels":["time","a"],"data":[[1795249453,nope]]})", "not_a_number");
    row("hex as value", R"({"labels":["time","a"],"data":[[1795249453,0x10]]})", "not_a_number");
    row("times mixed", R"({"labels":["time"],"data":[[1795249453],[1795249450],[1795249452]]})", "times_out_of_order");
    row("time twice", R"({"labels":["time"],"data":[[1795249453],[1795249453]]})", "times_out_of_order");
    QByteArray many = R"({"labels":["time")";
    for (int i = 0; i < 300; ++i)
        many += ",\"d" + QByteArray::number(i) + '"';
    row("too many labels", many + "],\"data\":[]}", "too_many_labels");
}

void TestNetdataJson::badDocumentsAreNamed()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, fault);
    const auto table = parseData(json, kNow);
    QVERIFY(!table);
    QCOMPARE(table.error().detail, u"netdata: "_s + fault);
    QVERIFY(!table.error().text.isEmpty());
}

void TestNetdataJson::latestValuesAreRead()
{
    const auto latest = parseLatest(kLatest, kNow);
    QVERIFY(latest);
    const LatestChart cpu = latest->value("system.cpu");
    QCOMPARE(cpu.at, kNow);
    QCOMPARE(cpu.units, "percentage");
    QCOMPARE(cpu.dimensions.value("user"), 4.5);
    QVERIFY(std::isnan(cpu.dimensions.value("idle")));
    const auto network = parseLatest(R"({"system.net": {"dimensions": {"InOctets": {"name": "received", "value": 7}}}})", kNow);
    QCOMPARE(network->value("system.net").dimensions.value("received"), 7.0);
    QVERIFY(!parseLatest(R"({"system.cpu": 1})", kNow));
    QCOMPARE(parseLatest(R"({"system.cpu": {"last_updated": 1}})", kNow)->value("system.cpu").at, 0);
    QCOMPARE(parseLatest("{" + QByteArray(2 << 20, ' ') + "}", kNow).error().code, Errc::TooLarge);
}

void TestNetdataJson::coresAreCountedInTheChartList()
{
    const auto list = parseCharts(R"({"charts":{"cpu.cpu0":{"units":"percentage"},"cpu.cpu11":{"units":"percentage"},
        "cpu.cpu0_softirqs":{"units":"softirqs/s"},"system.ram":{"units":"MiB","dimensions":{"a":{}}}}})");
    QVERIFY(list);
    QCOMPARE(list->cores, 2);
    QCOMPARE(list->units.value("system.ram"), "MiB");
    QVERIFY(!parseCharts(R"({"charts":[]})"));
    QVERIFY(!parseCharts(R"({"x":1})"));
}

void TestNetdataJson::versionsAreSafeToShow()
{
    QCOMPARE(parseInfo(R"({"version":"v1.37.1","x":{"version":"no"}})")->version, u"v1.37.1"_s);
    const auto evil = parseInfo(R"({"version":"\u001b[31m\u202e<img src=x>"})");
    QVERIFY(evil);
    QVERIFY(!evil->version.contains(u'\x1b') && !evil->version.contains(QChar(0x202e)));
    QVERIFY(!parseInfo("{}"));
}

void TestNetdataJson::wrongUnitsAreRefused()
{
    const auto row = toRow(Chart::Memory, "percentage", {{"used", 1}});
    QVERIFY(!row);
    QCOMPARE(row.error().detail, u"netdata: wrong_unit"_s);
    QCOMPARE((*toRow(Chart::Memory, "GiB", {{"used", 1}}))[0], 1073741824.0f);
}

void TestNetdataJson::valuesOutOfRangeAreGaps()
{
    QVERIFY(std::isnan((*toRow(Chart::Cpu, "percentage", {{"user", -3}}))[0]));
    QVERIFY(std::isnan((*toRow(Chart::Cpu, "percentage", {{"user", 4000}}))[0]));
    QCOMPARE((*toRow(Chart::Cpu, "percentage", {{"user", 3}, {"nice", 2}}))[0], 5.0f);
    QVERIFY(std::isnan((*toRow(Chart::Load, "load", {{"load1", -1}}))[0]));
}

void TestNetdataJson::directionsBelowTheAxisArePositive()
{
    const auto row = toRow(Chart::DiskIo, "KiB/s", {{"in", 2}, {"out", -3}});
    QCOMPARE((*row)[0], 2048.0f);
    QCOMPARE((*row)[1], 3072.0f);
}

void TestNetdataJson::diskIsAShareOfWhatPeopleCanUse()
{
    const auto row = toRow(Chart::Disk, "GiB", {{"avail", 30}, {"used", 90}, {"reserved for root", 5}});
    QCOMPARE((*row)[0], 75.0f);
    QVERIFY(std::isnan((*toRow(Chart::Disk, "GiB", {{"avail", 0}, {"used", 0}}))[0]));
    QVERIFY(std::isnan((*toRow(Chart::Disk, "GiB", {{"avail", 0}, {"used", 0}}))[1]));
    QVERIFY(std::isnan((*toRow(Chart::Memory, "MiB", {{"used", 0}, {"cached", 0}}))[0])); // not measured yet
    QVERIFY(std::isnan(memoryTotal("MiB", {{"free", 0}, {"used", 0}, {"cached", 0}, {"buffers", 0}})));
}

void TestNetdataJson::mutatedDocumentsNeverCrash()
{
    QRandomGenerator random(20261121);
    int good = 0;
    for (int i = 0; i < 10'000; ++i) {
        QByteArray json = i % 2 ? kData : kLatest;
        for (int k = random.bounded(1, 5); k > 0; --k) {
            const int at = random.bounded(int(json.size()));
            switch (random.bounded(4)) {
            case 0: json[at] = char(random.bounded(256)); break;
            case 1: json.remove(at, random.bounded(1, 9)); break;
            case 2: json.insert(at, json.sliced(at, std::min<qsizetype>(json.size() - at, random.bounded(1, 30)))); break;
            default: json[at] = "{}[]\",:0123456789.eE-nN"[random.bounded(23)]; break;
            }
            if (json.isEmpty())
                json = "{";
        }
        good += parseData(json, kNow) ? 1 : 0;
        good += parseLatest(json, kNow) ? 1 : 0;
        good += parseCharts(json) ? 1 : 0;
        good += parseInfo(json) ? 1 : 0;
    }
    QVERIFY(good > 0 && good < 38'000);
}

QTEST_GUILESS_MAIN(TestNetdataJson)
#include "tst_netdatajson.moc"
