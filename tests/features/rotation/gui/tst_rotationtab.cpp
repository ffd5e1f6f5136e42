#include "features/rotation/gui/keyspane.h"
#include "features/rotation/gui/keytablemodel.h"
#include "features/rotation/gui/rotationmodel.h"
#include "features/rotation/gui/rotationtab.h"
#include "features/rotation/gui/targetmodel.h"

#include "inventory/inventory.h"
#include "shell/navigator.h"
#include "ssh/client/knownhosts.h"
#include "ssh/client/pool.h"
#include "storage/command.h"
#include "vault/vaulthome.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QApplication>
#include <QDir>
#include <QLineEdit>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableView>

using namespace aiops;
using namespace aiops::rotation;
using namespace aiops::vault;
using namespace std::chrono_literals;

namespace {

void picture(QWidget *widget, const QString &name)
{
    QDir().mkpath(QStringLiteral(AIOPS_PICTURES));
    for (const auto mode : {widgets::Theme::Mode::Light, widgets::Theme::Mode::Dark}) {
        widgets::Theme::current().setMode(mode);
        QTest::qWait(1);
        QVERIFY(widget->grab().save(QStringLiteral(AIOPS_PICTURES "/%1-%2.png").arg(name, mode == widgets::Theme::Mode::Dark ? u"dark"_s : u"light"_s)));
    }
    widgets::Theme::current().setMode(widgets::Theme::Mode::Light);
}

} // namespace

/// The tab over a real vault; the hosts are none that answer.
class TestRotationTab : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<widgets::Theme>(); }
    void init();
    void cleanup();
    void anEmptyVaultSaysWhatComes();
    void whatNeedsAPersonComesFirst();
    void modelsKeepTheRules();
    void rotatingShowsWhatWillBeDone();
    void aFailureOffersAnotherTry();
    void snoozeNeedsAReason();
    void theScheduleIsSaved();
    void byHandCannotBeRotated();
    void keysPaneSaysWhenThereIsNoInstance();

private:
    QString cell(int row, int column) const { return table()->model()->index(row, column).data().toString(); }
    QTableView *table() const { return m_tab->findChild<QTableView *>(u"rotationTable"_s); }
    QPushButton *button(const QString &name) const { return m_tab->window()->findChild<QPushButton *>(name); }
    template <typename T>
    T *inDialog(const QString &name) const
    {
        QWidget *dialog = QApplication::activeModalWidget() ? QApplication::activeModalWidget() : m_tab->window();
        for (QWidget *top : QApplication::topLevelWidgets())
            if (auto *found = top->findChild<T *>(name); found && found->isVisible())
                return found;
        return dialog->findChild<T *>(name);
    }
    void openTab();
    bool choose(const QString &name);
    bool addDue();

    std::unique_ptr<widgets::Theme> m_theme;
    std::unique_ptr<vault::Home> m_home;
    std::unique_ptr<inventory::Inventory> m_inventory;
    std::unique_ptr<ssh::KnownHosts> m_hosts;
    std::unique_ptr<ssh::Pool> m_pool;
    std::unique_ptr<QSettings> m_settings;
    std::unique_ptr<shell::Navigator> m_navigator;
    RotationSession *m_session = nullptr;
    std::unique_ptr<QWidget> m_window;
    QWidget *m_tab = nullptr;
};

void TestRotationTab::init()
{
    m_home = std::make_unique<vault::Home>();
    m_inventory = std::make_unique<inventory::Inventory>(*m_home->database);
    m_hosts = std::make_unique<ssh::KnownHosts>(m_home->dir.filePath(u"known_hosts"_s), QStringList());
    m_settings = std::make_unique<QSettings>(m_home->dir.filePath(u"settings.ini"_s), QSettings::IniFormat);
    m_navigator = std::make_unique<shell::Navigator>();
    QVERIFY(m_home->create());
    m_home->vault->setAutoLock(0s); // days pass
    m_home->addInstance();
    m_pool = std::make_unique<ssh::Pool>(*m_hosts, *m_home->vault);
    m_session = new RotationSession({*m_home->vault, *m_inventory, m_home->gatekeeper, *m_hosts, *m_pool, m_home->clock, *m_settings, {}, nullptr}, *m_navigator, m_navigator.get());
}

