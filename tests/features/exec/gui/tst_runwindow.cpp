#include "features/exec/executions.h"
#include "gui/driver.h"
#include "shell/mainwindow.h"
#include "ssh/client/knownhosts.h"
#include "support/controls.h"
#include "support/sshserver.h"
#include "widgets/theme.h"

#include <QTest>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {
constexpr int kHosts = 4;
constexpr int kPatience = 20'000;
}

/// What the page Run has to do with the rest of the window: My Space, keys, settings.
class TestRunWindow final : public QObject
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
    void theKeyTakesTheSelection_data()
    {
        QTest::addColumn<QString>("view");
        QTest::newRow("cards") << u"myspace.showCards"_s;
        QTest::newRow("table") << u"myspace.showTable"_s;
    }
    void theKeyTakesTheSelection()
    {
        QFETCH(QString, view);
        m_driver.window().open(u"myspace"_s, m_ids.at(0).toString() + u','+ m_ids.at(2).toString());
        QTRY_VERIFY(m_driver.sees(u"2 selected"_s));
        QVERIFY(m_driver.window().actions().run(view));
        QVERIFY(m_driver.sees(u"2 selected"_s));
        m_driver.press(Qt::CTRL | Qt::Key_J);
        QTRY_VERIFY(m_driver.find(u"commandEdit"_s));
        QVERIFY(m_driver.sees(u"2 ticked"_s));
    }
    void rulesAreEdited()
    {
        m_driver.window().open(u"settings"_s, QString());
        QTRY_VERIFY(table(u"settingsList"_s));
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
        QTRY_VERIFY(table(u"ruleTable"_s)); // the dialog is gone
        QTRY_COMPARE(table(u"ruleTable"_s)->model()->index(0, 0).data().toString(), u"Reboots are fine"_s);
        table(u"ruleTable"_s)->setCurrentIndex(table(u"ruleTable"_s)->model()->index(0, 0));
        QVERIFY(m_driver.click(u"removeRuleButton"_s));
        QVERIFY(m_driver.click(u"confirmButton"_s));
        QTRY_VERIFY(table(u"ruleTable"_s));
        QTRY_VERIFY(table(u"ruleTable"_s)->model()->index(0, 0).data().toString() != u"Reboots are fine"_s);
        QVERIFY(!m_driver.find(u"editRuleButton"_s)->isEnabled()); // built-in ones stay
    }

    /// The last one: the window closes.
    void closingStopsWhatRuns()
    {
        compose(u"echo $$; exec sleep 300"_s, {0, 1});
        QVERIFY(m_driver.click(u"runButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(text(u"outputView"_s).toLongLong() > 1, kPatience);
        const QString process = u"/proc/"_s + text(u"outputView"_s);
        m_driver.window().close();
        QVERIFY(m_driver.sees(u"has not ended on 2 hosts"_s));
        m_driver.press(Qt::Key_Escape);
        QTRY_COMPARE(m_driver.front(), &m_driver.window());
        QVERIFY(m_driver.window().isVisible() && QFile::exists(process));
        m_driver.window().close();
        QVERIFY(m_driver.click(u"confirmButton"_s));
        QTRY_VERIFY_WITH_TIMEOUT(!m_driver.window().isVisible(), kPatience);
        QTRY_VERIFY(!QFile::exists(process));
        m_driver.close();
        QVERIFY(m_driver.open());
        const auto &executions = *m_driver.program().services().executions;
        const auto kept = executions.find(m_driver.program().services().inventory->currentOrganization(), u"last"_s);
        QVERIFY(kept);
        QVERIFY(kept->endedAt.isValid());
        QCOMPARE(kept->counts[u"stopped"_s].toInt(), 2);
    }

private:
    void compose(const QString &command, const QList<int> &hosts)
    {
        QStringList words;
        for (const int host : hosts)
            words += m_ids.at(host).toString();
        m_driver.window().open(u"run"_s, words.join(u','));
        m_controls.write(u"commandEdit"_s, command);
        m_controls.find<QPlainTextEdit>(u"commandEdit"_s)->setFocus();
    }
    QAbstractItemView *table(const QString &name) { return m_controls.view(name); }
    QString text(const QString &name) { return m_controls.text(name); }

    widgets::Theme m_theme;
    SshServer m_server;
    Driver m_driver;
    const Controls m_controls{[this] { return m_driver.front(); }};
    QList<InstanceId> m_ids;
};

QTEST_MAIN(TestRunWindow)
#include "tst_runwindow.moc"
