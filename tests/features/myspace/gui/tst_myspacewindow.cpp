#include "features/myspace/gui/bulkdialog.h"
#include "features/myspace/gui/carddelegate.h"
#include "features/myspace/gui/cardlist.h"
#include "features/myspace/gui/cardmodel.h"
#include "features/myspace/gui/cardtable.h"
#include "features/myspace/gui/chosen.h"
#include "features/myspace/gui/groupdialog.h"
#include "features/myspace/gui/instancedialog.h"
#include "features/myspace/gui/instanceinspector.h"
#include "features/myspace/gui/instancepage.h"
#include "features/myspace/gui/myspacefeature.h"
#include "features/myspace/gui/myspacepage.h"
#include "features/myspace/gui/namedialog.h"
#include "features/myspace/gui/parts.h"
#include "features/myspace/gui/projectdelegate.h"
#include "features/myspace/gui/projectpane.h"
#include "shell/mainwindow.h"
#include "widgets/theme.h"

#include <QAbstractButton>
#include <QContextMenuEvent>
#include <QDragEnterEvent>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeWidget>

using namespace aiops;
using namespace aiops::myspace;
using namespace aiops::inventory;
using namespace Qt::StringLiterals;
using widgets::Theme;

class TestMySpaceWindow final : public QObject
{
    Q_OBJECT

private:
    static void pickFromScope(const shell::ScopeSpec &scope, QWidget &anchor, const QString &text)
    {
        scope.activate(&anchor);
        auto *menu = anchor.findChild<QMenu *>(QString(), Qt::FindDirectChildrenOnly);
        QVERIFY(menu);
        const QList<QAction *> rows = menu->actions();
        const auto row = std::ranges::find(rows, text, &QAction::text);
        QVERIFY(row != rows.end());
        (*row)->trigger();
        delete menu;
    }

private slots:
    void initTestCase() { new Theme(qApp); }

    void theNewCardIsSelected()
    {
        Parts p;
        p.fill();
        MySpacePage page(p.actions, &p.metrics);
        page.resize(824, 600);
        page.show();
        page.findChild<QLineEdit *>(u"filterEdit"_s)->setText(u"search"_s);
        auto *dialog = new InstanceDialog(p.actions, InstanceId(), &page);
        dialog->open();
        QTest::keyClicks(named(dialog, u"Name"_s), u"zz-new"_s);
        QTest::keyClicks(named(dialog, u"Address"_s), u"10.20.4.11"_s);
        auto *save = dialog->findChild<QPushButton *>(u"saveButton"_s);
        save->click(); // checkout-db-primary has that address
        QVERIFY(dialog->isVisible());
        QCOMPARE(p.estate.instances().size(), 7);
        save->click();
        SOON_COMPARE(page.selected().size(), 1);
        QCOMPARE(p.estate.instance(page.selected().first())->name, u"zz-new"_s);
        auto *list = page.findChild<CardList *>();
        QVERIFY(list->viewport()->rect().contains(list->visualRect(list->currentIndex()).center()));
    }

    void theInspectorFollowsTheVault()
    {
        Parts p;
        p.add(u"web-01"_s, u"10.0.0.4"_s);
        const InstanceId id = p.estate.instances().first().id;
        InstanceInspector inspector(p.actions);
        inspector.show({id});
        QVERIFY(!named(inspector.currentWidget(), u"Detach prod-deploy-ed25519"_s));
        p.actions.attach(p.choice.key, id);
        SOON_VERIFY(named(inspector.currentWidget(), u"Detach prod-deploy-ed25519"_s));
        p.actions.detach(p.choice.key, id);
        SOON_VERIFY(!named(inspector.currentWidget(), u"Detach prod-deploy-ed25519"_s));
    }

    void aCredentialIsSetForMany()
    {
        Parts p;
        for (const QString &name : {u"web-01"_s, u"web-02"_s, u"web-03"_s})
            p.add(name, u"10.0.0.4"_s);
        QList<InstanceId> ids;
        for (const Instance &instance : p.estate.instances())
            ids.append(instance.id);
        QMenu menu;
        p.actions.fillMenu(&menu, ids, nullptr);
        auto *names = menu.findChild<QMenu *>(u"credentialMenu"_s);
        QVERIFY(names);
        QCOMPARE(names->actions().size(), p.choice.all().size());
        names->actions().first()->trigger();
        SOON_COMPARE(p.choice.attached.size(), 3);
    }

