#include "features/terminal/gui/terminalpane.h"
#include "gui/driver.h"
#include "inventory/inventory.h"
#include "ssh/client/knownhosts.h"
#include "ssh/client/pool.h"
#include "support/netdataserver.h"
#include "support/sshserver.h"
#include "vault/vault.h"
#include "widgets/charts/timechart.h"
#include "widgets/theme.h"

#include <QAbstractItemView>
#include <QFileDialog>
#include <QTest>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {
constexpr int kPatience = 20'000;
const QString kPassphrase = u"river lamp orbit stone velvet"_s;
}

/// One person, one afternoon: the steps follow each other in one window.
class TestFirstSession final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init()
    {
        if (m_broken)
            QSKIP("an earlier step failed");
    }
    void cleanup() { m_broken = m_broken || QTest::currentTestFailed(); }
    void addingAnInstanceCreatesTheVaultForItsKey();
    void anUnknownHostKeyIsReviewedFromTheOverview();
    void whatIsTypedComesBack();
    void theChartsMove();
    void lockingLeavesTheTerminalAlive();
    void aSecondHostWaitsForTheVault();
    void unlockingBringsItsCharts();
    void aHostWithoutNetdataIsTold();
    void anUnreachableHostIsTold();
    void cleanupTestCase();

private:
    InstanceId instance(const QString &name)
    {
        auto &inventory = *m_driver.program().services().inventory;
        const auto found = inventory.findInstance(inventory.currentOrganization(), name);
        return found ? found->id : InstanceId();
    }
    vault::LockState::Value vaultState() { return m_driver.program().services().vault->state().value; }
    terminal::TerminalPane *terminal()
    {
        const auto panes = m_driver.window().findChildren<terminal::TerminalPane *>();
        return panes.isEmpty() ? nullptr : panes.first();
    }
    bool echoes(const QString &word);
    widgets::TimeChart *cpuChart() { return qobject_cast<widgets::TimeChart *>(m_driver.find(u"cpuChart"_s)); }
    bool addHost(const QString &name, const QString &address, quint16 port);
    bool openOverview(InstanceId id);

    widgets::Theme m_theme;
    SshServer m_server;
    NetdataServer m_netdata;
    Driver m_driver;
    QString m_key;
    bool m_broken = false;
};

void TestFirstSession::initTestCase()
{
    if (!NetdataServer::isInstalled() || !QFile::exists(u"/usr/sbin/sshd"_s))
        QFAIL("sshd or Netdata is missing");
    QVERIFY(m_server.start({}));
    m_key = m_server.addUserKey(u"ed25519"_s);
    QVERIFY(m_netdata.start());
    m_driver.setNetdataPort(m_netdata.port());
    QVERIFY(m_driver.open());
}

void TestFirstSession::cleanupTestCase()
{
    m_driver.close();
}

