#include "features/myspace/gui/cardlist.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/cardtable.h"
#include "features/myspace/gui/chosen.h"
#include "features/myspace/gui/instancedialog.h"
#include "features/myspace/gui/instanceform.h"
#include "features/myspace/gui/instancepage.h"
#include "features/myspace/gui/myspacepage.h"
#include "features/myspace/gui/parts.h"
#include "features/myspace/gui/projectdialog.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QBackingStore>
#include <QBoxLayout>
#include <QDir>
#include <QElapsedTimer>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QPaintEvent>
#include <QScrollBar>
#include <QSignalSpy>

using namespace aiops;
using namespace aiops::myspace;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;
using widgets::Theme;

class TestMySpaceGui final : public QObject
{
    Q_OBJECT

private:
    struct Painted final : QObject
    {
        QRegion region;
        bool eventFilter(QObject *, QEvent *event) override
        {
            if (event->type() == QEvent::Paint)
                region += static_cast<QPaintEvent *>(event)->region();
            return false;
        }
    };

    /// A table of three hundred, wider than its window.
    struct Rows
    {
        Parts p;
        CardModel model{p.estate, nullptr};
        Chosen chosen{model};
        CardTable table{p.actions, model, chosen};
        Rows()
        {
            QList<CardRow> rows;
            for (int i = 0; i < 300; ++i)
                rows << CardRow{.id = InstanceId::create(), .name = u"web-%1"_s.arg(i, 3, 10, QChar(u'0')), .region = u"eu-west-%1"_s.arg(i / 10)};
            model.setRows(rows);
            table.resize(900, 600);
        }
    };

    static void picture(QWidget &widget, const QString &name)
    {
        QDir().mkpath(QStringLiteral(AIOPS_PICTURES));
        for (const auto mode : {Theme::Mode::Light, Theme::Mode::Dark}) {
            Theme::current().setMode(mode);
            widget.ensurePolished();
            QTest::qWait(1);
            const QString suffix = mode == Theme::Mode::Light ? u"light"_s : u"dark"_s;
            QVERIFY(widget.grab().save(QStringLiteral(AIOPS_PICTURES "/%1-%2.png").arg(name, suffix)));
        }
        Theme::current().setMode(Theme::Mode::Light);
    }

    static std::unique_ptr<QWidget> frame(shell::Page *page)
    {
        auto window = std::make_unique<QWidget>();
        auto *row = new QHBoxLayout(window.get());
        row->setContentsMargins(0, 0, 0, 0);
        row->setSpacing(0);
        if (QWidget *side = page->sidePane()) {
            side->setFixedWidth(224);
            row->addWidget(side);
        }
        row->addWidget(page, 1);
        page->inspector()->setFixedWidth(316);
        row->addWidget(page->inspector());
        window->resize(1360, 820);
        window->show();
        return window;
    }

private slots:
    void initTestCase() { new Theme(qApp); }