    void filtersNarrowAndClear()
    {
        Parts p;
        p.fill();
        const auto &instances = p.estate.instances();
        p.home->inventory().noteSeen({instances[0].id, QDateTime::currentDateTimeUtc(), 3, u"reachable"_s});
        p.home->inventory().noteSeen({instances[1].id, QDateTime::currentDateTimeUtc(), -1, u"unreachable"_s});
        MySpacePage page(p.actions, nullptr);
        page.resize(824, 600);
        page.show();
        auto *list = page.findChild<CardList *>();
        auto *unreachable = page.findChild<QAbstractButton *>(u"unreachableChip"_s);
        SOON_COMPARE(unreachable->text(), u"1 unreachable"_s);
        unreachable->click();
        QCOMPARE(list->model()->rowCount(), 1);
        page.findChild<QAbstractButton *>(u"reachableChip"_s)->click();
        QCOMPARE(list->model()->rowCount(), 2);
        auto *filter = page.findChild<QLineEdit *>(u"filterEdit"_s);
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Slash);
        QVERIFY(filter->hasFocus());
        QTest::keyClicks(filter, u"nothing-like-it"_s);
        QCOMPARE(list->model()->rowCount(), 0);
        QCOMPARE(page.mainView()->objectName(), u"emptyState"_s);
        QTest::keyClick(filter, Qt::Key_Escape);
        QCOMPARE(list->model()->rowCount(), 2);
        page.findChild<QPushButton *>(u"environmentFilterButton"_s)->click();
        auto *choices = page.findChild<QListWidget *>(u"choiceList"_s);
        QVERIFY(choices);
        for (int i = 0; i < choices->count(); ++i)
            choices->item(i)->setCheckState(choices->item(i)->data(Qt::UserRole).toString() == u"dev" ? Qt::Checked : Qt::Unchecked);
        QCOMPARE(list->model()->rowCount(), 0);
        delete page.findChild<QWidget *>(u"choicePopup"_s);
        page.findChild<QAbstractButton *>(u"statusFilterChip"_s)->click();
        QCOMPARE(list->model()->rowCount(), 1);
        page.findChild<QAbstractButton *>(u"clearFiltersButton"_s)->click();
        QCOMPARE(list->model()->rowCount(), 7);
    }

    void aMistakeInTheFilterIsToldUnderTheField()
    {
        Parts p;
        p.fill();
        MySpacePage page(p.actions, nullptr);
        page.resize(1140, 700);
        page.show();
        auto *filter = page.findChild<QLineEdit *>(u"filterEdit"_s);
        auto *problem = page.findChild<QLabel *>(u"filterProblemLabel"_s);
        filter->setFocus();
        QTest::keyClicks(filter, u"name:web colour:red"_s);
        QVERIFY(problem->isVisible());
        QVERIFY(problem->text().contains(u"colour"_s) && problem->text().contains(u"10"_s));
        QCOMPARE(page.model().matching(), 4); // what stands before the mistake
        filter->clear();
        QVERIFY(!problem->isVisible());
        QCOMPARE(page.model().matching(), 7);
    }

    void actionsSwitchModeAndGroup()
    {
        Parts p;
        p.fill();
        MySpacePage page(p.actions, &p.metrics);
        page.resize(1140, 700);
        page.show();
        page.mainView()->setFocus();
        p.actions.showAs(u"table"_s); // their keys are tested with the window, which has the key map
        QCOMPARE(page.mainView()->objectName(), u"instanceTable"_s);
        p.actions.groupBy(GroupBy::Project);
        QCOMPARE(page.view().group, GroupBy::Project);
        QVERIFY(page.model().isHeader(0));
        p.actions.showAs(u"cards"_s);
        QCOMPARE(page.mainView()->objectName(), u"instanceList"_s);
        for (const GroupBy group : {GroupBy::Region, GroupBy::Status, GroupBy::None}) {
            p.actions.groupBy(group);
            QCOMPARE(page.view().group, group);
        }
    }

    void cardsAndTableShareTheSelection()
    {
        Parts p;
        p.fill();
        MySpacePage page(p.actions, &p.metrics);
        page.resize(1140, 700);
        page.show();
        auto *cards = page.findChild<CardList *>();
        auto *bulk = page.findChild<QWidget *>(u"bulkBar"_s);
        QTest::mouseClick(cards->viewport(), Qt::LeftButton, {}, cards->visualRect(page.model().index(0, 0)).center());
        QVERIFY(bulk->isHidden());
        const QPoint box = CardDelegate::boxRect(cards->visualRect(page.model().index(2, 0))).center().toPoint();
        QTest::mouseClick(cards->viewport(), Qt::LeftButton, {}, box);
        QCOMPARE(page.selected().size(), 2);
        QVERIFY(bulk->isVisible());
        QCOMPARE(bulk->findChild<QLabel *>(u"bulkCountLabel"_s)->text(), u"2 selected"_s);
        page.findChild<QAbstractButton *>(u"table"_s)->click();
        auto *table = page.findChild<CardTable *>();
        QVERIFY(table->isVisible());
        QCOMPARE(page.selected().size(), 2);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(page.model().index(4, CardModel::Check)).center());
        QCOMPARE(page.selected().size(), 3);
        QTest::keyClick(table, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(page.selected().size(), 7);
        bulk->findChild<QAbstractButton *>(u"bulkClearButton"_s)->click();
        QVERIFY(page.selected().isEmpty() && bulk->isHidden());
    }

    void theHeaderSortsHidesAndRemembers()
    {
        Parts p;
        p.fill();
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"s.ini"_s), QSettings::IniFormat);
        InstanceId last;
        {
            MySpacePage page(p.actions, nullptr, &settings);
            page.resize(1140, 700);
            page.show();
            page.setMode(u"table"_s);
            auto *table = page.findChild<CardTable *>();
            const QHeaderView *header = table->horizontalHeader();
            const QPoint name(header->sectionViewportPosition(CardModel::Name) + 20, 10);
            QTest::mouseClick(header->viewport(), Qt::LeftButton, {}, name);
            QVERIFY(page.view().descending);
            QCOMPARE(page.model().row(0).name, u"search-lab-gpu"_s);
            QMenu menu;
            table->fillColumnMenu(&menu);
            const QList<QAction *> columns = menu.actions();
            (*std::ranges::find(columns, u"Address"_s, &QAction::text))->trigger();
            QVERIFY(table->isColumnHidden(CardModel::Address));
            table->horizontalHeader()->moveSection(6, 3);
            page.setGroup(GroupBy::Environment);
            page.findChild<QLineEdit *>(u"filterEdit"_s)->setText(u"checkout"_s);
            QTest::keyClick(table, Qt::Key_End);
            last = page.chosen().current();
            QVERIFY(!last.isNull());
        }
        MySpacePage page(p.actions, nullptr, &settings);
        page.resize(1140, 700);
        page.show();
        auto *table = page.findChild<CardTable *>();
        QVERIFY(table && table->isVisible());
        QVERIFY(page.view().descending && page.view().group == GroupBy::Environment);
        QCOMPARE(page.view().text, u"checkout"_s);
        QVERIFY(table->isColumnHidden(CardModel::Address));
        QCOMPARE(table->horizontalHeader()->visualIndex(CardModel::Cpu), 3);
        QCOMPARE(page.chosen().current(), last);
    }

    void aGroupIsCollapsedAndExpandedByMouseAndKeys()
    {
        Parts p;
        p.fill();
        MySpacePage page(p.actions, nullptr);
        page.resize(824, 700);
        page.show();
        page.setGroup(GroupBy::Project);
        auto *list = page.findChild<CardList *>();
        const int all = page.model().rowCount();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(page.model().index(0, 0)).center());
        QCOMPARE(page.model().rowCount(), all - 5);
        list->setCurrentIndex(page.model().index(0, 0));
        QTest::keyClick(list, Qt::Key_Right);
        QCOMPARE(page.model().rowCount(), all);
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), 1);
        QTest::keyClick(list, Qt::Key_Down);
        QCOMPARE(list->currentIndex().row(), 4);
        QTest::keyClick(list, Qt::Key_Down);
        QVERIFY(page.model().isHeader(list->currentIndex().row()));
        QTest::keyClick(list, Qt::Key_End);
        QCOMPARE(list->currentIndex().row(), all - 1);
        QTest::keyClick(list, Qt::Key_Home, Qt::ShiftModifier);
        QCOMPARE(page.selected().size(), 7);
    }

    void manyTerminalsInProductionAreAskedFor()
    {
        Parts p;
        p.fill();
        QSignalSpy opened(&p.navigator, &shell::Navigator::opened);
        QWidget window;
        window.show();
        QList<InstanceId> production, mixed;
        for (const Instance &instance : p.estate.instances()) {
            if (instance.environment == Environment::Production)
                production << instance.id;
            if (mixed.size() < 1 || instance.environment != Environment::Production)
                mixed << instance.id;
        }
        p.actions.openTerminals(mixed, &window); // one in production
        QCOMPARE(opened.size(), mixed.size());
        opened.clear();
        p.actions.openTerminals(production, &window);
        QCOMPARE(opened.size(), 0);
        auto *question = window.findChild<QDialog *>();
        QVERIFY(question);
        QVERIFY(question->windowTitle().contains(u"5"_s));
        for (QPushButton *button : question->findChildren<QPushButton *>()) {
            if (button->text().startsWith(u"Open"_s))
                button->click();
        }
        QCOMPARE(opened.size(), 5);
    }

    void everyKeyDoesWhatItSays()
    {
        Parts p;
        p.fill();
        QSignalSpy opened(&p.navigator, &shell::Navigator::opened);
        MySpacePage page(p.actions, nullptr);
        QSignalSpy details(&page, &shell::Page::inspectorWanted);
        page.resize(824, 600);
        page.show();
        auto *list = page.findChild<CardList *>();
        list->choose(list->model()->index(0, 0));
        QTest::keyClick(list, Qt::Key_Return);
        QCOMPARE(opened.takeLast().at(0).toString(), u"instance"_s);
        QTest::keyClick(list, Qt::Key_Return, Qt::ControlModifier);
        QCOMPARE(opened.takeLast().at(0).toString(), u"terminals"_s);
        details.clear();
        QTest::keyClick(list, Qt::Key_Return, Qt::AltModifier);
        QCOMPARE(details.size(), 1);
        QTest::keyClick(list, Qt::Key_Space);
        QVERIFY(page.selected().isEmpty());
        QTest::keyClick(list, Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(page.selected().size(), 7);
        QTest::keyClick(list, Qt::Key_Escape);
        QVERIFY(page.selected().isEmpty());
        list->choose(list->model()->index(1, 0));
        QTest::keyClick(list, Qt::Key_F2);
        auto *edit = page.findChild<InstanceDialog *>();
        QVERIFY(edit);
        edit->reject();
        QTest::keyClick(list, Qt::Key_Delete);
        QVERIFY(page.findChild<QDialog *>());
        QCOMPARE(p.estate.instances().size(), 7);
        const QPoint at = list->visualRect(list->currentIndex()).center();
        QContextMenuEvent menuKey(QContextMenuEvent::Keyboard, at, list->mapToGlobal(at));
        QCoreApplication::sendEvent(list, &menuKey);
        QVERIFY(list->findChild<QMenu *>());
    }

    void threeColumnsBesideTheInspector_data()
    {
        QTest::addColumn<int>("width");
        QTest::addColumn<int>("columns");
        QTest::newRow("1440 with inspector") << 824 << 3;
        QTest::newRow("1100") << 800 << 3;
        QTest::newRow("1440") << 1140 << 4;
    }

    void threeColumnsBesideTheInspector()
    {
        QFETCH(int, width);
        Parts p;
        p.fill();
        MySpacePage page(p.actions, nullptr);
        page.resize(width, 700);
        page.show();
        auto *list = page.findChild<CardList *>();
        list->visualRect(list->model()->index(0, 0)); // lays out
        const int top = list->visualRect(list->model()->index(0, 0)).top();
        int columns = 0;
        while (columns < 7 && list->visualRect(list->model()->index(columns, 0)).top() == top)
            ++columns;
        QTEST(columns, "columns");
    }

    void headerAndPaletteReachEverything()
    {
        const auto home = makeHome();
        FakeChoice choice;
        shell::Navigator navigator;
        shell::Registry registry;
        QTemporaryDir dir;
        QSettings settings(dir.filePath(u"s.ini"_s), QSettings::IniFormat);
        myspace::registerFeature(registry, navigator, home->inventory(), home->gatekeeper(), choice);
        auto *estate = navigator.findChild<Estate *>();
        auto *actions = navigator.findChild<Actions *>();
        shell::MainWindow window(registry, navigator, settings);
        window.open(u"myspace"_s);
        window.show();
        SOON_VERIFY(estate->isLoaded());
        const auto &scopes = registry.scopes();
        QCOMPARE(scopes[0].text(), u"This computer"_s);
        for (const QString &name : {u"Fernhill"_s, u"Northwind"_s}) {
            actions->changes().saveOrganization({}, name);
            SOON_COMPARE(scopes[0].text(), name);
            actions->changes().saveProject({}, {.name = name + u" & Sons"_s});
            SOON_COMPARE(estate->projects().size(), 1);
            actions->changes().saveInstance({}, {.name = name.toLower() + u"-web"_s, .address = u"10.0.0.1"_s},
                                            {{.project = estate->projects().first().id}});
            SOON_COMPARE(estate->instances().size(), 1);
        }
        SOON_COMPARE(registry.searches().first().find(u"north"_s).size(), 1);
        QCOMPARE(registry.searches().first().find(u"fern"_s).size(), 0);
        pickFromScope(scopes[1], window, u"Northwind && Sons"_s);
        QCOMPARE(scopes[1].text(), u"Northwind & Sons"_s);
        pickFromScope(scopes[0], window, u"Fernhill"_s);
        SOON_COMPARE(scopes[0].text(), u"Fernhill"_s);
        QCOMPARE(scopes[1].text(), u"All projects"_s);
        auto *list = window.findChild<CardList *>();
        SOON_COMPARE(list->model()->index(0, 0).data().toString(), u"fernhill-web"_s);
        QCOMPARE(list->model()->rowCount(), 1);
        SOON_COMPARE(window.findChild<QTreeWidget *>(u"projectList"_s)->topLevelItem(0)->text(0), u"Fernhill & Sons"_s);
        SOON_COMPARE(registry.searches().first().find(u"fern"_s).size(), 1);
        registry.searches().first().find(u"fern"_s).first().run();
        SOON_COMPARE(window.findChild<InstancePage *>()->isVisible(), true);
    }

    void panesAndTheirTabAreKeptPerInstance()
    {
        Parts p;
        p.fill();
        shell::Registry registry;
        registry.addPane({u"overview"_s, u"Overview"_s, 0, [](const QString &, QWidget *parent) { return new QWidget(parent); }});
        registry.addPane({.id = u"terminal"_s, .title = u"Terminal"_s, .order = 1,
                          .create = [](const QString &, QWidget *parent) { return new QLineEdit(parent); }, .keepsRunning = true});
        InstancePage page(p.actions, registry);
        page.show();
        const QString first = p.estate.instances()[0].id.toString();
        const QString second = p.estate.instances()[1].id.toString();
        page.openObject(first + u"/terminal"_s);
        const QPointer<QWidget> session(page.mainView());
        QVERIFY(qobject_cast<QLineEdit *>(session));
        page.openObject(second);
        QVERIFY(page.mainView() != session);
        page.openObject(first);
        QCOMPARE(page.mainView(), session.data());
        page.openObject(second);
        p.actions.changes().remove({InstanceId::parse(first)});
        SOON_VERIFY(!session);
    }

    void manyAreEditedInOneStepThatIsSeenBefore()
    {
        Parts p;
        p.fill();
        const QList<Instance> before = p.estate.instances();
        QList<InstanceId> ids;
        for (const Instance &instance : before)
            ids << instance.id;
        QWidget window;
        const QPointer<BulkDialog> dialog(new BulkDialog(p.actions, ids, &window));
        dialog->open();
        auto *save = dialog->findChild<QPushButton *>(u"saveButton"_s);
        QVERIFY(!save->isEnabled());
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"userEdit"_s), u"ubuntu"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"addTagsEdit"_s), u"tier=web, checked"_s); // one is there already
        auto *port = dialog->findChild<QLineEdit *>(u"portEdit"_s);
        QTest::keyClicks(port, u"70000"_s);
        QVERIFY(!save->isEnabled());
        port->clear();
        QTest::keyClicks(port, u"22"_s);
        const QAbstractItemModel *preview = dialog->findChild<QTableView *>(u"bulkPreviewTable"_s)->model();
        QCOMPARE(preview->rowCount(), 14); // user and tags; the port is 22 already
        QCOMPARE(preview->index(0, 1).data().toString(), u"User"_s);
        QCOMPARE(preview->index(0, 2).data().toString(), u"deploy"_s);
        QCOMPARE(preview->index(0, 3).data().toString(), u"ubuntu"_s);
        QCOMPARE(preview->index(1, 3).data().toString(), u"checked, tier=web"_s);
        save->click();
        SOON_VERIFY(!dialog);
        SOON_COMPARE(p.estate.instances().last().user, u"ubuntu"_s);
        for (const Instance &instance : p.estate.instances())
            QCOMPARE(instance.tags, QStringList({u"checked"_s, u"tier=web"_s}));
        p.actions.undo();
        SOON_COMPARE(p.estate.instances().last().user, u"deploy"_s);
        for (const Instance &instance : p.estate.instances())
            QCOMPARE(instance.tags, QStringList{u"tier=web"_s});
        p.actions.redo();
        SOON_COMPARE(p.estate.instances().first().user, u"ubuntu"_s);
    }

    void aViewIsSavedShownRenamedAndDeleted()
    {
        Parts p;
        p.fill();
        MySpacePage page(p.actions, nullptr);
        QWidget *pane = page.sidePane();
        page.resize(1140, 700);
        page.show();
        auto *views = pane->findChild<QTreeWidget *>(u"savedViewList"_s);
        page.findChild<QLineEdit *>(u"filterEdit"_s)->setText(u"env:prod name:db"_s);
        page.setGroup(GroupBy::Region);
        page.findChild<QAbstractButton *>(u"saveViewButton"_s)->click();
        auto *dialog = pane->findChild<NameDialog *>();
        dialog = dialog ? dialog : page.findChild<NameDialog *>();
        QVERIFY(dialog);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"nameEdit"_s), u"Databases"_s);
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        SOON_COMPARE(views->topLevelItemCount(), 1);
        QCOMPARE(views->topLevelItem(0)->data(0, ProjectDelegate::CountRole).toString(), u"1"_s);
        page.applyView({});
        QCOMPARE(page.model().matching(), 7);
        emit views->itemClicked(views->topLevelItem(0), 0);
        QCOMPARE(page.model().matching(), 1);
        QCOMPARE(page.view().group, GroupBy::Region);
        SavedView saved = p.estate.savedViews().first();
        saved.name = u"All databases"_s;
        p.actions.saveView(saved);
        SOON_COMPARE(views->topLevelItem(0)->text(0), u"All databases"_s);
        p.actions.removeView(p.estate.savedViews().first());
        SOON_COMPARE(views->topLevelItemCount(), 0);
        p.actions.undo();
        SOON_COMPARE(views->topLevelItemCount(), 1);
        delete pane;
    }

    void instancesAreDroppedOnAProject_data()
    {
        QTest::addColumn<bool>("ctrl");
        QTest::addColumn<int>("left");
        QTest::newRow("added") << false << 5;
        QTest::newRow("moved") << true << 3;
    }
    void instancesAreDroppedOnAProject()
    {
        QFETCH(bool, ctrl);
        Parts p;
        p.fill();
        const ProjectId checkout = p.estate.projects()[0].id, pipeline = p.estate.projects()[1].id;
        p.estate.setView({View::OneProject, checkout});
        ProjectPane pane(p.actions);
        pane.resize(224, 700);
        pane.show();
        auto *list = pane.findChild<QTreeWidget *>(u"projectList"_s);
        QCOMPARE(list->topLevelItem(1)->text(0), u"Data Pipeline"_s);
        const std::unique_ptr<QMimeData> data(CardModel::mimeOf({p.estate.instances()[1].id, p.estate.instances()[2].id}));
        const QPoint at = list->visualItemRect(list->topLevelItem(1)).center();
        const auto keys = ctrl ? Qt::ControlModifier : Qt::NoModifier;
        QDragEnterEvent enter(at, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, keys);
        QCoreApplication::sendEvent(list->viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDragMoveEvent move(at, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, keys);
        QCoreApplication::sendEvent(list->viewport(), &move);
        QVERIFY(list->topLevelItem(1)->data(0, ProjectDelegate::DropRole).toBool());
        QDropEvent drop(at, Qt::CopyAction | Qt::MoveAction, data.get(), Qt::LeftButton, keys);
        QCoreApplication::sendEvent(list->viewport(), &drop);
        SOON_COMPARE(p.estate.countIn(pipeline), 2);
        QTEST(p.estate.countIn(checkout), "left");
        p.actions.undo();
        SOON_COMPARE(p.estate.countIn(pipeline), 0);
        QCOMPARE(p.estate.countIn(checkout), 5);
    }

    void groupsHandDownAndFilter()
    {
        Parts p;
        p.fill();
        MySpacePage page(p.actions, nullptr);
        page.resize(1140, 700);
        page.show();
        auto *dialog = new GroupDialog(p.actions, {}, &page);
        dialog->open();
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"groupNameEdit"_s), u"Web tier"_s);
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"groupPortEdit"_s), u"2222"_s);
        dialog->findChild<QPushButton *>(u"saveButton"_s)->click();
        SOON_COMPARE(p.estate.groups().size(), 1);
        const GroupId web = p.estate.groups().first().id;
        auto *inner = new GroupDialog(p.actions, {.parent = web}, &page);
        inner->open();
        QVERIFY(inner->findChild<QLineEdit *>(u"groupPortEdit"_s)->placeholderText().contains(u"2222, from Web tier"_s));
        QTest::keyClicks(inner->findChild<QLineEdit *>(u"groupNameEdit"_s), u"Frankfurt"_s);
        inner->findChild<QPushButton *>(u"saveButton"_s)->click();
        SOON_COMPARE(p.estate.groups().size(), 2);
        const GroupId frankfurt = p.estate.groups()[0].name == u"Frankfurt" ? p.estate.groups()[0].id : p.estate.groups()[1].id;
        p.actions.addToGroup(frankfurt, {p.estate.instances()[1].id, p.estate.instances()[2].id});
        SOON_COMPARE(p.estate.countIn(web), 2);
        p.estate.setView({.kind = View::OneGroup, .group = web});
        QCOMPARE(page.model().total(), 2);
        QCOMPARE(page.model().row(0).group, u"Web tier / Frankfurt"_s);
        p.estate.setView({});
        page.findChild<QLineEdit *>(u"filterEdit"_s)->setText(u"group:\"web tier\""_s);
        QCOMPARE(page.model().matching(), 2);
        p.actions.moveGroup(web, frankfurt); // into what is in it: nothing happens
        p.actions.moveGroup(frankfurt, {});
        SOON_COMPARE(p.estate.countIn(web), 0);
    }

    void undoIsOfferedForTwentySecondsAndOnlyForThisStep()
    {
        Parts p;
        p.fill();
        std::function<void()> undo;
        QStringList told;
        connect(&p.navigator, &shell::Navigator::toastRequested, this,
                [&](const QString &, const QString &action, const std::function<void()> &run) { told << action; undo = run; });
        const InstanceId id = p.estate.instances().first().id;
        p.actions.apply({{.id = id, .values = {.name = u"first"_s}}}, u"Rename"_s);
        SOON_COMPARE(told, QStringList{u"Undo"_s});
        const auto old = undo;
        p.actions.apply({{.id = id, .values = {.name = u"second"_s}}}, u"Rename again"_s);
        SOON_COMPARE(p.estate.instance(id)->name, u"second"_s);
        SOON_COMPARE(told, QStringList({u"Undo"_s, u"Undo"_s}));
        old(); // something else was done since
        QCOMPARE(p.home->inventory().undo().undoText(), u"Rename again"_s);
        undo();
        SOON_COMPARE(p.estate.instance(id)->name, u"first"_s);
    }

    void rowsComeAfterTheFrame()
    {
        Parts p;
        p.fill();
        Estate late(p.home->inventory());
        Actions actions(late, p.home->gatekeeper(), p.choice, p.navigator);
        QVERIFY(!late.isLoaded());
        MySpacePage page(actions, nullptr);
        page.openObject(p.estate.instances()[3].id.toString());
        page.resize(824, 600);
        page.show();
        page.repaint();
        QVERIFY(!late.isLoaded());
        SOON_COMPARE(page.selected(), QList<InstanceId>{p.estate.instances()[3].id});
    }
};

QTEST_MAIN(TestMySpaceWindow)
#include "tst_myspacewindow.moc"
