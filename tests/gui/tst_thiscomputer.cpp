#include "features/terminal/gui/terminalpane.h"
#include "features/terminal/gui/terminalspage.h"
#include "features/thiscomputer/sampler.h"
#include "gui/driver.h"
#include "shell/navigator.h"
#include "shell/pagehost.h"
#include "widgets/charts/timechart.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QTabBar>
#include <QTest>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;
using terminal::TerminalPane;

namespace {

constexpr int kPatience = 20'000;

} // namespace

/// A new home: this computer, and a shell on it.
class TestThisComputer final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void aNewHomeShowsThisComputer();
    void itIsThereWithinASecond();
    void theFirstServerReplacesIt();
    void thisComputerStaysReachable();
    void itOpensFromTheFirstPageAndGoesBack();
    void nothingIsReadOnOtherPages();
    void aShellRunsInAWindowTab();
    void theShellEndsAndStartsAgain();
    void closingAsksOnlyWhileSomethingRuns();
    void theHostListAndQuickConnectOpenIt();

private:
    QAbstractItemView *list(const QString &name) { return qobject_cast<QAbstractItemView *>(m_driver->find(name)); }
    QString rowText(const QString &view, int row, int column = 0)
    {
        auto *found = list(view);
        return found ? found->model()->index(row, column).data().toString() : QString();
    }
    bool chooseView(const QString &name);
    bool addServer(const QString &name);
    TerminalPane *pane() { return m_driver->window().findChild<terminal::TerminalsPage *>()->current(); }
    bool openShell();
    bool types(const QString &line, const QString &answer);
    void enter(const QString &line);

    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<Driver> m_driver;
};

void TestThisComputer::init()
{
    m_theme = std::make_unique<widgets::Theme>();
    m_driver = std::make_unique<Driver>();
    QVERIFY(m_driver->open());
}

void TestThisComputer::cleanup()
{
    m_driver.reset();
    m_theme.reset();
}

bool TestThisComputer::chooseView(const QString &name)
{
    auto *views = list(u"viewList"_s);
    const auto found = views->model()->match(views->model()->index(0, 0), Qt::DisplayRole, name, 1, Qt::MatchExactly);
    if (found.isEmpty())
        return false;
    QTest::mouseClick(views->viewport(), Qt::LeftButton, {}, views->visualRect(found.first()).center());
    return true;
}

bool TestThisComputer::addServer(const QString &name)
{
    return m_driver->addInstance({.name = name, .address = u"192.0.2.7"_s, .user = u"deploy"_s}).has_value();
}

