#include "features/exec/gui/historymodel.h"
#include "features/exec/gui/hostmodel.h"
#include "features/exec/gui/rulemodel.h"
#include "features/exec/gui/targetmodel.h"
#include "gui/driver.h"
#include "shell/mainwindow.h"
#include "ssh/client/knownhosts.h"
#include "support/sshserver.h"
#include "team/commandpolicy.h"
#include "widgets/theme.h"

#include <QAbstractItemModelTester>
#include <QAbstractItemView>
#include <QPlainTextEdit>
#include <QTest>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {
constexpr int kHosts = 4;
constexpr int kPatience = 20'000;
}

/// A person runs commands on four real hosts, one of them production.
class TestRunPage final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        SshServer::Options options;
        options.addresses = kHosts;
        QVERIFY(m_server.start(options));
        QVERIFY(m_driver.open());
        QVERIFY(m_driver.addOrganization(u"Fernhill"_s));
        m_driver.window().open(u"run"_s, QString());
        QVERIFY(m_driver.sees(u"No hosts yet"_s));
        QVERIFY(m_driver.createVault("river lamp orbit stone velvet"));
        const auto login = m_driver.addCredential(u"login"_s, vault::Kind::Password, u"tester"_s, SshServer::password);
        QVERIFY(login);
        const QByteArray line = m_server.hostKeyLine();
        const ssh::HostKey key{line.split(' ').value(0), QByteArray::fromBase64(line.split(' ').value(1))};
        for (int i = 1; i <= kHosts; ++i) {
            const QString address = u"127.0.0.%1"_s.arg(i);
            QVERIFY(m_driver.program().services().knownHosts->trust(address, m_server.port(), key));
            const auto id = m_driver.addInstance({.name = i == kHosts ? u"prod-1"_s : u"web-%1"_s.arg(i), .address = address, .port = m_server.port(), .user = u"tester"_s,
                                                  .environment = i == kHosts ? inventory::Environment::Production : inventory::Environment::Development});
            QVERIFY(id && m_driver.attach(*login, *id));
            m_ids += *id;
        }
    }
    void cleanup()
    {
        if (m_driver.front() != &m_driver.window())
            m_driver.press(Qt::Key_Escape);
    }

    void aCommandRunsOnWhatIsTicked()
    {
        compose(u"echo hello"_s, {0, 1});
        QVERIFY(m_driver.click(u"runButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"2 ok of 2"_s), kPatience);
        QCOMPARE(table(u"hostTable"_s)->model()->rowCount(), 2);
        QTRY_COMPARE(text(u"outputView"_s), u"hello"_s);
        QVERIFY(!m_driver.find(u"stopButton"_s));
        QVERIFY(!m_driver.find(u"retryButton"_s));
    }
    void aFilterTicksWhatItShows()
    {
        m_driver.window().open(u"run"_s, u"new"_s);
        write(u"true"_s);
        QVERIFY(m_driver.type(u"targetFilterEdit"_s, u"web"_s));
        QVERIFY(m_driver.click(u"tickAllButton"_s));
        QVERIFY(m_driver.type(u"targetFilterEdit"_s, u"prod"_s));
        QVERIFY(m_driver.sees(u"ticked"_s));
        QVERIFY(m_driver.sees(u"Run on 3 hosts"_s));
        QVERIFY(m_driver.type(u"targetFilterEdit"_s, u"nothing like it"_s));
        QCOMPARE(table(u"targetTable"_s)->model()->rowCount(), 0);
        m_driver.type(u"targetFilterEdit"_s, u" "_s);
    }
    void stopEndsWhatRuns()
    {
        compose(u"echo begun; sleep 300"_s, {0, 1, 2});
        QVERIFY(m_driver.click(u"runButton"_s));
        QTRY_COMPARE_WITH_TIMEOUT(text(u"outputView"_s), u"begun"_s, kPatience);
        table(u"hostTable"_s)->setCurrentIndex(table(u"hostTable"_s)->model()->index(1, 0));
        QVERIFY(m_driver.click(u"stopHostButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"1 stopped"_s), kPatience);
        QVERIFY(m_driver.click(u"stopButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"3 stopped of 3"_s), kPatience);
    }
    void failedOnesAreTriedAgain()
    {
        const QString mark = u"/tmp/aiops-runpage-%1"_s.arg(m_server.port());
        compose(u"test -e %1 && exit 0; case $SSH_CONNECTION in *' 127.0.0.2 '*) echo bad >&2; exit 3;; esac; echo good"_s.arg(mark), {0, 1, 2});
        QVERIFY(m_driver.click(u"runButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"2 ok, 1 failed of 3"_s), kPatience);
        QFile file(mark);
        QVERIFY(file.open(QFile::WriteOnly));
        file.setPermissions(QFile::ReadOwner | QFile::ReadOther);
        QVERIFY(m_driver.click(u"retryButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"1 ok of 1"_s), kPatience);
        file.remove();
    }
    void groupsAreActedOn()
    {
        compose(u"case $SSH_CONNECTION in *' 127.0.0.2 '*) echo odd;; *) echo same;; esac"_s, {0, 1, 2});
        QVERIFY(m_driver.click(u"runButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"3 ok of 3"_s), kPatience);
        QVERIFY(m_driver.click(u"Groups"_s));
        QTRY_COMPARE(table(u"groupList"_s)->model()->rowCount(), 2);
        QCOMPARE(table(u"groupList"_s)->model()->index(0, 0).data().toString(), u"2 hosts, ok"_s);
        QCOMPARE(text(u"groupOutput"_s), u"same"_s);
        QVERIFY(m_driver.click(u"groupSelectButton"_s));
        QTRY_VERIFY(m_driver.sees(u"2 selected"_s));
        QVERIFY(m_driver.click(u"bulkCommandButton"_s));
        QTRY_VERIFY(m_driver.sees(u"Run on 2 hosts"_s));
    }
    void productionIsTyped()
    {
        compose(u"echo careful"_s, {0, 3});
        QVERIFY(m_driver.click(u"runButton"_s));
        QVERIFY(m_driver.sees(u"1 of them are production."_s));
        QVERIFY(!m_driver.find(u"confirmButton"_s)->isEnabled());
        QVERIFY(m_driver.type(u"confirmEdit"_s, u"2"_s));
        QVERIFY(m_driver.click(u"confirmButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"2 ok of 2"_s), kPatience);
    }
    void aRefusedOneIsShown()
    {
        compose(u"rm -rf /"_s, {0});
        QVERIFY(m_driver.click(u"runButton"_s));
        QTRY_VERIFY(m_driver.sees(u"1 denied of 1"_s));
        QVERIFY(m_driver.sees(u"is refused by the rule"_s));
        QVERIFY(!m_driver.find(u"retryButton"_s));
    }
    void historyOpensOldOnes()
    {
        auto *history = table(u"historyList"_s);
        QVERIFY(history->model()->rowCount() >= 5);
        const auto found = history->model()->match(history->model()->index(0, 0), Qt::DisplayRole, u"echo hello"_s);
        QCOMPARE(found.size(), 1);
        history->scrollTo(found.first());
        QTest::mouseClick(history->viewport(), Qt::LeftButton, {}, history->visualRect(found.first()).center());
        QTRY_VERIFY(m_driver.sees(u"2 ok of 2"_s));
        QTRY_COMPARE(text(u"outputView"_s), u"hello"_s);
    }
    void keysReachThePage()
    {
        m_driver.window().open(u"myspace"_s, QString());
        m_driver.press(Qt::CTRL | Qt::Key_J);
        QTRY_VERIFY(m_driver.find(u"commandEdit"_s));
        QTRY_VERIFY(m_driver.find(u"commandEdit"_s)->hasFocus());
        compose(u"echo by key"_s, {1});
        m_driver.press(Qt::CTRL | Qt::Key_Return);
        QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"1 ok of 1"_s), kPatience);
    }
    void rulesAreEdited()
    {
        m_driver.window().open(u"settings"_s, QString());
        auto *list = table(u"settingsList"_s);
        const auto found = list->model()->match(list->model()->index(0, 0), Qt::DisplayRole, u"Command rules"_s);
        QCOMPARE(found.size(), 1);
        list->setCurrentIndex(found.first());
        QVERIFY(m_driver.type(u"trialEdit"_s, u"reboot"_s));
        QVERIFY(m_driver.click(u"addRuleButton"_s));
        QVERIFY(m_driver.type(u"ruleNameEdit"_s, u"Reboots are fine"_s));
        QVERIFY(m_driver.pick(u"ruleEffectCombo"_s, u"Allow"_s));
        QVERIFY(m_driver.type(u"rulePatternEdit"_s, u"reboot"_s));
        QVERIFY(m_driver.click(u"saveRuleButton"_s));
        QTRY_COMPARE(table(u"ruleTable"_s)->model()->index(0, 0).data().toString(), u"Reboots are fine"_s);
        table(u"ruleTable"_s)->setCurrentIndex(table(u"ruleTable"_s)->model()->index(0, 0));
        QVERIFY(m_driver.click(u"removeRuleButton"_s));
        QVERIFY(m_driver.click(u"confirmButton"_s));
        QTRY_VERIFY(table(u"ruleTable"_s)->model()->index(0, 0).data().toString() != u"Reboots are fine"_s);
        QVERIFY(!m_driver.find(u"editRuleButton"_s)->isEnabled()); // built-in ones stay
    }

    void modelsKeepTheirPromises()
    {
        auto &services = m_driver.program().services();
        exec::TargetModel targets(*services.inventory);
        QAbstractItemModelTester targetTester(&targets, QAbstractItemModelTester::FailureReportingMode::QtTest);
        targets.refresh();
        targets.tickShown(true);
        targets.setText(u"web"_s);
        QCOMPARE(targets.tickedCount(), kHosts);
        QCOMPARE(targets.rowCount(), kHosts - 1);
        exec::HostModel hosts;
        QAbstractItemModelTester hostTester(&hosts, QAbstractItemModelTester::FailureReportingMode::QtTest);
        exec::LiveRun live(services.executions->live().first());
        hosts.setRun(&live);
        hosts.tick();
        hosts.setRun(nullptr);
        exec::HistoryModel history;
        QAbstractItemModelTester historyTester(&history, QAbstractItemModelTester::FailureReportingMode::QtTest);
        history.setEntries(*services.executions->history(services.inventory->currentOrganization()));
        QVERIFY(history.rowCount() > 0);
        exec::RuleModel rules([](ProjectId) { return u"Shop"_s; });
        QAbstractItemModelTester ruleTester(&rules, QAbstractItemModelTester::FailureReportingMode::QtTest);
        rules.setRules({{.id = CommandRuleId::create(), .organization = {}, .name = u"x"_s, .pattern = u"y"_s, .environment = u"prod"_s, .role = u"admin"_s, .project = ProjectId::create()}});
        QCOMPARE(rules.index(0, exec::RuleModel::Where).data().toString(), u"production, Shop, role admin"_s);
    }

private:
    void write(const QString &command)
    {
        auto *edit = qobject_cast<QPlainTextEdit *>(m_driver.find(u"commandEdit"_s));
        QVERIFY(edit);
        edit->setFocus();
        edit->setPlainText(command);
    }
    void compose(const QString &command, const QList<int> &hosts)
    {
        QStringList words;
        for (const int host : hosts)
            words += m_ids.at(host).toString();
        m_driver.window().open(u"run"_s, words.join(u','));
        write(command);
    }
    QAbstractItemView *table(const QString &name) { return qobject_cast<QAbstractItemView *>(m_driver.find(name)); }
    QString text(const QString &name)
    {
        auto *view = qobject_cast<QPlainTextEdit *>(m_driver.find(name));
        return view ? view->toPlainText().trimmed() : u"(no view)"_s;
    }

    widgets::Theme m_theme;
    SshServer m_server;
    Driver m_driver;
    QList<InstanceId> m_ids;
};

QTEST_MAIN(TestRunPage)
#include "tst_runpage.moc"