void TestRotationTab::cleanup()
{
    m_window.reset();
    m_navigator.reset();
    m_settings.reset();
    m_pool.reset();
    m_hosts.reset();
    m_inventory.reset();
    m_home.reset();
}

void TestRotationTab::openTab()
{
    m_window = std::make_unique<QWidget>();
    m_window->resize(1100, 640);
    m_tab = makeRotationTab(*m_session, m_window.get());
    m_tab->resize(m_window->size());
    m_window->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
}

bool TestRotationTab::choose(const QString &name)
{
    for (int row = 0; row < table()->model()->rowCount(); ++row)
        if (cell(row, 0) == name)
            return table()->selectRow(row), true;
    return false;
}

/// A password that signs in at the instance and is due, one that is new, one by hand.
bool TestRotationTab::addDue()
{
    const auto login = m_home->add(u"login"_s);
    if (!login || !m_home->attach(login->id))
        return false;
    m_home->clock.advance(81 * 24h);
    return m_home->add(u"fresh"_s) && m_home->add(u"note"_s, "x", Kind::Note);
}

void TestRotationTab::anEmptyVaultSaysWhatComes()
{
    openTab();
    QVERIFY(!table()->isVisible());
    QVERIFY(!button(u"rotateButton"_s)->isEnabled());
    picture(m_tab, u"rotation-empty"_s);
}

void TestRotationTab::whatNeedsAPersonComesFirst()
{
    QVERIFY(addDue());
    openTab();
    QCOMPARE(cell(0, 0), u"login"_s);
    QCOMPARE(cell(0, 1), u"90 days"_s);
    QCOMPARE(cell(0, 2), u"Command"_s);
    QCOMPARE(cell(0, 3), u"1 instance"_s);
    QCOMPARE(cell(0, 4), u"Due in 9 d"_s);
    QCOMPARE(cell(0, 6), u"Never rotated here"_s);
    QCOMPARE(cell(2, 4), u"Manual"_s);
    QCOMPARE(m_tab->findChild<QTableView *>(u"rotationTargetTable"_s)->model()->index(0, 0).data().toString(), u"web-1"_s);
    picture(m_tab, u"rotation-plan"_s);
}

