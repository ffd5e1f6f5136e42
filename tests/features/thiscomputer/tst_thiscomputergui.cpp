#include "features/thiscomputer/gui/doorlist.h"
#include "features/thiscomputer/gui/processtable.h"
#include "features/thiscomputer/gui/thiscomputerfeature.h"
#include "features/thiscomputer/gui/tiletexts.h"
#include "shell/navigator.h"
#include "shell/registry.h"
#include "widgets/charts/timechart.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

#include <cmath>

using namespace aiops;
using namespace aiops::thiscomputer;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// A computer that is always a quarter busy.
class SteadyReader final : public Reader
{
public:
    Reading read(bool withProcesses) override
    {
        m_at += 1s;
        Reading reading;
        reading.at = m_at;
        reading.time = QDateTime::fromMSecsSinceEpoch(1'800'000'000'000 + m_at.count());
        reading.cpu = CpuTicks{quint64(m_at.count()), 0, 0, 3 * quint64(m_at.count())};
        reading.memory = {64 * 1073741824., 42.5 * 1073741824.};
        reading.disk = {1000e9, 412e9};
        reading.load = {2.1, 1, 0.5};
        reading.uptime = 4 * 86'400 + 3 * 3600;
        reading.interfaces = {{"eth0", 900'000 * quint64(m_at.count()) / 1000, 150'000 * quint64(m_at.count()) / 1000}};
        if (withProcesses)
            reading.processes = QList<Process>{{7, 1, u"postgres"_s, quint64(m_at.count()) / 10, 2'000'000'000}, {8, 1, u"sshd"_s, 0, 9'000'000}};
        reading.facts = Facts{u"workstation-7"_s, u"Fedora Linux 41"_s, 16, 100};
        return reading;
    }

private:
    std::chrono::milliseconds m_at = 100s;
};

QStringList textsOf(QWidget *root)
{
    QStringList texts;
    for (const QLabel *label : root->findChildren<QLabel *>())
        texts << label->text();
    return texts;
}

} // namespace

class TestThisComputerGui final : public QObject
{
    Q_OBJECT

private slots:
    void aDoorIsThereWithItsAction_data();
    void aDoorIsThereWithItsAction();
    void aClickAnywhereInADoorRunsIt();
    void foundHostsAreToldAndReviewed_data();
    void foundHostsAreToldAndReviewed();
    void valuesAreSaidInWords_data();
    void valuesAreSaidInWords();
    void unknownValuesAreNeverZero();
    void uptimesAreShort_data();
    void uptimesAreShort();
    void recentValuesKeepTheirGaps();
    void processesChangeInPlace();
    void theFirstRunPageIsLive();
    void theLivePageHasChartsOfEverything();
    void aHiddenPageStopsTheSampler();

private:
    Services services() { return {m_sampler, m_registry, m_navigator, {}, [this] { return m_hasVault; }}; }
    void addAction(const QString &id) { m_registry.addAction({.id = id, .text = id, .menu = {}, .run = [] {}}); }