    void wrongInputIsToldAtItsField_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("address");
        QTest::addColumn<QString>("port");
        QTest::addColumn<QString>("user");
        QTest::addColumn<QStringList>("wrong");
        QTest::newRow("good") << u"web"_s << u"10.0.0.1"_s << u"22"_s << u"deploy"_s << QStringList();
        QTest::newRow("IPv6") << u"web"_s << u"2001:db8::1"_s << u"2222"_s << QString() << QStringList();
        QTest::newRow("nothing") << QString() << QString() << QString() << QString() << QStringList{u"addressEdit"_s, u"nameEdit"_s};
        QTest::newRow("option as address") << u"web"_s << u"-oProxyCommand=x"_s << u"22"_s << QString() << QStringList{u"addressEdit"_s};
        QTest::newRow("user in address") << u"web"_s << u"root@host"_s << u"22"_s << QString() << QStringList{u"addressEdit"_s};
        QTest::newRow("shell in address") << u"web"_s << u"a;b"_s << u"22"_s << QString() << QStringList{u"addressEdit"_s};
        QTest::newRow("port too large") << u"web"_s << u"h"_s << u"65536"_s << QString() << QStringList{u"portEdit"_s};
        QTest::newRow("port zero") << u"web"_s << u"h"_s << u"0"_s << QString() << QStringList{u"portEdit"_s};
        QTest::newRow("option as user") << u"web"_s << u"h"_s << u"22"_s << u"-lroot"_s << QStringList{u"userEdit"_s};
        QTest::newRow("space in user") << u"web"_s << u"h"_s << u"22"_s << u"a b"_s << QStringList{u"userEdit"_s};
    }

    void wrongInputIsToldAtItsField()
    {
        QFETCH(QString, name);
        QFETCH(QString, address);
        QFETCH(QString, port);
        QFETCH(QString, user);
        QFETCH(QStringList, wrong);
        QStringList found = problemsOf({name, address, port, user, {}}).keys();
        found.sort();
        QCOMPARE(found, wrong);
    }

    void changesKeepTheSelection()
    {
        Parts p;
        p.fill();
        CardModel model(p.estate, nullptr);
        QAbstractItemModelTester tester(&model);
        QListView view;
        view.setModel(&model);
        const InstanceId chosen = model.row(3).id;
        view.setCurrentIndex(model.index(3, 0));
        p.add(u"a-first"_s, u"10.9.9.9"_s);
        QCOMPARE(view.currentIndex().data(CardModel::IdRole).toString(), chosen.toString());
        p.actions.changes().saveInstance(chosen, {.name = u"zz-last"_s}, p.estate.linksOf(chosen));
        SOON_COMPARE(model.row(model.rowCount() - 1).id, chosen);
        QCOMPARE(view.currentIndex().data(CardModel::IdRole).toString(), chosen.toString());
        QVERIFY(model.data(model.index(0, 0), Qt::AccessibleTextRole).toString().startsWith(u"a-first, Not checked"));
    }

    void aHundredThousandFilterAtOnce()
    {
        Parts p;
        CardModel model(p.estate, nullptr);
        QList<CardRow> rows;
        for (int i = 0; i < 100'000; ++i) {
            rows << CardRow{.id = InstanceId::create(), .name = u"web-%1"_s.arg(i)};
            rows.last().hay = haystackOf({.name = rows.last().name, .address = u"10.0.0.1"_s}, {}, {}, u"unknown"_s);
        }
        model.setRows(rows);
        QElapsedTimer timer;
        timer.start();
        model.setView({.text = u"WEB-77"_s});
        QCOMPARE(model.rowCount(), 1111);
        QVERIFY2(timer.elapsed() < 1500, qPrintable(QString::number(timer.elapsed()))); // with sanitizers; see tests/bench
    }

    void scrollingPaintsWhatComesIntoView()
    {
        Painted painted;
        Parts p;
        CardModel model(p.estate, nullptr);
        QList<CardRow> rows;
        for (int i = 0; i < 300; ++i)
            rows << CardRow{.id = InstanceId::create(), .name = u"web-%1"_s.arg(i)};
        model.setRows(rows);
        Chosen chosen(model);
        CardList list(p.actions, model, chosen);
        list.resize(900, 600);
        list.viewport()->installEventFilter(&painted);
        list.show();
        QTRY_COMPARE(painted.region.boundingRect(), list.viewport()->rect());
        list.verticalScrollBar()->setValue(10); // what was still to be done after it was shown
        QTRY_VERIFY(!list.testAttribute(Qt::WA_PendingUpdate));
        list.viewport()->repaint();
        painted.region = {};
        list.verticalScrollBar()->setValue(70);
        QTRY_VERIFY(!painted.region.isEmpty());
        QCOMPARE(painted.region.boundingRect(), list.viewport()->rect().adjusted(0, list.viewport()->height() - 60, 0, 0));
    }

    void scrollingTheTablePaintsWhatComesIntoView_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::newRow("from the left") << Qt::LeftToRight;
        QTest::newRow("from the right") << Qt::RightToLeft;
    }
    void scrollingTheTablePaintsWhatComesIntoView()
    {
        QFETCH(Qt::LayoutDirection, direction);
        Painted painted;
        Rows rows;
        CardTable &table = rows.table;
        table.setLayoutDirection(direction);
        table.viewport()->installEventFilter(&painted);
        table.show();
        const QRect all = table.viewport()->rect();
        QTRY_COMPARE(painted.region.boundingRect(), all);
        const int row = table.rowHeight(0);
        const auto strip = [&](QScrollBar *bar, int by) {
            (void)QTest::qWaitFor([&] { return !table.testAttribute(Qt::WA_PendingUpdate); });
            table.repaint();
            table.viewport()->repaint();
            painted.region = {};
            bar->setValue(bar->value() + by);
            (void)QTest::qWaitFor([&] { return !painted.region.isEmpty(); });
            return painted.region.boundingRect();
        };
        QCOMPARE(strip(table.verticalScrollBar(), row), QRect(0, all.height() - row, all.width(), row));
        QCOMPARE(strip(table.verticalScrollBar(), -row / 2), QRect(0, 0, all.width(), row / 2));
        strip(table.horizontalScrollBar(), 20); // now the first columns lie over others
        const bool mirrored = direction == Qt::RightToLeft;
        QCOMPARE(strip(table.horizontalScrollBar(), 30), QRect(mirrored ? 0 : all.width() - 30, 0, 30, all.height()));
        QCOMPARE(strip(table.verticalScrollBar(), row), QRect(0, all.height() - row, all.width(), row));
    }

    void whatIsMovedLooksAsPaintedAnew_data()
    {
        QTest::addColumn<Qt::LayoutDirection>("direction");
        QTest::addColumn<GroupBy>("group");
        QTest::newRow("plain") << Qt::LeftToRight << GroupBy::None;
        QTest::newRow("mirrored") << Qt::RightToLeft << GroupBy::None;
        QTest::newRow("grouped") << Qt::LeftToRight << GroupBy::Region;
        QTest::newRow("mirrored and grouped") << Qt::RightToLeft << GroupBy::Region;
    }
    void whatIsMovedLooksAsPaintedAnew()
    {
        QFETCH(Qt::LayoutDirection, direction);
        QFETCH(GroupBy, group);
        Rows rows;
        CardTable &table = rows.table;
        rows.model.setView({.group = group});
        rows.model.setPreview(7);
        table.setLayoutDirection(direction);
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        table.setCurrentIndex(rows.model.index(3, CardModel::Name));
        const auto onScreen = [&table] { return static_cast<const QImage *>(table.backingStore()->paintDevice())->copy(); };
        const std::array<std::pair<int, int>, 8> steps{{{0, 17}, {40, 0}, {25, 60}, {-10, 5}, {30, -40}, {300, 0}, {-385, 0}, {0, -42}}};
        for (const auto &[dx, dy] : steps) {
            table.horizontalScrollBar()->setValue(table.horizontalScrollBar()->value() + dx);
            table.verticalScrollBar()->setValue(table.verticalScrollBar()->value() + dy);
            QTRY_VERIFY(!table.testAttribute(Qt::WA_PendingUpdate));
            QCoreApplication::processEvents();
            const QImage moved = onScreen();
            table.viewport()->repaint();
            table.horizontalHeader()->viewport()->repaint();
            QVERIFY2(moved == onScreen(), qPrintable(u"%1 %2"_s.arg(dx).arg(dy)));
        }
    }

    void theFirstColumnsStayWhenItIsScrolledSideways()
    {
        Rows rows;
        CardTable &table = rows.table;
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        const QRect before = table.visualRect(rows.model.index(2, CardModel::Name));
        const QImage names = table.viewport()->grab(QRect(0, 0, before.right() - 1, 200)).toImage();
        table.horizontalScrollBar()->setValue(180);
        QCOMPARE(table.visualRect(rows.model.index(2, CardModel::Name)), before);
        QCOMPARE(table.indexAt(before.center()), rows.model.index(2, CardModel::Name));
        QVERIFY(table.viewport()->grab(QRect(0, 0, before.right() - 1, 200)).toImage() == names);
        QCOMPARE(table.indexAt({before.right() + 20, before.center().y()}).column(), int(CardModel::Environment));
        QTest::mouseClick(table.viewport(), Qt::LeftButton, {}, table.visualRect(rows.model.index(4, CardModel::Check)).center());
        QVERIFY(rows.chosen.selection()->isRowSelected(4));
        QTest::keyClick(&table, Qt::Key_Down); // whole rows are chosen: never back to where the column begins
        QCOMPARE(table.horizontalScrollBar()->value(), 180);
        QCOMPARE(table.currentIndex().row(), 5);
    }

    void theirHeadersAreClickedAndDraggedWhereTheyAreSeen()
    {
        Rows rows;
        CardTable &table = rows.table;
        table.show();
        QVERIFY(QTest::qWaitForWindowExposed(&table));
        auto *header = table.horizontalHeader()->viewport();
        table.horizontalScrollBar()->setValue(180);
        QSignalSpy sorted(&table, &CardTable::sortWanted);
        const QRect name = table.visualRect(rows.model.index(0, CardModel::Name));
        QTest::mouseClick(header, Qt::LeftButton, {}, {name.center().x(), 10});
        QCOMPARE(sorted.size(), 1);
        QCOMPARE(sorted.first().first().toInt(), int(CardModel::Name));
        const QPoint edge(name.right() - 1, 10);
        QTest::mousePress(header, Qt::LeftButton, {}, edge);
        QTest::mouseMove(header, edge + QPoint(20, 0));
        QTest::mouseMove(header, edge + QPoint(50, 0)); // beyond what is frozen
        QTest::mouseRelease(header, Qt::LeftButton, {}, edge + QPoint(50, 0));
        QCOMPARE(table.columnWidth(CardModel::Name), name.width() + 50);
        QTest::mouseClick(header, Qt::LeftButton, {}, {18, 10});
        QCOMPARE(rows.chosen.ids().size(), 300);
        table.horizontalHeader()->moveSection(5, 1); // others between them: all scroll
        QCOMPARE(table.visualRect(rows.model.index(0, CardModel::Check)).left(), -180);
    }

    void picturesOfEveryPage()
    {
        Parts p;
        auto *firstPage = new MySpacePage(p.actions, &p.metrics);
        const auto firstWindow = frame(firstPage);
        picture(*firstWindow, u"first-run"_s);
        p.fill();
        p.choice.attached << p.estate.instances().first().id;
        auto *page = new MySpacePage(p.actions, &p.metrics);
        const auto window = frame(page);
        page->openObject(p.estate.instances().first().id.toString());
        picture(*window, u"myspace"_s);
        page->findChild<QLineEdit *>(u"filterEdit"_s)->setText(u"nothing-like-it"_s);
        picture(*window, u"nothing-matches"_s);
        shell::Registry registry;
        registry.addPane({u"overview"_s, u"Overview"_s, 0, [](const QString &, QWidget *parent) { return new QWidget(parent); }});
        registry.addPane({u"terminal"_s, u"Terminal"_s, 1, [](const QString &, QWidget *parent) { return new QWidget(parent); }});
        auto *instancePage = new InstancePage(p.actions, registry);
        const auto instanceWindow = frame(instancePage);
        instancePage->openObject(p.estate.instances().first().id.toString());
        picture(*instanceWindow, u"instance"_s);
        auto *add = new InstanceDialog(p.actions, InstanceId(), window.get());
        add->open();
        picture(*add, u"add-instance"_s);
        auto *project = new ProjectDialog(p.actions, ProjectId(), window.get());
        project->open();
        picture(*project, u"new-project"_s);
    }
};

QTEST_MAIN(TestMySpaceGui)
#include "tst_myspacegui.moc"