void TestThisComputer::aNewHomeShowsThisComputer()
{
    QTRY_VERIFY(m_driver->find(u"firstRunPage"_s));
    QVERIFY(m_driver->sees(u"Your command center is running"_s));
    QVERIFY(m_driver->find(u"myspace.addInstanceDoor"_s));
    QVERIFY(!m_driver->find(u"cloud.discoverDoor"_s));
    QVERIFY(!m_driver->find(u"team.connectDoor"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_driver->find(u"cpuTile"_s)->accessibleName().contains(u'%'), kPatience);
    QVERIFY(m_driver->find(u"memoryTile"_s)->accessibleName().contains(u"GiB"));
    QTRY_VERIFY(m_driver->find(u"diskTile"_s)->accessibleName().contains(u"free"));
    QTRY_VERIFY_WITH_TIMEOUT(!rowText(u"processTable"_s, 0).isEmpty(), kPatience);
    QVERIFY(m_driver->find(u"vaultCard"_s));
    QVERIFY(m_driver->sees(u"1 instance"_s));
    QCOMPARE(list(u"viewList"_s)->currentIndex().data().toString(), u"This computer"_s);
    QVERIFY(m_driver->createVault("river lamp orbit stone velvet"));
    QTRY_VERIFY(!m_driver->find(u"vaultCard"_s));
}

void TestThisComputer::itIsThereWithinASecond()
{
    QTRY_VERIFY(m_driver->find(u"cpuTile"_s));
    QElapsedTimer took;
    took.start();
    QTRY_VERIFY_WITH_TIMEOUT(m_driver->find(u"cpuTile"_s)->accessibleName().contains(u'%'), 5000);
    // 200 ms between the two looks; the rest is room for a machine with other things to do.
    QVERIFY2(took.elapsed() < 3000, qPrintable(QString::number(took.elapsed())));
}

void TestThisComputer::theFirstServerReplacesIt()
{
    QTRY_VERIFY(m_driver->find(u"firstRunPage"_s));
    QVERIFY(m_driver->addOrganization(u"Fernhill Ops"_s));
    QVERIFY(m_driver->find(u"firstRunPage"_s));
    QVERIFY(addServer(u"web-1"_s));
    QTRY_VERIFY(m_driver->find(u"instanceList"_s));
    QVERIFY(!m_driver->find(u"firstRunPage"_s));
    QCOMPARE(list(u"viewList"_s)->currentIndex().data().toString(), u"All instances"_s);
    QVERIFY(addServer(u"web-2"_s));
    QTRY_COMPARE(list(u"instanceList"_s)->model()->rowCount(), 2);
    QTRY_VERIFY(m_driver->sees(u"2 instances"_s));
}

void TestThisComputer::thisComputerStaysReachable()
{
    QVERIFY(m_driver->addOrganization(u"Fernhill Ops"_s));
    QVERIFY(addServer(u"web-1"_s));
    QTRY_VERIFY(m_driver->find(u"instanceList"_s));
    QVERIFY(chooseView(u"This computer"_s));
    QTRY_VERIFY(m_driver->find(u"thisComputerPage"_s));
    QVERIFY(!m_driver->find(u"instanceList"_s));
    for (const QString &name : {u"cpuChart"_s, u"memoryChart"_s, u"diskChart"_s, u"networkChart"_s, u"loadChart"_s})
        QTRY_VERIFY_WITH_TIMEOUT(m_driver->window().findChild<widgets::TimeChart *>(name)->data().size() > 0, kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(!rowText(u"processTable"_s, 0).isEmpty(), kPatience);
    QVERIFY(chooseView(u"All instances"_s));
    QTRY_VERIFY(m_driver->find(u"instanceList"_s));
    m_driver->program().navigator().run(u"thiscomputer.open"_s);
    QTRY_VERIFY(m_driver->find(u"thisComputerPage"_s));
}

void TestThisComputer::itOpensFromTheFirstPageAndGoesBack()
{
    QVERIFY(m_driver->click(u"openComputerButton"_s));
    QTRY_VERIFY(m_driver->find(u"thisComputerPage"_s));
    m_driver->press(Qt::ALT | Qt::Key_Left);
    QTRY_VERIFY(m_driver->find(u"firstRunPage"_s));
    QVERIFY(m_driver->click(u"openComputerButton"_s));
    QTRY_VERIFY(m_driver->find(u"thisComputerPage"_s));
    QVERIFY(chooseView(u"All instances"_s));
    QTRY_VERIFY(m_driver->find(u"firstRunPage"_s));
}

void TestThisComputer::nothingIsReadOnOtherPages()
{
    QTRY_VERIFY(m_driver->find(u"cpuTile"_s));
    auto *sampler = m_driver->program().navigator().findChild<thiscomputer::Sampler *>();
    QVERIFY(sampler);
    QVERIFY(sampler->isRunning());
    m_driver->press(Qt::CTRL | Qt::Key_2);
    QVERIFY(!sampler->isRunning());
    m_driver->press(Qt::CTRL | Qt::Key_1);
    QVERIFY(sampler->isRunning());
}

bool TestThisComputer::openShell()
{
    m_driver->program().navigator().run(u"terminal.local"_s);
    return m_driver->window().pages()->currentId() == u"terminals"_s
           && QTest::qWaitFor([this] { return pane() && pane()->session().state() == terminal::TerminalSession::State::Live; }, kPatience)
           && types(u"echo read$((40+1))y"_s, u"read41y"_s);
}

void TestThisComputer::enter(const QString &line)
{
    // The offscreen platform gives the focus to no window when a dialog closes.
    m_driver->window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&m_driver->window()));
    QWidget *target = QApplication::focusWidget();
    QVERIFY(target);
    QTest::keyClicks(target, line);
    QTest::keyClick(target, Qt::Key_Return);
}