void TestRotationTab::modelsKeepTheRules()
{
    QVERIFY(addDue());
    RotationModel plan;
    TargetModel targets;
    KeyTableModel keys;
    const QAbstractItemModelTester planTester(&plan, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester targetTester(&targets, QAbstractItemModelTester::FailureReportingMode::QtTest);
    const QAbstractItemModelTester keyTester(&keys, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QList<PlanRow> rows = *m_session->plan();
    plan.setRows(rows);
    QCOMPARE(plan.rowCount(), 3);
    rows.removeFirst();
    plan.setRows(rows);
    QCOMPARE(plan.rowCount(), 2);
    targets.setRows({{m_home->instance, u"web-1"_s, RotationStep::Failed, u"No"_s}});
    targets.setRows({{m_home->instance, u"web-1"_s, RotationStep::OldRevoked, {}}});
    QCOMPARE(targets.index(0, 1).data().toString(), u"Done, old one removed"_s);
    HostKeys host;
    host.instance = *m_inventory->instance(m_home->instance);
    host.error = Error{Errc::Unreachable, u"No answer"_s};
    keys.setHosts({host});
    QCOMPARE(keys.index(0, 3).data().toString(), u"No answer"_s);
    QVERIFY(keys.holdersOf({}).isEmpty());
}

void TestRotationTab::rotatingShowsWhatWillBeDone()
{
    QVERIFY(addDue());
    openTab();
    QVERIFY(choose(u"login"_s));
    QTest::mouseClick(button(u"rotateButton"_s), Qt::LeftButton);
    QTRY_VERIFY(inDialog<QLineEdit>(u"commandEdit"_s));
    auto *confirm = inDialog<QPushButton>(u"confirmRotateButton"_s);
    QCOMPARE(confirm->text(), u"Rotate on 1 instance"_s);
    picture(confirm->window(), u"rotate-dialog"_s);
    inDialog<QLineEdit>(u"commandEdit"_s)->clear();
    QVERIFY(!confirm->isEnabled());
    QTest::keyClick(confirm->window(), Qt::Key_Escape);
    QCOMPARE(Rotations(*m_home->vault).all()->size(), 0);
}

void TestRotationTab::aFailureOffersAnotherTry()
{
    QVERIFY(addDue());
    openTab();
    QVERIFY(choose(u"login"_s));
    QSignalSpy problems(m_navigator.get(), &shell::Navigator::problemRaised);
    QTest::mouseClick(button(u"rotateButton"_s), Qt::LeftButton);
    QTRY_VERIFY(inDialog<QPushButton>(u"confirmRotateButton"_s));
    QTest::mouseClick(inDialog<QPushButton>(u"confirmRotateButton"_s), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(problems.size(), 1, 20'000);
    QTRY_COMPARE(cell(0, 4), u"Failed on 1, old one still valid"_s);
    const QAbstractItemModel *targets = m_tab->findChild<QTableView *>(u"rotationTargetTable"_s)->model();
    QCOMPARE(targets->index(0, 1).data().toString(), u"Failed, old one still valid"_s);
    QVERIFY(!targets->index(0, 2).data().toString().isEmpty());
    QVERIFY(button(u"rotateButton"_s)->isVisible()); // nothing changed: it is begun anew
    picture(m_tab, u"rotation-failed"_s);
}

void TestRotationTab::snoozeNeedsAReason()
{
    QVERIFY(addDue());
    openTab();
    QVERIFY(choose(u"login"_s));
    m_home->gatekeeper.setConfirmable(false);
    QTest::mouseClick(button(u"snoozeButton"_s), Qt::LeftButton);
    QTRY_VERIFY(inDialog<QLineEdit>(u"reasonEdit"_s));
    auto *confirm = inDialog<QPushButton>(u"confirmSnoozeButton"_s);
    picture(confirm->window(), u"snooze-dialog"_s);
    QVERIFY(!confirm->isEnabled());
    QTest::keyClicks(inDialog<QLineEdit>(u"reasonEdit"_s), u"release freeze"_s);
    QTest::mouseClick(confirm, Qt::LeftButton);
    QTRY_VERIFY(m_home->vault->find(u"login"_s)->snoozedUntil.isValid());
    QTRY_VERIFY([this] { return choose(u"login"_s) && table()->currentIndex().siblingAtColumn(4).data().toString().startsWith(u"Snoozed until"_s); }());
}

void TestRotationTab::theScheduleIsSaved()
{
    QVERIFY(addDue());
    openTab();
    QVERIFY(choose(u"login"_s));
    QTest::mouseClick(button(u"scheduleButton"_s), Qt::LeftButton);
    QTRY_VERIFY(inDialog<QSpinBox>(u"daysSpin"_s));
    QCOMPARE(inDialog<QSpinBox>(u"daysSpin"_s)->value(), 90);
    picture(inDialog<QSpinBox>(u"daysSpin"_s)->window(), u"schedule-dialog"_s);
    inDialog<QSpinBox>(u"daysSpin"_s)->setValue(180);
    QTest::mouseClick(inDialog<QPushButton>(u"saveScheduleButton"_s), Qt::LeftButton);
    QTRY_COMPARE(m_home->vault->find(u"login"_s)->rotationDays, 180);
}

void TestRotationTab::byHandCannotBeRotated()
{
    QVERIFY(addDue());
    openTab();
    QVERIFY(choose(u"note"_s));
    QVERIFY(!button(u"rotateButton"_s)->isEnabled());
    QVERIFY(!button(u"rotateButton"_s)->toolTip().isEmpty());
    QVERIFY(!button(u"snoozeButton"_s)->isEnabled());
}

void TestRotationTab::keysPaneSaysWhenThereIsNoInstance()
{
    openTab();
    QTest::mouseClick(m_tab->findChild<QAbstractButton *>(u"keys"_s), Qt::LeftButton);
    auto *look = m_tab->findChild<QPushButton *>(u"firstLookButton"_s);
    QTRY_VERIFY(look->isVisible());
    picture(m_tab, u"keys-empty"_s);
    QTest::mouseClick(look, Qt::LeftButton);
    const auto *table = m_tab->findChild<QTableView *>(u"keyTable"_s);
    QTRY_VERIFY_WITH_TIMEOUT(table->isVisible(), 20'000);
    QCOMPARE(table->model()->rowCount(), 1); // the host of the test answers nobody
    picture(m_tab, u"keys-on-hosts"_s);
}

QTEST_MAIN(TestRotationTab)
#include "tst_rotationtab.moc"