    widgets::Theme m_theme;
    Sampler m_sampler{std::make_shared<SteadyReader>(), Sampler::Pace{1ms, 5ms}};
    shell::Registry m_registry;
    shell::Navigator m_navigator;
    bool m_hasVault = false;
};

void TestThisComputerGui::aDoorIsThereWithItsAction_data()
{
    QTest::addColumn<QStringList>("actions");
    QTest::addColumn<int>("doors");
    QTest::newRow("none") << QStringList{} << 0;
    QTest::newRow("today") << QStringList{u"myspace.addInstance"_s} << 1;
    QTest::newRow("with the import") << QStringList{u"myspace.addInstance"_s, u"importing.sshConfig"_s} << 2;
    QTest::newRow("all") << QStringList{u"team.connect"_s, u"myspace.addInstance"_s, u"cloud.discover"_s, u"importing.sshConfig"_s} << 4;
    QTest::newRow("others") << QStringList{u"audit.open"_s} << 0;
}

void TestThisComputerGui::aDoorIsThereWithItsAction()
{
    QFETCH(QStringList, actions);
    shell::Registry registry;
    for (const QString &id : actions)
        registry.addAction({.id = id, .text = id, .menu = {}, .run = [] {}});
    DoorList doors(registry, m_navigator);
    QTEST(doors.count(), "doors");
    QCOMPARE(doors.findChildren<QPushButton *>().size(), doors.count());
    doors.setFound({3, 0, {u"a"_s}}); // also without the door
}

void TestThisComputerGui::aClickAnywhereInADoorRunsIt()
{
    shell::Registry registry;
    registry.addAction({.id = u"myspace.addInstance"_s, .text = u"x"_s, .menu = {}, .run = [] {}});
    DoorList doors(registry, m_navigator);
    doors.resize(600, 100);
    doors.show();
    QSignalSpy run(&m_navigator, &shell::Navigator::runRequested);
    auto *button = doors.findChild<QPushButton *>(u"myspace.addInstanceDoor"_s);
    QCOMPARE(button->accessibleName(), u"Add an instance"_s);
    QTest::mouseClick(button, Qt::LeftButton);
    QTest::mouseClick(button->parentWidget(), Qt::LeftButton, {}, {150, 20});
    QTest::keyClick(button, Qt::Key_Space);
    QCOMPARE(run.size(), 3);
    QCOMPARE(run[1][0].toString(), u"myspace.addInstance"_s);
}

void TestThisComputerGui::foundHostsAreToldAndReviewed_data()
{
    QTest::addColumn<FoundHosts>("found");
    QTest::addColumn<QString>("button");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("more");
    QStringList many;
    for (int i = 0; i < 25; ++i)
        many << u"host-%1"_s.arg(i);
    QTest::newRow("many") << FoundHosts{23, 2, many} << u"Review 23"_s << u"23 hosts and 2 jump hosts"_s << u"and 22 more"_s;
    QTest::newRow("without jump hosts") << FoundHosts{3, 0, many.first(3)} << u"Review 3"_s << u"Found 3 hosts."_s << QString();
    QTest::newRow("none") << FoundHosts{} << u"Import"_s << u"No hosts"_s << QString();
    QTest::newRow("long name") << FoundHosts{2, 0, {QString(3000, u'w'), u"b"_s}} << u"Review 2"_s << u"2 hosts"_s << QString();
}

void TestThisComputerGui::foundHostsAreToldAndReviewed()
{
    QFETCH(FoundHosts, found);
    QFETCH(QString, text);
    QFETCH(QString, more);
    shell::Registry registry;
    registry.addAction({.id = u"importing.sshConfig"_s, .text = u"x"_s, .menu = {}, .run = [] {}});
    DoorList doors(registry, m_navigator);
    doors.setFound({1, 0, {u"earlier"_s}});
    doors.setFound(found);
    doors.resize(700, 100);
    QTEST(doors.findChild<QPushButton *>()->text(), "button");
    const QString all = textsOf(&doors).join(u'\n');
    QVERIFY2(all.contains(text), qPrintable(all));
    QVERIFY(!all.contains(u"earlier"));
    QCOMPARE(all.contains(u" more"), !more.isEmpty());
    QVERIFY(all.contains(more));
    QVERIFY(doors.minimumSizeHint().width() < 700);
}

void TestThisComputerGui::valuesAreSaidInWords_data()
{
    QTest::addColumn<QString>("said");
    QTest::addColumn<QString>("expected");
    const auto row = [](const char *name, const TileText &text, const QString &expected) {
        QTest::newRow(name) << text.value + u'|' + text.note << expected;
    };
    Sample sample{.cpu = 14.4, .memoryUsed = 21.6 * 1073741824., .memoryTotal = 64 * 1073741824., .received = 7.2e6, .sent = 1.2e6, .load = {2.1, 1, 1}};
    row("CPU", cpuText(sample), u"14%|load 2.1"_s);
    row("memory", memoryText(sample), u"21.6 GiB|of 64 GiB, 34%"_s);
    row("network", networkText(sample), u"8.4 Mbit/s|1.2 up, 7.2 down"_s);
    row("disk", diskText({1024. * 1073741824, 412. * 1073741824}), u"412 GiB free|of 1 TiB, 60% used"_s);
    sample.received = sample.sent = 0;
    row("no traffic", networkText(sample), u"0 bit/s|0 up, 0 down"_s);
    sample.cpu = 99.6;
    row("busy", cpuText(sample), u"100%|load 2.1"_s);
}

void TestThisComputerGui::valuesAreSaidInWords()
{
    QFETCH(QString, said);
    QTEST(said, "expected");
}

void TestThisComputerGui::unknownValuesAreNeverZero()
{
    for (const TileText &text : {cpuText({}), memoryText({}), networkText({}), diskText({})}) {
        QCOMPARE(text.value, u"n/a"_s);
        QCOMPARE(text.note, QString());
    }
    QCOMPARE(factsText({}, kUnknown), QString());
    QCOMPARE(factsText({u"<b>box</b>\x1b"_s, u"X"_s, 1, 100}, kUnknown).contains(u'\x1b'), false);
}

void TestThisComputerGui::uptimesAreShort_data()
{
    QTest::addColumn<double>("seconds");
    QTest::addColumn<QString>("text");
    QTest::newRow("unknown") << kUnknown << QString();
    QTest::newRow("just now") << 3. << u"up 0 min"_s;
    QTest::newRow("minutes") << 3599. << u"up 59 min"_s;
    QTest::newRow("hours") << 86'399. << u"up 23 h 59 min"_s;
    QTest::newRow("days") << 4 * 86'400 + 3 * 3600. << u"up 4 d 3 h"_s;
}

void TestThisComputerGui::uptimesAreShort()
{
    QFETCH(double, seconds);
    QTEST(uptimeText(seconds), "text");
}

void TestThisComputerGui::recentValuesKeepTheirGaps()
{
    std::deque<Sample> samples;
    for (const qint64 second : {-500, 0, 1, 3, 20, 21})
        samples.push_back({.time = 1'000'000'000 + second * 1000, .cpu = double(second)});
    const Recent recent = recentOf(samples, [](const Sample &sample) { return sample.cpu; });
    QCOMPARE(recent.back(), 21);
    QCOMPARE(recent[recent.size() - 22], 0);
    QCOMPARE(recent[recent.size() - 20], 1); // one second without a sample is no gap
    QVERIFY(std::isnan(recent[recent.size() - 10]));
    QVERIFY(std::isnan(recent.front()));
    QVERIFY(std::isnan(recentOf({}, [](const Sample &) { return 1.; }).back()));
}

void TestThisComputerGui::processesChangeInPlace()
{
    ProcessModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<ProcessLoad> rows{{1, u"a"_s, 11.26, 2'040'109'465}, {2, u"b"_s, 0, 0}};
    model.setRows(rows);
    QCOMPARE(model.index(0, 1).data().toString(), u"11.3%"_s);
    QCOMPARE(model.index(0, 2).data().toString(), u"1.9 GiB"_s);
    rows.append({3, u"c"_s, 1, 1});
    rows[0].name = u"z"_s;
    model.setRows(rows);
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.index(0, 0).data().toString(), u"z"_s);
    model.setRows({});
    QCOMPARE(model.rowCount(), 0);
}

void TestThisComputerGui::theFirstRunPageIsLive()
{
    addAction(u"myspace.addInstance"_s);
    const std::unique_ptr<QWidget> page(createFirstRunPage(services(), nullptr));
    page->resize(1150, 800);
    page->show();
    auto *tile = page->findChild<QWidget *>(u"cpuTile"_s);
    QTRY_COMPARE(tile->accessibleName(), u"CPU: 25%, load 2.1"_s);
    QCOMPARE(page->findChild<QWidget *>(u"memoryTile"_s)->accessibleName(), u"Memory: 21.5 GiB, of 64 GiB, 34%"_s);
    QCOMPARE(page->findChild<QLabel *>(u"factsLabel"_s)->text(), u"workstation-7, Fedora Linux 41, 16 cores, 64 GiB"_s);
    auto *table = page->findChild<QTableView *>(u"processTable"_s);
    QTRY_COMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, 0).data().toString(), u"postgres"_s);
    QWidget *vault = page->findChild<QWidget *>(u"vaultCard"_s);
    QVERIFY(vault->isVisible());
    m_hasVault = true;
    m_navigator.refreshStatus();
    QVERIFY(!vault->isVisible());
    m_hasVault = false;
    page->resize(620, 800); // everything below each other, nothing cut at the right
    QVERIFY(page->findChild<QWidget *>(u"doorList"_s)->parentWidget()->width() <= 620);
}

void TestThisComputerGui::theLivePageHasChartsOfEverything()
{
    const std::unique_ptr<QWidget> page(createLivePage(services(), nullptr));
    page->resize(1150, 800);
    page->show();
    for (const char *name : {"cpuChart", "memoryChart", "diskChart", "networkChart", "loadChart"}) {
        auto *chart = page->findChild<widgets::TimeChart *>(QLatin1StringView(name));
        QVERIFY2(chart, name);
        QTRY_VERIFY(chart->data().size() > 3);
        QCOMPARE(chart->data().lines.size(), std::size_t(chart->setup().lines.size()));
    }
    QVERIFY(page->findChild<QLabel *>(u"factsLabel"_s)->text().endsWith(u"up 4 d 3 h"));
    QVERIFY(!page->findChild<QWidget *>(u"localTerminalButton"_s));
}

void TestThisComputerGui::aHiddenPageStopsTheSampler()
{
    const std::unique_ptr<QWidget> page(createLivePage(services(), nullptr));
    QVERIFY(!m_sampler.isRunning());
    page->show();
    QVERIFY(m_sampler.isRunning());
    page->hide();
    QVERIFY(!m_sampler.isRunning());
    page->show();
    QVERIFY(m_sampler.isRunning());
}

QTEST_MAIN(TestThisComputerGui)
#include "tst_thiscomputergui.moc"
