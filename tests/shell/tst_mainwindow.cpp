#include "fakepages.h"
#include "shell/bottompanel.h"
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
#include <QDir>
#include <QMenuBar>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

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
