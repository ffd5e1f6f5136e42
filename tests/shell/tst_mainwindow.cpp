#include "fakepages.h"
#include "shell/appearance.h"
#include "shell/bottompanel.h"
#include "shell/dialog.h"
#include "shell/headerbar.h"
#include "shell/inspectorpane.h"
#include "shell/mainmenu.h"
#include "shell/mainwindow.h"
#include "shell/navigator.h"
#include "shell/pagehost.h"
#include "shell/rail.h"
#include "shell/workarea.h"
#include "widgets/theme.h"
#include "widgets/toast.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QAbstractItemView>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QMenuBar>
#include <QScreen>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>

using namespace aiops;
using namespace aiops::shell;
using aiops::widgets::Theme;
using aiops::widgets::Token;

class TestMainWindow final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_app = std::make_unique<FakeApp>();
        m_navigator = std::make_unique<Navigator>();
        m_folder = std::make_unique<QTemporaryDir>();
        m_settings = std::make_unique<QSettings>(m_folder->filePath(u"settings.ini"_s), QSettings::IniFormat);
        makeWindow();
    }

    void cleanup()
    {
        m_window.reset();
        m_settings.reset();
    }

    void pagesAreMadeOnTheFirstVisitAndOnce()
    {
        QCOMPARE(m_app->created.value(u"myspace"_s), 1);
        QCOMPARE(m_app->created.value(u"vault"_s), 0);
        m_window->open(u"vault"_s);
        m_window->open(u"myspace"_s);
        m_window->open(u"vault"_s);
        QCOMPARE(m_app->created.value(u"vault"_s), 1);
        QCOMPARE(m_window->windowTitle(), u"Vault - AIOps Command Center"_s);
    }

    void areasStandByGroupAndOrder()
    {
        QStringList ids;
        for (const PageSpec &area : m_window->rail()->areas())
            ids.append(area.id);
        QCOMPARE(ids, QStringList({u"myspace"_s, u"terminals"_s, u"vault"_s, u"audit"_s}));
    }

    void unknownPageOpensTheFirstArea()
    {
        m_window->open(u"nowhere"_s);
        QCOMPARE(m_window->pages()->currentId(), u"myspace"_s);
    }

    void backAndForward()
    {
        m_navigator->open(u"vault"_s, u"key-1"_s);
        m_navigator->open(u"vault"_s, u"key-2"_s);
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_window->pages()->currentObject(), u"key-1"_s);
        m_navigator->back();
        QCOMPARE(m_window->pages()->currentId(), u"myspace"_s);
        QTest::keyClick(m_window.get(), Qt::Key_Left, Qt::AltModifier);
        QCOMPARE(m_window->pages()->currentId(), u"myspace"_s);
        QTest::keyClick(m_window.get(), Qt::Key_Right, Qt::AltModifier);
        QCOMPARE(m_window->pages()->currentObject(), u"key-1"_s);
        m_navigator->open(u"audit"_s);
        QVERIFY(!m_window->pages()->canGo(1));
        QCOMPARE(m_app->pages[u"vault"_s]->opened, QStringList({u"key-1"_s, u"key-2"_s, u"key-1"_s, u"key-1"_s}));
    }

    void keysReachAreasActionsAndPages()
    {
        QTest::keyClick(m_window.get(), Qt::Key_3, Qt::ControlModifier);
        QCOMPARE(m_window->pages()->currentId(), u"vault"_s);
        QTest::keyClick(m_window.get(), Qt::Key_Comma, Qt::ControlModifier);
        QCOMPARE(m_window->pages()->currentId(), u"settings"_s);
        QTest::keyClick(m_window.get(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(m_app->ran, QStringList(u"add"_s));
        QTest::keyClick(m_window.get(), Qt::Key_1, Qt::ControlModifier);
        QTest::keyClick(m_window.get(), Qt::Key_F5);
        QCOMPARE(m_app->pages[u"myspace"_s]->refreshed, 1);
    }

    void disabledActionDoesNotRunByAnyWay()
    {
        QTest::keyClick(m_window.get(), Qt::Key_R, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(!m_window->actions().run(u"vault.reveal"_s));
        QVERIFY(!m_window->actions().run(u"no.such.action"_s));
        QVERIFY(m_app->ran.isEmpty());
    }

    void featuresRunEachOthersCommandsWithAnObject()
    {
        m_navigator->run(u"terminal.open"_s, u"web-1"_s);
        QCOMPARE(m_app->ran, QStringList(u"terminal web-1"_s));
    }

    void railMovesByArrowKeys()
    {
        m_window->rail()->currentButton()->setFocus();
        QTest::keyClick(m_window->rail()->currentButton(), Qt::Key_Down);
        QTRY_COMPARE(m_window->pages()->currentId(), u"terminals"_s);
    }

    void railLosesItsLabelsWhenTheWindowIsLow()
    {
        auto *button = m_window->rail()->currentButton();
        m_window->resize(1440, 900);
        QTRY_COMPARE(button->sizeHint(), QSize(64, 50));
        m_window->resize(1440, 680);
        QTRY_COMPARE(button->sizeHint(), QSize(56, 40));
        QVERIFY(!button->toolTip().isEmpty());
    }

    void inspectorLiesOverThePageBelow1280()
    {
        WorkArea *area = m_window->workArea();
        QTest::keyClick(m_window.get(), Qt::Key_F9);
        QTRY_VERIFY(area->inspector()->isVisible());
        QVERIFY(!area->isInspectorOverlaid());
        const int docked = m_window->pages()->width();
        m_window->resize(1100, 700);
        QTRY_VERIFY(area->isInspectorOverlaid());
        QVERIFY(area->inspector()->isVisible());
        QCOMPARE(area->inspector()->geometry().right(), area->width() - 1);
        QTRY_COMPARE(m_window->pages()->width(), 1100 - 76 - area->sideFrame()->width() - 1);
        QVERIFY(m_window->pages()->width() > docked / 2);
        m_window->resize(1440, 900);
        QTRY_VERIFY(!area->isInspectorOverlaid());
        QTRY_VERIFY(qAbs(m_window->pages()->width() - docked) <= 2); // the two splitter lines
    }

    void panesOpenAndCloseByKey()
    {
        WorkArea *area = m_window->workArea();
        QVERIFY(area->sideFrame()->isVisible());
        QTest::keyClick(m_window.get(), Qt::Key_B, Qt::ControlModifier);
        QVERIFY(!area->sideFrame()->isVisible());
        QVERIFY(!area->madeBottomPanel());
        QTest::keyClick(m_window.get(), Qt::Key_QuoteLeft, Qt::ControlModifier);
        QVERIFY(area->bottomPanel()->isVisible());
        QTRY_VERIFY(qAbs(area->bottomPanel()->height() - 240) < 3);
    }

    void f6GoesRoundTheWindowAndBack()
    {
        m_window->workArea()->showInspector(true);
        const auto where = [this] {
            const QWidget *focused = QApplication::focusWidget();
            const QList<std::pair<QString, QWidget *>> panes{{u"header"_s, m_window->header()}, {u"rail"_s, m_window->rail()},
                {u"side"_s, m_window->workArea()->sideFrame()}, {u"page"_s, m_window->pages()},
                {u"inspector"_s, m_window->workArea()->inspector()}};
            for (const auto &[name, pane] : panes) {
                if (focused && pane->isAncestorOf(focused))
                    return name;
            }
            return u"status"_s;
        };
        m_app->pages[u"myspace"_s]->mainView()->setFocus();
        QStringList way;
        for (int i = 0; i < 6; ++i) {
            QTest::keyClick(m_window.get(), Qt::Key_F6);
            way.append(where());
        }
        QCOMPARE(way, QStringList({u"inspector"_s, u"status"_s, u"header"_s, u"rail"_s, u"side"_s, u"page"_s}));
        QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
        QCOMPARE(where(), u"side"_s);
    }

    void problemsAreKeptAndShownAsToast()
    {
        m_navigator->problem(u"web-1"_s, {Errc::TimedOut, u"No answer."_s, u"x"_s, u"Try again."_s});
        QCOMPARE(m_window->workArea()->bottomPanel()->problemCount(), 1);
        QCOMPARE(m_window->toasts().toasts().size(), 1);
        QVERIFY(!m_window->workArea()->bottomPanel()->isVisible());
    }

    void mainMenuIsHiddenUntilF10AndHoldsEveryAction()
    {
        QVERIFY(!m_window->findChild<QMenuBar *>());
        QTest::keyClick(m_window.get(), Qt::Key_F10);
        const auto *bar = m_window->findChild<QMenuBar *>();
        QVERIFY(bar && bar->isVisible());
        QSet<QString> inMenus;
        for (const QAction *menu : bar->actions()) {
            for (const QAction *action : menu->menu()->actions())
                inMenus.insert(action->objectName());
        }
        for (const ActionSpec &spec : m_window->actions().specs())
            QVERIFY2(inMenus.contains(spec.id), qPrintable(spec.id));
    }

    void stateComesBack()
    {
        m_window->open(u"vault"_s, u"key-7"_s);
        m_window->workArea()->showInspector(true);
        m_window->workArea()->showSidePane(false);
        m_window->close();
        makeWindow();
        QCOMPARE(m_window->pages()->currentId(), u"vault"_s);
        QCOMPARE(m_app->pages[u"vault"_s]->opened, QStringList(u"key-7"_s));
        QVERIFY(m_window->workArea()->wantsInspector());
        QVERIFY(!m_window->workArea()->wantsSidePane());
    }

    void theBottomPanelComesBackWithItsTab()
    {
        m_window->workArea()->showBottomPanel(true);
        m_window->workArea()->bottomPanel()->setCurrentIndex(1);
        m_window->close();
        makeWindow();
        QVERIFY(m_window->workArea()->wantsBottomPanel());
        QCOMPARE(m_window->workArea()->bottomPanel()->currentIndex(), 1);
    }

    void anUnusableStateFallsBack_data()
    {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QVariant>("value");
        QTest::newRow("geometry") << u"window/geometry"_s << QVariant(QByteArray("\x01\xd9\xd0\xcb broken"));
        QTest::newRow("geometry of another type") << u"window/geometry"_s << QVariant(u"wide"_s);
        QTest::newRow("page") << u"window/page"_s << QVariant(u"gone"_s);
        QTest::newRow("width") << u"window/sideWidth"_s << QVariant(u"wide"_s);
        QTest::newRow("negative width") << u"window/inspectorWidth"_s << QVariant(-5000);
        QTest::newRow("tab") << u"window/bottomTab"_s << QVariant(99);
        QTest::newRow("zoom") << u"appearance/zoom"_s << QVariant(u"huge"_s);
        QTest::newRow("recent") << u"palette/recent"_s << QVariant(QStringList{u"/"_s, QString(), QString(9000, u'x')});
        QTest::newRow("keys") << u"keys/palette"_s << QVariant(QStringList{u"???"_s});
    }
    void anUnusableStateFallsBack()
    {
        QFETCH(QString, key);
        QFETCH(QVariant, value);
        m_window->workArea()->showBottomPanel(true);
        m_window->close();
        m_settings->setValue(key, value);
        makeWindow();
        Appearance::read(*m_settings).apply(m_theme);
        QCOMPARE(m_theme.zoom(), 100);
        QVERIFY(m_window->width() >= 900 && m_window->height() >= 560);
        QCOMPARE(m_window->pages()->currentId(), u"myspace"_s);
        QVERIFY(m_window->workArea()->sideFrame()->width() >= 180);
        m_window->openPalette();
        auto *palette = m_window->findChild<QDialog *>(u"palette"_s);
        QVERIFY(palette && palette->isVisible());
        palette->reject();
    }

    void aWindowOfALostScreenComesBackIntoView()
    {
        m_window->resize(780, 580);
        m_window->move(20'000, 15'000);
        m_settings->setValue(u"window/geometry"_s, m_window->saveGeometry());
        m_window.reset();
        m_window = std::make_unique<MainWindow>(m_app->registry, *m_navigator, *m_settings);
        m_window->restore();
        m_window->show();
        const QRect seen = QGuiApplication::primaryScreen()->availableGeometry() & m_window->frameGeometry();
        QVERIFY2(seen.width() >= 200 && seen.height() >= 100, qPrintable(u"%1,%2"_s.arg(m_window->x()).arg(m_window->y())));
    }

    void aMaximisedWindowComesBackMaximised()
    {
        m_window->showMaximized();
        QTRY_VERIFY(m_window->isMaximized());
        m_window->close();
        makeWindow();
        QVERIFY(m_window->isMaximized());
    }

    void panesAreResizedByCommandsInsideTheirLimits()
    {
        WorkArea *area = m_window->workArea();
        const int before = area->sideFrame()->width();
        QVERIFY(m_window->actions().run(u"view.widerSidePane"_s));
        QTRY_COMPARE(area->sideFrame()->width(), before + 24);
        for (int i = 0; i < 30; ++i)
            m_window->actions().run(u"view.narrowerSidePane"_s);
        QTRY_COMPARE(area->sideFrame()->width(), 180);
        QVERIFY(!m_window->actions().run(u"view.higherPanel"_s)); // it is not shown
        area->showBottomPanel(true);
        QTRY_VERIFY(qAbs(area->bottomPanel()->height() - 240) < 3);
        QVERIFY(m_window->actions().run(u"view.higherPanel"_s));
        QTRY_VERIFY(qAbs(area->bottomPanel()->height() - 280) < 3);
    }

    void helpOpensTheManualsPageOfThePage()
    {
        m_window->open(u"terminals"_s);
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QCOMPARE(m_window->pages()->currentId(), u"help"_s);
        auto *list = m_window->findChild<QListWidget *>(u"manualList"_s);
        QCOMPARE(list->currentItem()->text(), u"Terminals"_s);
        auto *text = m_window->findChild<QTextBrowser *>(u"manualView"_s);
        QVERIFY(text->toPlainText().contains(u"Ctrl+Shift+T"_s));
        for (int row = 0; row < list->count(); ++row) {
            list->setCurrentRow(row);
            QVERIFY2(text->toPlainText().size() > 100, qPrintable(list->item(row)->text()));
        }
        emit text->anchorClicked(QUrl(u"vault.md"_s));
        QCOMPARE(list->currentItem()->text(), u"Vault"_s);
        for (const QString &bad : {u"../../etc/passwd"_s, u"file:///etc/passwd"_s, u"no-such-page.md"_s})
            emit text->anchorClicked(QUrl(bad));
        QCOMPARE(list->currentItem()->text(), u"Vault"_s);
    }

    void theSheetOpensByKeyAndLeadsToTheSettings()
    {
        QTest::keyClick(m_window.get(), Qt::Key_Slash, Qt::ControlModifier);
        auto *sheet = m_window->findChild<QDialog *>(u"shortcutSheet"_s);
        QVERIFY(sheet && sheet->isVisible());
        sheet->findChild<QPushButton *>(u"changeKeysButton"_s)->click();
        QCOMPARE(m_window->pages()->currentId(), u"settings"_s);
        QVERIFY(m_window->findChild<QWidget *>(u"keyboardPage"_s));
    }

    void changedKeysAreShownWhereverKeysAreShown()
    {
        m_window->actions().setKeys(u"go.vault"_s, {QKeySequence(u"Ctrl+M"_s)});
        m_window->actions().setKeys(u"palette"_s, {QKeySequence(u"Ctrl+J"_s)});
        auto *vault = m_window->rail()->findChild<QAbstractButton *>(u"vault"_s);
        QCOMPARE(vault->toolTip(), u"Vault (Ctrl+M)"_s);
        QCOMPARE(m_window->findChild<QAbstractButton *>(u"searchButton"_s)->toolTip(), u"Search and commands (Ctrl+J)"_s);
        QTest::keyClick(m_window.get(), Qt::Key_M, Qt::ControlModifier);
        QCOMPARE(m_window->pages()->currentId(), u"vault"_s);
    }

    void thePaletteRemembersWhatWasUsedInThisHome()
    {
        const auto openPalette = [this] {
            QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
            return m_window->findChild<QDialog *>(u"palette"_s);
        };
        QPointer<QDialog> palette = openPalette();
        auto *edit = palette->findChild<QLineEdit *>(u"paletteEdit"_s);
        QTest::keyClicks(edit, u">add inst"_s);
        QTest::keyClick(edit, Qt::Key_Return);
        QTRY_COMPARE(m_app->ran, QStringList(u"add"_s));
        QTRY_VERIFY(!palette);
        m_window->close();
        makeWindow();
        palette = openPalette();
        const auto *model = palette->findChild<QAbstractItemView *>(u"paletteList"_s)->model();
        QCOMPARE(model->index(0, 0).data().toString(), u"Recent"_s);
        QCOMPARE(model->index(1, 0).data().toString(), u"Add instance…"_s);
        palette->reject();
    }

    void toastsAreReachedByKeyAndStayWhileTheyHaveTheFocus()
    {
        bool undone = false;
        m_navigator->toast(u"web-1 archived"_s, u"Undo"_s, [&undone] { undone = true; });
        auto *toast = m_window->toasts().toasts().constFirst();
        auto *leave = toast->findChild<QTimer *>();
        QCOMPARE(leave->interval(), 20'000);
        QTest::keyClick(m_window.get(), Qt::Key_F6, Qt::ShiftModifier);
        for (int i = 0; i < 8 && !toast->isAncestorOf(QApplication::focusWidget()); ++i)
            QTest::keyClick(m_window.get(), Qt::Key_F6);
        QVERIFY(toast->isAncestorOf(QApplication::focusWidget()));
        QVERIFY(!leave->isActive());
        QTest::keyClick(m_window.get(), Qt::Key_F6);
        QVERIFY(leave->isActive());
        toast->findChild<QPushButton *>()->setFocus();
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Space);
        QVERIFY(undone);
    }

    void aMirroredWindowKeepsEverythingInside()
    {
        QGuiApplication::setLayoutDirection(Qt::RightToLeft);
        m_window->resize(1100, 700);
        m_window->workArea()->showInspector(true);
        m_navigator->toast(u"web-1 archived"_s, u"Undo"_s, [] {});
        QTRY_COMPARE(m_window->workArea()->inspector()->x(), 0);
        QVERIFY(m_window->rail()->x() > m_window->width() / 2);
        QVERIFY(m_window->toasts().toasts().constFirst()->x() < 50);
        for (const QWidget *widget : m_window->findChildren<QWidget *>()) {
            if (widget->isVisible() && !widget->isWindow() && widget->parentWidget() == m_window->centralWidget())
                QVERIFY2(m_window->centralWidget()->rect().contains(widget->geometry()), qPrintable(widget->objectName()));
        }
        QVERIFY(m_window->grab().save(u"rtl.png"_s));
        QGuiApplication::setLayoutDirection(Qt::LeftToRight);
    }

    void appearanceIsSavedAndAppliedAtOnce()
    {
        m_theme.setMode(Theme::Mode::Light);
        m_window->open(u"settings"_s, u"appearance"_s);
        auto *combo = m_window->findChild<QComboBox *>(u"themeCombo"_s);
        QVERIFY(combo);
        combo->setCurrentIndex(2);
        QTRY_VERIFY(m_theme.isDark());
        QCOMPARE(m_settings->value(u"appearance/theme"_s).toString(), u"dark"_s);
    }

    void everythingHoldsAtDoubleTextSize()
    {
        m_window->resize(1100, 700);
        m_theme.setZoom(200);
        QTRY_VERIFY(m_window->header()->height() >= 60);
        QVERIFY(m_window->width() <= 1100);
        QVERIFY(m_window->pages()->width() >= 360);
        QVERIFY(m_window->grab().save(u"zoom-200.png"_s));
        m_theme.setZoom(100);
    }

    void everyControlHasAName()
    {
        m_window->open(u"settings"_s);
        m_window->open(u"vault"_s);
        m_window->workArea()->showBottomPanel(true);
        const auto children = m_window->findChildren<QWidget *>();
        for (const QWidget *widget : children) {
            if (widget->objectName().startsWith(u"qt_"_s) || widget->inherits("QLineEditIconButton"))
                continue;
            const auto *button = qobject_cast<const QAbstractButton *>(widget);
            const bool mustHave = (button && !widget->inherits("QTabBar") && widget->isEnabled())
                                  || qobject_cast<const QLineEdit *>(widget) || qobject_cast<const QComboBox *>(widget);
            if (mustHave && !qobject_cast<const QTabBar *>(widget->parentWidget()))
                QVERIFY2(!widget->accessibleName().isEmpty() || widget->isHidden(),
                         qPrintable(QString::fromLatin1(widget->metaObject()->className()) + u' ' + widget->objectName()));
        }
        for (const QComboBox *combo : m_window->findChildren<QComboBox *>()) {
            const auto labels = m_window->findChildren<QLabel *>();
            QVERIFY2(std::ranges::any_of(labels, [combo](const QLabel *l) { return l->buddy() == combo; }),
                     qPrintable(combo->objectName()));
        }
    }

    void closingAsksWhileSomethingRuns()
    {
        QPromise<Status> stopping;
        stopping.start();
        int stops = 0;
        m_app->registry.addLeave({u"run"_s, [] { return u"A command runs on two hosts."_s; }, [&] {
                                      ++stops;
                                      return stopping.future();
                                  }});
        m_window->close();
        m_window->close(); // asks once
        QCOMPARE(m_window->findChildren<Dialog *>().size(), 1);
        m_window->findChild<QPushButton *>(u"cancelButton"_s)->click();
        QTRY_VERIFY(m_window->findChildren<Dialog *>().isEmpty());
        QVERIFY(m_window->isVisible());
        QCOMPARE(stops, 0);
        m_window->close();
        m_window->findChild<QPushButton *>(u"confirmButton"_s)->click();
        QCOMPARE(stops, 1);
        auto *dialog = m_window->findChild<Dialog *>(u"stoppingDialog"_s);
        QVERIFY(dialog);
        QTest::keyClick(dialog, Qt::Key_Escape); // nothing new can be started meanwhile
        QVERIFY(dialog->isVisible());
        QVERIFY(std::ranges::contains(dialog->findChildren<QLabel *>(), u"A command runs on two hosts."_s, &QLabel::text));
        m_window->close();
        QVERIFY(m_window->isVisible()); // until it has stopped
        stopping.addResult(Status());
        stopping.finish();
        QTRY_VERIFY(!m_window->isVisible());
    }
    void closingAsksNothingWhenNothingRuns()
    {
        m_app->registry.addLeave({u"run"_s, [] { return QString(); }, [] { return ready<void>(Status()); }});
        m_window->close();
        QVERIFY(!m_window->isVisible());
    }
    void leavingDoesNotAsk()
    {
        int stops = 0;
        m_app->registry.addLeave({u"run"_s, [] { return u"A command runs."_s; }, [&] {
                                      ++stops;
                                      return ready<void>(Status());
                                  }});
        m_window->leave();
        m_window->leave();
        QTRY_VERIFY(!m_window->isVisible());
        QCOMPARE(stops, 1);
    }

    void pictures_data()
    {
        QTest::addColumn<Theme::Mode>("mode");
        QTest::addColumn<QSize>("size");
        QTest::newRow("light") << Theme::Mode::Light << QSize(1440, 900);
        QTest::newRow("dark") << Theme::Mode::Dark << QSize(1440, 900);
        QTest::newRow("dark-small") << Theme::Mode::Dark << QSize(1100, 660);
    }
    void pictures()
    {
        QFETCH(Theme::Mode, mode);
        QFETCH(QSize, size);
        m_theme.setMode(mode);
        m_window->resize(size);
        m_window->workArea()->showInspector(true);
        m_navigator->toast(u"checkout-stage-01 removed"_s, u"Undo"_s, [] {});
        QTRY_COMPARE(m_window->workArea()->isInspectorOverlaid(), size.width() < 1280);
        const QImage image = m_window->grab().toImage();
        QVERIFY(QDir(u"snapshots"_s).mkpath(u"."_s));
        QVERIFY(image.save(u"snapshots/window-%1.png"_s.arg(QString::fromLatin1(QTest::currentDataTag()))));
        const auto at = [&](QPoint point) { return image.pixelColor(point * image.devicePixelRatio()); };
        QCOMPARE(at({500, 3}), m_theme.color(Token::Surface));
        QCOMPARE(at(m_window->pages()->mapTo(m_window.get(), QPoint(5, 5))), m_theme.color(Token::Bg));
        QCOMPARE(at({1, m_window->rail()->currentButton()->mapTo(m_window.get(), QPoint(0, 20)).y()}),
                 m_theme.color(Token::Accent));
        QCOMPARE(at({38, 11 + 2}), m_theme.color(Token::AccentFill));
    }

private:
    void makeWindow()
    {
        m_app->created.clear();
        m_window = std::make_unique<MainWindow>(m_app->registry, *m_navigator, *m_settings);
        m_window->restore();
        m_window->show();
        QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
    }

    Theme m_theme;
    std::unique_ptr<FakeApp> m_app;
    std::unique_ptr<Navigator> m_navigator;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<MainWindow> m_window;
};

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
