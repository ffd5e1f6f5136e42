#include "features/myspace/gui/membermodel.h"
#include "features/myspace/gui/metrictile.h"
#include "features/myspace/gui/parts.h"
#include "features/myspace/gui/projectcharts.h"
#include "features/myspace/gui/projectpage.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>

namespace aiops::myspace {

namespace {

/// Values that a test sets host by host.
class SetMetrics final : public CardMetrics
{
public:
    std::optional<CardValues> values(InstanceId id) const override
    {
        return known.contains(id) ? std::optional(known.value(id)) : std::nullopt;
    }
    void set(InstanceId id, float cpu, const QString &status = u"running"_s)
    {
        CardValues v{.status = status, .source = u"Netdata live, 1 s"_s, .sourceStatus = u"running"_s, .end = 1'764'000'000'000, .step = 5000, .isLive = true};
        v.series[0] = {cpu, {cpu - 4, cpu}};
        v.series[1] = {50, {50, 50}};
        known.insert(id, v);
        emit changed({id});
    }
    QHash<InstanceId, CardValues> known;
};

MemberRow row(const QString &name, const QList<float> &cpu, qint64 end = 900'000)
{
    MemberRow made{.id = InstanceId::create(), .name = name, .role = {}, .status = u"running"_s, .source = {}, .seen = {}, .member = {}, .samples = {}, .end = end};
    made.samples[0] = cpu;
    return made;
}

QString textOf(const ProjectPage &page, const QString &tile)
{
    return page.findChild<MetricTile *>(tile)->accessibleDescription();
}

} // namespace

class TestMySpaceProject final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<widgets::Theme>(); }

    void onlyReportingHostsCount()
    {
        Parts p;
        SetMetrics metrics;
        const ProjectId checkout = p.addProject(u"Checkout"_s, u"#10a37f"_s), other = p.addProject(u"Search"_s, u"#0568bc"_s);
        p.add(u"web-1"_s, u"192.0.2.1"_s, Environment::Production, {{.project = checkout}});
        p.add(u"web-2"_s, u"192.0.2.2"_s, Environment::Production, {{.project = checkout}, {.project = other}});
        p.add(u"silent"_s, u"192.0.2.3"_s, Environment::Production, {{.project = checkout}});
        p.add(u"elsewhere"_s, u"192.0.2.4"_s);
        metrics.set(idOf(p, u"web-1"_s), 20);
        metrics.set(idOf(p, u"web-2"_s), 60);
        metrics.set(idOf(p, u"elsewhere"_s), 99);
        ProjectPage page(p.actions, &metrics);
        page.resize(1100, 800);
        page.openObject(checkout.toString());
        page.show();
        QCOMPARE(textOf(page, u"cpuTile"_s), u"40%, over 2 of 3 reporting, +4 points"_s);
        QCOMPARE(textOf(page, u"memoryTile"_s), u"50%, over 2 of 3 reporting, 0 points"_s);
        QCOMPARE(textOf(page, u"diskTile"_s), u"No data, over 0 of 3 reporting, "_s);
        QCOMPARE(textOf(page, u"upTile"_s), u"2 of 3, 1 not checked, "_s);
        QCOMPARE(page.findChild<QLabel *>(u"reportingLabel"_s)->text(), u"Last 15 min, 2 of 3 reporting"_s);
        page.openObject(other.toString()); // a host in both counts in both
        QCOMPARE(textOf(page, u"cpuTile"_s), u"60%, over 1 of 1 reporting, +4 points"_s);
    }

    void whatWasSeenDecidesWhoIsUp()
    {
        Parts p;
        const ProjectId checkout = p.addProject(u"Checkout"_s, u"#10a37f"_s);
        p.add(u"web-1"_s, u"192.0.2.1"_s, Environment::None, {{.project = checkout}});
        p.add(u"web-2"_s, u"192.0.2.2"_s, Environment::None, {{.project = checkout}});
        ProjectPage page(p.actions, nullptr);
        page.openObject(checkout.toString());
        page.show();
        p.home->inventory().noteSeen(QList<LastSeen>{{idOf(p, u"web-1"_s), QDateTime::currentDateTimeUtc(), 12, u"reachable"_s},
                                                     {idOf(p, u"web-2"_s), {}, -1, u"unreachable"_s}});
        SOON_COMPARE(textOf(page, u"upTile"_s), u"1 of 2, 1 unreachable, "_s);
        QCOMPARE(textOf(page, u"cpuTile"_s), u"No data, over 0 of 2 reporting, "_s);
    }

    void anEmptyProjectHasNoData()
    {
        Parts p;
        const ProjectId empty = p.addProject(u"Empty"_s, u"#10a37f"_s);
        ProjectPage page(p.actions, &p.metrics);
        page.openObject(empty.toString());
        page.show();
        QVERIFY(page.findChild<QWidget *>(u"projectEmpty"_s)->isVisible());
        QCOMPARE(page.findChild<QLabel *>(u"reportingLabel"_s)->text(), u"No data"_s);
        QCOMPARE(textOf(page, u"cpuTile"_s), u"No data, over 0 of 0 reporting, "_s);
        QCOMPARE(textOf(page, u"upTile"_s), u"No data, , "_s);
    }