/// What is typed is seen on the screen as well, so an answer must not be in it.
bool TestThisComputer::types(const QString &line, const QString &answer)
{
    enter(line);
    return QTest::qWaitFor([&] { return pane()->view().find(answer, terminal::TerminalView::Direction::Previous, true); }, kPatience);
}

void TestThisComputer::aShellRunsInAWindowTab()
{
    QVERIFY(openShell());
    auto *tabs = m_driver->window().findChild<QTabBar *>(u"sessionTabs"_s);
    QCOMPARE(tabs->tabText(0), u"This computer"_s);
    QVERIFY(m_driver->sees(u"1 session"_s));
    auto &view = pane()->view();
    const int columns = view.columns(), rows = view.rows();
    QVERIFY(types(u"echo size=$(stty size | tr ' ' x)."_s, u"size=%1x%2."_s.arg(rows).arg(columns)));
    m_driver->window().resize(1100, 700);
    QTRY_VERIFY(view.columns() < columns && view.rows() < rows);
    QVERIFY(types(u"echo size=$(stty size | tr ' ' x)."_s, u"size=%1x%2."_s.arg(view.rows()).arg(view.columns())));
    QVERIFY(types(u"echo ours=$(env | grep -c ^AIOPS_)=home=$([ $PWD = $HOME ] && echo same)"_s, u"ours=0=home=same"_s));
}

void TestThisComputer::theShellEndsAndStartsAgain()
{
    QVERIFY(openShell());
    enter(u"exit 3"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_driver->sees(u"The shell ended with code 3."_s), kPatience);
    QVERIFY(m_driver->sees(u"Press Enter to start it again."_s));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(pane()->session().state(), terminal::TerminalSession::State::Live, kPatience);
    QVERIFY(types(u"echo agai$((1+1))n"_s, u"agai2n"_s));
}

void TestThisComputer::closingAsksOnlyWhileSomethingRuns()
{
    QVERIFY(openShell());
    QTRY_VERIFY_WITH_TIMEOUT(!pane()->session().isBusy(), kPatience);
    enter(u"cat"_s);
    QTRY_VERIFY_WITH_TIMEOUT(pane()->session().isBusy(), kPatience);
    m_driver->press(Qt::CTRL | Qt::SHIFT | Qt::Key_W);
    QTRY_VERIFY(m_driver->sees(u"Close the terminal on This computer?"_s));
    QVERIFY(m_driver->click(u"Close terminal"_s));
    auto *page = m_driver->window().findChild<terminal::TerminalsPage *>();
    QTRY_COMPARE(page->count(), 0);
    QVERIFY(openShell());
    QTRY_VERIFY_WITH_TIMEOUT(!pane()->session().isBusy(), kPatience);
    m_driver->press(Qt::CTRL | Qt::SHIFT | Qt::Key_W);
    QTRY_COMPARE(page->count(), 0);
}

void TestThisComputer::theHostListAndQuickConnectOpenIt()
{
    m_driver->press(Qt::CTRL | Qt::Key_2);
    auto *hosts = list(u"hostTree"_s);
    QVERIFY(hosts);
    QCOMPARE(hosts->model()->index(0, 0).data().toString(), u"This computer"_s);
    hosts->setFocus();
    hosts->setCurrentIndex(hosts->model()->index(0, 0));
    QTest::keyClick(hosts, Qt::Key_Return);
    auto *page = m_driver->window().findChild<terminal::TerminalsPage *>();
    QTRY_COMPARE(page->count(), 1);
    QVERIFY(m_driver->type(u"hostFilterEdit"_s, u"web"_s));
    QCOMPARE(hosts->model()->rowCount(), 0);
    QVERIFY(m_driver->type(u"quickConnectEdit"_s, u"local"_s));
    QTest::keyClick(m_driver->find(u"quickConnectEdit"_s), Qt::Key_Return);
    QTRY_COMPARE(page->count(), 2);
    QVERIFY(pane()->session().isLocal());
}

QTEST_MAIN(TestThisComputer)
#include "tst_thiscomputer.moc"
