#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/chosen.h"
#include "features/myspace/gui/parts.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QRandomGenerator>
#include <QSignalSpy>

using namespace aiops;
using namespace aiops::myspace;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;

namespace {

constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

CardRow row(const QString &name, const QString &status = u"running"_s, double cpu = kUnknown, const QString &region = {})
{
    CardRow row{.id = InstanceId::create(), .name = name, .region = region, .provider = u"ssh"_s, .status = status};
    row.series = CardSeriesSet({CardSeries{.value = cpu}, {}, {}});
    row.hay = haystackOf({.name = name, .region = region}, {}, {}, status);
    return row;
}

QStringList names(const CardModel &model)
{
    QStringList names;
    for (int line = 0; line < model.rowCount(); ++line)
        names << (model.isHeader(line) ? u"# "_s + model.group(line).title : model.row(line).name);
    return names;
}

} // namespace

class TestMySpaceModel final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { new widgets::Theme(qApp); }

    void everySortHasItsOrder_data()
    {
        QTest::addColumn<int>("sort");
        QTest::addColumn<QStringList>("order");
        QTest::newRow("name") << int(SortBy::Name) << QStringList{u"a"_s, u"b"_s, u"c"_s, u"d"_s, u"e"_s};
        QTest::newRow("worst") << int(SortBy::Worst) << QStringList{u"c"_s, u"e"_s, u"a"_s, u"b"_s, u"d"_s};
        QTest::newRow("cpu") << int(SortBy::Cpu) << QStringList{u"c"_s, u"a"_s, u"b"_s, u"d"_s, u"e"_s};
        QTest::newRow("last seen") << int(SortBy::LastSeen) << QStringList{u"d"_s, u"a"_s, u"b"_s, u"c"_s, u"e"_s};
        QTest::newRow("role") << int(SortBy::Role) << QStringList{u"b"_s, u"a"_s, u"c"_s, u"d"_s, u"e"_s};
        QTest::newRow("address") << int(SortBy::Address) << QStringList{u"b"_s, u"a"_s, u"c"_s, u"d"_s, u"e"_s};
    }
    void everySortHasItsOrder()
    {
        Parts p;
        CardModel model(p.estate, nullptr);
        QList<CardRow> rows{row(u"a"_s, u"running"_s, 50), row(u"b"_s, u"running"_s, 20), row(u"c"_s, u"critical"_s, 95),
                            row(u"d"_s, u"running"_s, 0), row(u"e"_s, u"unreachable"_s)};
        rows[3].seenAt = 7;
        rows[0].projects = {{ProjectId::create(), u"P"_s, {}, u"web"_s}};
        rows[1].projects = {{ProjectId::create(), u"P"_s, {}, u"db"_s}};
        rows[0].address = u"10.0.0.10"_s;
        rows[1].address = u"10.0.0.9"_s;
        rows[2].address = rows[3].address = rows[4].address = u"10.0.0.11"_s;
        model.setRows(rows);
        QFETCH(int, sort);
        model.setView({.sort = SortBy(sort)});
        QTEST(names(model), "order");
        QStringList backwards = names(model);
        std::ranges::reverse(backwards);
        model.setView({.sort = SortBy(sort), .descending = true});
        QCOMPARE(names(model), backwards);
    }

    void aRowInTwoProjectsShowsInBothAndIsChosenOnce()
    {
        Parts p;
        CardModel model(p.estate, nullptr);
        QAbstractItemModelTester tester(&model);
        QList<CardRow> rows{row(u"a"_s), row(u"b"_s), row(u"c"_s)};
        const CardProject one{ProjectId::create(), u"One"_s, u"#10a37f"_s, {}};
        const CardProject two{ProjectId::create(), u"Two"_s, u"#0568bc"_s, {}};
        rows[0].projects = {two, one};
        rows[1].projects = {one};
        model.setRows(rows);
        model.setView({.group = GroupBy::Project});
        QCOMPARE(names(model), QStringList({u"# One"_s, u"a"_s, u"b"_s, u"# Two"_s, u"a"_s, u"# No project"_s, u"c"_s}));
        QCOMPARE(model.matching(), 3);
        Chosen chosen(model);
        chosen.chooseAll();
        QCOMPARE(chosen.ids(), QList<InstanceId>({rows[0].id, rows[1].id, rows[2].id}));
    }

    void sumsCountOnlyWhoReports_data()
    {
        QTest::addColumn<QList<double>>("cpu");
        QTest::addColumn<QString>("text");
        QTest::newRow("nobody") << QList<double>{kUnknown, kUnknown} << u"no data"_s;
        QTest::newRow("empty") << QList<double>{} << u"no data"_s;
        QTest::newRow("zero is a value") << QList<double>{0, kUnknown} << u"0% average CPU over 1 of 2 reporting"_s;
        QTest::newRow("all") << QList<double>{20, 40} << u"30% average CPU"_s;
        QTest::newRow("with an alert") << QList<double>{95, 5, kUnknown} << u"50% average CPU over 2 of 3 reporting, 1 alerts"_s;
    }
    void sumsCountOnlyWhoReports()
    {
        QFETCH(QList<double>, cpu);
        QList<CardRow> rows;
        CardGroup group;
        for (const double value : cpu) {
            group.members << int(rows.size());
            rows << row(u"x"_s, u"running"_s, value);
        }
        QTEST(sumsText(sumsOf(rows, group)), "text");
    }

    void groupsShowTheFirstOnesCollapseAndShowAll()
    {
        Parts p;
        CardModel model(p.estate, nullptr);
        QAbstractItemModelTester tester(&model);
        QList<CardRow> rows;
        for (int i = 0; i < 10; ++i)
            rows << row(u"eu-%1"_s.arg(i), u"running"_s, kUnknown, u"eu"_s);
        rows << row(u"us-0"_s, u"running"_s, kUnknown, u"us"_s);
        model.setRows(rows);
        model.setPreview(4);
        model.setView({.group = GroupBy::Region});
        QCOMPARE(model.rowCount(), 1 + 4 + 1 + 1);
        QVERIFY(model.canExpand(model.group(0)) && !model.canExpand(model.group(5)));
        model.setExpanded(u"eu"_s, true);
        QCOMPARE(model.rowCount(), 1 + 10 + 1 + 1);
        model.setCollapsed(u"eu"_s, true);
        QCOMPARE(names(model), QStringList({u"# eu"_s, u"# us"_s, u"us-0"_s}));
        QCOMPARE(model.matching(), 11);
        QCOMPARE(model.group(0).members.size(), 10);
        model.setExpanded(u"eu"_s, false);
        QCOMPARE(model.rowCount(), 1 + 4 + 1 + 1);
    }

    void aMistakeLeavesWhatStandsBeforeIt_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QStringList>("shown");
        const QStringList all{u"db-1"_s, u"web-1"_s, u"web-2"_s};
        QTest::newRow("group not closed") << u"web ("_s << QStringList{u"web-1"_s, u"web-2"_s};
        QTest::newRow("unknown key") << u"web colour:red"_s << QStringList{u"web-1"_s, u"web-2"_s};
        QTest::newRow("no value yet") << u"db tag:"_s << QStringList{u"db-1"_s};
        QTest::newRow("first word") << u"colour:red"_s << all;
        QTest::newRow("half an OR") << u"db OR"_s << QStringList{u"db-1"_s};
        QTest::newRow("two mistakes") << u"web-2 tag: colour:red"_s << QStringList{u"web-2"_s};
        QTest::newRow("nothing understood") << u"((("_s << all;
    }
    void aMistakeLeavesWhatStandsBeforeIt()
    {
        Parts p;
        CardModel model(p.estate, nullptr);
        model.setRows({row(u"db-1"_s), row(u"web-1"_s), row(u"web-2"_s)});
        QFETCH(QString, text);
        model.setView({.text = text});
        QTEST(names(model), "shown");
    }

    void theChoiceSurvivesEveryArrangement()
    {
        Parts p;
        CardModel model(p.estate, nullptr);
        QAbstractItemModelTester tester(&model);
        Chosen chosen(model);
        QList<CardRow> rows;
        for (int i = 0; i < 40; ++i)
            rows << row(u"web-%1"_s.arg(i, 2, 10, QChar(u'0')), i % 3 == 0 ? u"critical"_s : u"running"_s, i * 2, i % 2 ? u"eu"_s : u"us"_s);
        model.setRows(rows);
        chosen.selection()->setCurrentIndex(model.indexOf(rows[30].id), QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
        chosen.selection()->select(model.indexOf(rows[31].id), QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QRandomGenerator random(7);
        for (int i = 0; i < 60; ++i) {
            const SpaceView view{.text = i % 5 == 1 ? u"web-3"_s : i % 5 == 2 ? u"eu OR us"_s : QString(),
                                 .group = GroupBy(random.bounded(7)), .sort = SortBy(random.bounded(12)), .descending = random.bounded(2) == 1};
            model.setPreview(50);
            model.setView(view);
            if (i % 7 == 0) {
                rows[random.bounded(30)].name += u'x';
                model.setRows(rows);
            }
            const QList<InstanceId> ids = chosen.ids();
            QCOMPARE(QSet<InstanceId>(ids.begin(), ids.end()), QSet<InstanceId>({rows[30].id, rows[31].id}));
            QCOMPARE(chosen.current(), rows[30].id);
        }
    }

    void onlyThoseThatReportArePainted()
    {
        Parts p;
        p.fill();
        CardModel model(p.estate, &p.metrics);
        QAbstractItemModelTester tester(&model);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        QSignalSpy arranged(&model, &CardModel::arranged);
        emit p.metrics.changed({model.row(2).id, model.row(4).id, InstanceId::create()});
        QCOMPARE(changed.size(), 2);
        QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 2);
        QCOMPARE(arranged.size(), 0); // no layout
    }

    void draggedRowsComeBack()
    {
        const QList<InstanceId> ids{InstanceId::create(), InstanceId::create()};
        const std::unique_ptr<QMimeData> data(CardModel::mimeOf(ids));
        QCOMPARE(CardModel::idsOf(*data), ids);
        QMimeData hostile;
        hostile.setData(CardModel::kMimeType, "x\n\n\xff\0{}\n");
        QVERIFY(CardModel::idsOf(hostile).isEmpty());
    }

    void theSentenceSaysEverything()
    {
        CardRow card = row(u"checkout-db-primary"_s, u"critical"_s, 67, u"eu-west-1"_s);
        card.environment = u"prod"_s;
        card.provider = u"aws"_s;
        card.address = u"10.20.4.11"_s;
        card.series = CardSeriesSet({CardSeries{.value = 67}, CardSeries{.value = 88}, CardSeries{.value = 91}});
        QCOMPARE(sentenceOf(card), u"checkout-db-primary, Critical, production, AWS eu-west-1, 10.20.4.11, CPU 67 percent, memory 88, disk 91, 2 alerts"_s);
    }
};

QTEST_MAIN(TestMySpaceModel)
#include "tst_myspacemodel.moc"