void TestFirstSession::addingAnInstanceCreatesTheVaultForItsKey()
{
    QTRY_VERIFY(m_driver.sees(u"Your command center is running"_s));
    QVERIFY(m_driver.sees(u"Vault not created yet"_s));
    QVERIFY(m_driver.click(u"Add an instance"_s));
    QVERIFY(m_driver.type(u"nameEdit"_s, u"web-1"_s));
    QVERIFY(m_driver.type(u"addressEdit"_s, u"127.0.0.1"_s));
    QVERIFY(m_driver.type(u"portEdit"_s, QString::number(m_server.port())));
    QVERIFY(m_driver.type(u"userEdit"_s, QString::fromLatin1(SshServer::user)));
    QVERIFY(m_driver.pick(u"environmentCombo"_s, u"Production"_s));
    QVERIFY(m_driver.pick(u"credentialCombo"_s, u"New password or SSH key…"_s));
    QVERIFY(m_driver.click(u"saveButton"_s));

    QTRY_COMPARE_WITH_TIMEOUT(m_driver.front()->objectName(), u"createVaultDialog"_s, kPatience);
    QVERIFY(m_driver.type(u"passphraseEdit"_s, kPassphrase));
    QVERIFY(m_driver.type(u"repeatEdit"_s, kPassphrase));
    QVERIFY(m_driver.click(u"createButton"_s));

    QTRY_COMPARE_WITH_TIMEOUT(m_driver.front()->objectName(), u"credentialDialog"_s, kPatience);
    QVERIFY(m_driver.type(u"nameEdit"_s, u"deploy"_s));
    QVERIFY(m_driver.click(u"chooseKeyButton"_s));
    QTRY_VERIFY(qobject_cast<QFileDialog *>(m_driver.front()));
    auto *choose = qobject_cast<QFileDialog *>(m_driver.front());
    choose->setDirectory(QFileInfo(m_key).path());
    choose->selectFile(m_key);
    QVERIFY(m_driver.click(u"Open"_s));
    QTRY_VERIFY(m_driver.sees(u"Private key of"_s));
    QVERIFY(m_driver.click(u"saveButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(m_driver.front(), &m_driver.window(), kPatience);
    QCOMPARE(m_driver.program().services().vault->attachments()->size(), 1);
    QVERIFY(m_driver.sees(u"Vault unlocked"_s));
}

void TestFirstSession::anUnknownHostKeyIsReviewedFromTheOverview()
{
    auto *list = qobject_cast<QAbstractItemView *>(m_driver.find(u"instanceList"_s));
    QVERIFY(list);
    list->setFocus();
    list->setCurrentIndex(list->model()->index(0, 0));
    QTest::keyClick(list, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"The host key was not reviewed yet"_s), kPatience);
    QVERIFY(m_driver.click(u"Review host key"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_driver.find(u"trustButton"_s), kPatience);
    const QByteArray blob = QByteArray::fromBase64(m_server.hostKeyLine().split(' ').value(1));
    const QString fingerprint = ssh::HostKey{"ssh-ed25519", blob}.fingerprint();
    const auto parts = m_driver.front()->findChildren<QWidget *>();
    QVERIFY(std::ranges::any_of(parts, [&](const QWidget *part) {
        return part->accessibleName().contains(fingerprint) || part->accessibleDescription().contains(fingerprint);
    }) || m_driver.sees(fingerprint));
    QCOMPARE(m_server.count("Accepted publickey"), 0);
    QVERIFY(m_driver.click(u"trustButton"_s));
    QTRY_VERIFY_WITH_TIMEOUT(terminal() && terminal()->session().state() == terminal::TerminalSession::State::Live, kPatience);
}

bool TestFirstSession::echoes(const QString &word)
{
    auto *pane = terminal();
    QWidget *target = pane->view().focusProxy();
    QTest::keyClicks(target, u"echo $((6*7))-"_s + word);
    QTest::keyClick(target, Qt::Key_Return);
    return QTest::qWaitFor([&] { return pane->view().find(u"42-"_s + word, terminal::TerminalView::Direction::Previous, true); }, kPatience);
}

void TestFirstSession::whatIsTypedComesBack()
{
    QVERIFY(echoes(u"alive"_s));
}

bool TestFirstSession::openOverview(InstanceId id)
{
    m_driver.window().open(u"instance"_s, id.toString() + u"/overview"_s);
    return QTest::qWaitFor([&] { return m_driver.find(u"overviewPane"_s); }, kPatience);
}

void TestFirstSession::theChartsMove()
{
    QVERIFY(openOverview(instance(u"web-1"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(cpuChart() && !cpuChart()->data().times.empty(), kPatience);
    const qint64 before = cpuChart()->data().times.back();
    QTRY_VERIFY_WITH_TIMEOUT(cpuChart()->data().times.back() > before + 1500, kPatience);
    QCOMPARE(m_server.count("Accepted publickey"), 1);
}

bool TestFirstSession::addHost(const QString &name, const QString &address, quint16 port)
{
    const auto id = m_driver.addInstance({.name = name, .address = address, .port = port, .user = QString::fromLatin1(SshServer::user)});
    const auto credential = m_driver.program().services().vault->find(u"deploy"_s);
    return id && credential && m_driver.attach(credential->id, *id);
}

void TestFirstSession::lockingLeavesTheTerminalAlive()
{
    QVERIFY(addHost(u"web-2"_s, u"localhost"_s, m_server.port()));
    const QByteArrayList parts = m_server.hostKeyLine().split(' ');
    QVERIFY(m_driver.program().services().knownHosts->trust(u"localhost"_s, m_server.port(), {parts[0], QByteArray::fromBase64(parts[1])}));
    m_driver.press(Qt::CTRL | Qt::SHIFT | Qt::Key_L);
    QTRY_COMPARE(vaultState(), vault::LockState::Locked);
    QTRY_VERIFY(m_driver.sees(u"Vault locked"_s));
    m_driver.window().open(u"instance"_s, instance(u"web-1"_s).toString() + u"/terminal"_s);
    QVERIFY(echoes(u"locked"_s));
}

void TestFirstSession::aSecondHostWaitsForTheVault()
{
    QVERIFY(openOverview(instance(u"web-2"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"The vault is locked"_s), kPatience);
    QCOMPARE(m_server.count("Accepted publickey"), 1);
}

void TestFirstSession::unlockingBringsItsCharts()
{
    QVERIFY(m_driver.click(u"Unlock vault"_s));
    QTRY_COMPARE(m_driver.front()->objectName(), u"unlockDialog"_s);
    QVERIFY(m_driver.type(u"passphraseEdit"_s, u"not this one at all"_s));
    QVERIFY(m_driver.click(u"unlockButton"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_driver.find(u"unlockButton"_s)->isEnabled(), kPatience);
    QCOMPARE(vaultState(), vault::LockState::Locked);
    QVERIFY(m_driver.type(u"passphraseEdit"_s, kPassphrase));
    QVERIFY(m_driver.click(u"unlockButton"_s));
    QTRY_COMPARE_WITH_TIMEOUT(vaultState(), vault::LockState::Unlocked, kPatience);
    QTRY_COMPARE_WITH_TIMEOUT(m_driver.front(), &m_driver.window(), kPatience);
    QTRY_VERIFY_WITH_TIMEOUT(cpuChart() && !cpuChart()->data().times.empty(), kPatience);
}

void TestFirstSession::aHostWithoutNetdataIsTold()
{
    m_netdata.stop();
    m_driver.program().services().pool->closeAll();
    QVERIFY(m_driver.addInstance({.name = u"web-3"_s, .address = u"localhost"_s, .port = m_server.port(), .user = u"tester"_s}));
    const auto credential = m_driver.program().services().vault->find(u"deploy"_s);
    QVERIFY(m_driver.attach(credential->id, instance(u"web-3"_s)));
    QVERIFY(openOverview(instance(u"web-3"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"No Netdata on this host"_s), kPatience);
    QVERIFY(m_driver.sees(u"Try again"_s));
}

void TestFirstSession::anUnreachableHostIsTold()
{
    QVERIFY(addHost(u"gone-1"_s, u"127.0.0.1"_s, freePort()));
    QVERIFY(openOverview(instance(u"gone-1"_s)));
    QTRY_VERIFY_WITH_TIMEOUT(m_driver.sees(u"The host cannot be reached"_s), kPatience);
}

QTEST_MAIN(TestFirstSession)
#include "tst_firstsession.moc"