    void valuesAreTakenOverAtMostTwiceASecond()
    {
        Parts p;
        SetMetrics metrics;
        const ProjectId checkout = p.addProject(u"Checkout"_s, u"#10a37f"_s);
        p.add(u"web-1"_s, u"192.0.2.1"_s, Environment::None, {{.project = checkout}});
        ProjectPage page(p.actions, &metrics);
        page.openObject(checkout.toString());
        page.show();
        auto *model = page.findChild<MemberModel *>();
        const QAbstractItemModelTester tester(model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QSignalSpy moved(model, &QAbstractItemModel::dataChanged);
        for (int i = 0; i < 200; ++i)
            metrics.set(idOf(p, u"web-1"_s), float(i % 100));
        SOON_COMPARE(moved.count(), 1);
        QCOMPARE(model->index(0, MemberModel::CpuColumn).data().toString(), u"99%"_s);
    }

    void theBreakdownSortsByNumber()
    {
        Parts p;
        SetMetrics metrics;
        const ProjectId checkout = p.addProject(u"Checkout"_s, u"#10a37f"_s);
        const QList<std::pair<QString, float>> hosts{{u"a"_s, 9.0F}, {u"b"_s, 100.0F}, {u"c"_s, 20.0F}};
        for (const auto &[name, cpu] : hosts) {
            p.add(name, u"192.0.2.1"_s, Environment::None, {{.project = checkout, .role = u"web"_s}});
            metrics.set(idOf(p, name), cpu);
        }
        p.add(u"d"_s, u"192.0.2.9"_s, Environment::None, {{.project = checkout}});
        ProjectPage page(p.actions, &metrics);
        page.openObject(checkout.toString());
        page.show();
        auto *table = page.findChild<QTableView *>(u"memberTable"_s);
        QCOMPARE(names(*table), (QStringList{u"b"_s, u"c"_s, u"a"_s, u"d"_s}));
        table->sortByColumn(MemberModel::NameColumn, Qt::AscendingOrder);
        QCOMPARE(names(*table), (QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s}));
        QCOMPARE(table->model()->index(3, MemberModel::CpuColumn).data().toString(), u"n/a"_s);
        QSignalSpy opened(&p.navigator, &shell::Navigator::opened);
        emit table->activated(table->model()->index(0, 0));
        QCOMPARE(opened.first().at(0).toString(), u"instance"_s);
        QCOMPARE(opened.first().at(1).toString(), idOf(p, u"a"_s).toString());
    }

    void itIsArchivedAndRestoredFromHere()
    {
        Parts p;
        const ProjectId checkout = p.addProject(u"Checkout"_s, u"#10a37f"_s);
        ProjectPage page(p.actions, nullptr);
        page.openObject(checkout.toString());
        page.show();
        p.actions.archiveProject(checkout);
        SOON_VERIFY(page.findChild<QAbstractButton *>(u"restoreProjectButton"_s));
        page.findChild<QAbstractButton *>(u"restoreProjectButton"_s)->click();
        SOON_COMPARE(p.estate.projects().size(), 1);
        QCOMPARE(page.project(), checkout);
    }

    void theWorstEightHaveALineAndTheOthersABand()
    {
        QList<MemberRow> rows;
        for (int i = 0; i < 42; ++i)
            rows.append(row(u"host-%1"_s.arg(i), {float(i), float(i) / 2}));
        rows.append(row(u"silent"_s, {}));
        const ProjectLines lines = chooseLines(rows, 0);
        QCOMPARE(lines.lines.size(), 8);
        QCOMPARE(lines.others, 34);
        QCOMPARE(lines.lines.first().name, u"host-41"_s);
        QSet<int> colors;
        for (const ProjectLines::Line &line : lines.lines)
            colors.insert(line.color);
        QCOMPARE(colors.size(), 8);
        const widgets::ChartData data = chartData(rows, lines, 0);
        QCOMPARE(data.lines.size(), 8U);
        QCOMPARE(data.times.size(), 180U);
        QCOMPARE(data.times.back(), 900'000);
        QCOMPARE(data.lines[0].back(), 20.5F);
        QCOMPARE(data.bandLow.back(), 0.0F);
        QCOMPARE(data.bandHigh.back(), 16.5F);
        QVERIFY(std::isnan(data.bandLow.front()));
    }

    void oneAloneHidesTheRest()
    {
        QList<MemberRow> rows;
        for (int i = 0; i < 10; ++i)
            rows.append(row(u"host-%1"_s.arg(i), {float(i)}));
        const ProjectLines lines = chooseLines(rows, 0);
        const widgets::ChartData data = chartData(rows, lines, 0, {lines.lines[2].id});
        QVERIFY(!data.hasValues(0) && !data.hasValues(1) && data.hasValues(2));
        QVERIFY(std::isnan(data.bandHigh.back()));
    }

    void lateHostsEndEarlier()
    {
        const QList<MemberRow> rows{row(u"a"_s, {1, 2, 3}, 900'000), row(u"b"_s, {7, 8}, 890'000)};
        const widgets::ChartData data = chartData(rows, chooseLines(rows, 0), 0);
        const std::vector<float> &late = data.lines[0];
        QVERIFY(std::isnan(late[179]) && std::isnan(late[178]));
        QCOMPARE(late[177], 8.0F);
        QCOMPARE(late[176], 7.0F);
        QVERIFY(chartData({}, {}, 0).times.empty());
    }

private:
    static InstanceId idOf(const Parts &p, const QString &name)
    {
        const auto found = std::ranges::find(p.estate.instances(), name, &Instance::name);
        return found == p.estate.instances().end() ? InstanceId() : found->id;
    }
    static QStringList names(const QTableView &table)
    {
        QStringList names;
        for (int i = 0; i < table.model()->rowCount(); ++i)
            names << table.model()->index(i, 0).data().toString();
        return names;
    }
    std::unique_ptr<widgets::Theme> m_theme;
};

} // namespace aiops::myspace

QTEST_MAIN(aiops::myspace::TestMySpaceProject)
#include "tst_myspaceproject.moc"
