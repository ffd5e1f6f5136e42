#include "features/hostkeys/gui/hostkeychangeddialog.h"
#include "features/hostkeys/gui/hostkeydialog.h"
#include "features/hostkeys/gui/windowinteraction.h"
#include "features/terminal/gui/qtermwidgetview.h"
#include "features/terminal/gui/terminalpane.h"
#include "ssh/client/knownhosts.h"
#include "support/fakeclock.h"
#include "support/sshserver.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QPushButton>
#include <QTest>
#include <QTimer>

using namespace aiops;
using namespace aiops::terminal;
using namespace Qt::StringLiterals;

using State = TerminalSession::State;

namespace {

constexpr int kPatience = 30'000;
#ifdef __SANITIZE_ADDRESS__
constexpr int kFloodMegabytes = 30; // five times slower there
constexpr int kLongestGap = 400;
#else
constexpr int kFloodMegabytes = 100;
constexpr int kLongestGap = 100;
#endif

class NoAudit final : public AuditSink
{
public:
    void append(AuditEntry) override {}
};

class NoCredentials final : public CredentialSource
{
public:
    std::optional<Error> error;
    Future<Login> login(InstanceId, Purpose, Permit permit) override
    {
        permit.succeeded();
        return error ? failed<Login>(*error) : ready<Login>(Login{});
    }
};

} // namespace

class TestTerminalSsh : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();

    void typedTextIsEchoedAndRun();
    void sizeReachesTheServer();
    void controlCActsWithinASecond();
    void floodKeepsTheWindowAlive();
    void lostConnectionIsDimmedAndEnterConnectsAgain();
    void lostConnectionComesBackByItself();
    void lostConnectionComesBackInItsFolder();
    void unknownKeySendsNothingWhenRefusedAndConnectsWhenTrusted();
    void changedKeyStaysDisconnected();
    void lockedVaultOffersToUnlockAndThenConnects();

private:
    void makePane(bool trusted = true);
    void live()
    {
        m_pane->reconnect();
        QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Live, kPatience);
        type(u"PS1='$ '; bind 'set enable-bracketed-paste off'; echo re''ady\r"_s);
        QTRY_VERIFY_WITH_TIMEOUT(m_output.contains("ready\r\n"), kPatience);
        m_output.clear();
    }
    void type(const QString &text)
    {
        for (const QChar c : text) {
            if (c == u'\r')
                QTest::keyClick(m_pane->view().focusProxy(), Qt::Key_Return);
            else
                QTest::keyClick(m_pane->view().focusProxy(), c.toLatin1());
        }
    }
    QWidget *panel() const { return m_pane->findChild<QWidget *>(u"reconnectPanel"_s); }
    QPushButton *button(const QString &name) const { return m_window->findChild<QPushButton *>(name); }

    test::SshServer m_server;
    test::SshAgent m_agent;
    test::FakeClock m_clock;
    SystemClock m_time;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<team::Gatekeeper> m_gatekeeper;
    std::unique_ptr<NoCredentials> m_credentials;
    std::unique_ptr<ssh::KnownHosts> m_knownHosts;
    std::unique_ptr<ssh::Pool> m_pool;
    std::unique_ptr<QWidget> m_window;
    TerminalPane *m_pane = nullptr;
    QByteArray m_output;
};

void TestTerminalSsh::initTestCase()
{
    QVERIFY(m_server.start({}));
    const QString key = m_server.addUserKey(u"ed25519"_s);
    QVERIFY(m_agent.start({key}));
}

void TestTerminalSsh::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_gatekeeper = std::make_unique<team::Gatekeeper>(m_time, std::make_shared<NoAudit>());
    m_credentials = std::make_unique<NoCredentials>();
    m_knownHosts = std::make_unique<ssh::KnownHosts>(m_folder->filePath(u"known_hosts"_s), QStringList{});
    m_pool = std::make_unique<ssh::Pool>(*m_knownHosts, *m_credentials);
    m_pool->setOptions({.useAgent = true, .agentSocket = m_agent.socket()});
    m_window = std::make_unique<QWidget>();
    m_window->resize(900, 600);
    m_window->show();
    m_output.clear();
}

void TestTerminalSsh::cleanup()
{
    m_window.reset();
    m_pool.reset();
}

void TestTerminalSsh::makePane(bool trusted)
{
    const QByteArrayList key = m_server.hostKeyLine().split(' ');
    if (trusted)
        QVERIFY(m_knownHosts->trust(u"127.0.0.1"_s, m_server.port(), {key[0], QByteArray::fromBase64(key[1])}));
    const HostAccess access(*m_pool, *m_gatekeeper, std::make_shared<hostkeys::WindowInteraction>(m_window.get()));
    auto *session = new TerminalSession({u"127.0.0.1"_s, m_server.port(), u"tester"_s, u"web-1"_s, InstanceId::create()},
                                        [access](ssh::Endpoint endpoint, ssh::Pty pty, std::shared_ptr<ssh::ConnectReport> report) {
                                            return access.shell(std::move(endpoint), std::move(pty), std::move(report));
                                        });
    connect(session, &TerminalSession::output, this, [this](const QByteArray &data) {
        if (m_output.size() < 100'000)
            m_output += data;
    });
    m_pane = new TerminalPane(session, new QTermWidgetView, u"prod"_s, m_window.get(), &m_clock);
    m_pane->resize(900, 600);
    m_pane->show();
}

void TestTerminalSsh::typedTextIsEchoedAndRun()
{
    makePane();
    live();
    type(u"echo ab''cd\r"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_output.contains("abcd\r\n"), kPatience);
    QVERIFY(m_output.contains("echo ab''cd\r\n"));
}

void TestTerminalSsh::sizeReachesTheServer()
{
    makePane();
    live();
    const int before = m_pane->view().columns();
    m_pane->resize(640, 400);
    QTRY_VERIFY(m_pane->view().columns() < before);
    type(u"stty size\r"_s);
    const QByteArray size = QByteArray::number(m_pane->view().rows()) + ' ' + QByteArray::number(m_pane->view().columns());
    QTRY_VERIFY_WITH_TIMEOUT(m_output.contains(size + "\r\n"), kPatience);
}

void TestTerminalSsh::controlCActsWithinASecond()
{
    makePane();
    live();
    type(u"yes; echo st''opped\r"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_output.size() > 50'000, kPatience);
    QByteArray tail;
    connect(&m_pane->session(), &TerminalSession::output, this, [&tail](const QByteArray &data) { tail = (tail + data).right(100); });
    QElapsedTimer timer;
    timer.start();
    QTest::keyClick(m_pane->view().focusProxy(), Qt::Key_C, Qt::ControlModifier);
    QTRY_VERIFY_WITH_TIMEOUT(tail.endsWith("$ "), kPatience);
    QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    disconnect(&m_pane->session(), &TerminalSession::output, this, nullptr);
}

void TestTerminalSsh::floodKeepsTheWindowAlive()
{
    makePane();
    live();
    qint64 longest = 0;
    qint64 bytes = 0;
    bool done = false;
    QByteArray tail;
    const auto counting = connect(&m_pane->session(), &TerminalSession::output, m_pane, [&](const QByteArray &data) {
        bytes += data.size();
        tail = (tail + data).right(100);
        done = done || tail.contains("all of it\r\n");
    });
    type(u"head -c %1MB /dev/zero | tr '\\0' x | fold -w 79; echo all of'' it\r"_s.arg(kFloodMegabytes));
    QElapsedTimer since;
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&] { longest = qMax(longest, since.restart()); });
    since.start();
    beat.start(5);
    QTRY_VERIFY_WITH_TIMEOUT(done, 90'000);
    disconnect(counting);
    qInfo("longest gap %lld ms", longest);
    QVERIFY(bytes >= kFloodMegabytes * 1'000'000LL);
    QVERIFY(longest < kLongestGap);
}

void TestTerminalSsh::lostConnectionIsDimmedAndEnterConnectsAgain()
{
    makePane();
    live();
    type(u"kill -9 $PPID\r"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Lost, kPatience);
    m_server.stop();
    QVERIFY(panel()->isVisible());
    QCOMPARE(panel()->accessibleName(), u"Connection lost"_s);
    QVERIFY(panel()->accessibleDescription().contains(u"Trying again in 1 s"_s));
    type(u"\r"_s);
    QTRY_VERIFY_WITH_TIMEOUT(panel()->accessibleDescription().contains(u"Trying again in 2 s"_s), kPatience);
    QVERIFY(m_server.restart());
    type(u"\r"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Live, kPatience);
    QVERIFY(!panel()->isVisible());
}

void TestTerminalSsh::lostConnectionComesBackByItself()
{
    makePane();
    live();
    type(u"kill -9 $PPID\r"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Lost, kPatience);
    m_server.stop();
    QVERIFY(m_server.restart());
    QCOMPARE(m_pane->session().state(), State::Lost);
    m_clock.advance(std::chrono::seconds(1));
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Live, kPatience);
}

void TestTerminalSsh::lostConnectionComesBackInItsFolder()
{
    makePane();
    live();
    type(u"cd /usr; printf '\\e]7;file://h/usr\\a'; echo mo''ved\r"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_output.contains("moved\r\n"), kPatience);
    type(u"kill -9 $PPID\r"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Lost, kPatience);
    m_pane->hurry(); // the network is back: no pause
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Live, kPatience);
    m_output.clear();
    type(u"echo in=$PWD\r"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_output.contains("in=/usr\r\n"), kPatience);
    m_output.clear();
    type(u"exit\r"_s);
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Closed, kPatience);
    m_pane->reconnect(); // the person left it: from the beginning
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Live, kPatience);
    type(u"echo in=$PWD\r"_s);
    QTRY_VERIFY_WITH_TIMEOUT(m_output.contains("in=/") && !m_output.contains("in=/usr\r\n"), kPatience);
}

void TestTerminalSsh::unknownKeySendsNothingWhenRefusedAndConnectsWhenTrusted()
{
    makePane(false);
    const int requests = m_server.count("userauth-request");
    m_pane->reconnect();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<hostkeys::HostKeyDialog *>(), kPatience);
    QTest::keyClick(m_window->findChild<hostkeys::HostKeyDialog *>(), Qt::Key_Escape);
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Lost, kPatience);
    QCOMPARE(m_server.count("userauth-request"), requests);
    QVERIFY(panel()->accessibleDescription().contains(u"Checking the host key"_s));
    QTRY_VERIFY(!m_window->findChild<hostkeys::HostKeyDialog *>());
    m_pane->reconnect();
    QTRY_VERIFY_WITH_TIMEOUT(button(u"trustButton"_s), kPatience);
    button(u"trustButton"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Live, kPatience);
}

void TestTerminalSsh::changedKeyStaysDisconnected()
{
    makePane();
    QVERIFY(m_server.changeHostKey());
    const int requests = m_server.count("userauth-request");
    m_pane->reconnect();
    QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<hostkeys::HostKeyChangedDialog *>(), kPatience);
    QVERIFY(button(u"stayButton"_s)->isDefault());
    QTest::keyClick(m_window->findChild<hostkeys::HostKeyChangedDialog *>(), Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Lost, kPatience);
    QCOMPARE(m_server.count("userauth-request"), requests);
    QCOMPARE(m_pane->session().error().code, Errc::HostKeyChanged);
}

void TestTerminalSsh::lockedVaultOffersToUnlockAndThenConnects()
{
    makePane();
    m_credentials->error = Error{Errc::VaultLocked, u"The vault is locked."_s};
    m_pane->setRequestUnlock([this] {
        m_credentials->error.reset();
        return ready<void>({});
    });
    m_pane->reconnect();
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Lost, kPatience);
    QCOMPARE(panel()->accessibleName(), u"Vault locked"_s);
    button(u"unlockButton"_s)->click();
    QTRY_COMPARE_WITH_TIMEOUT(m_pane->session().state(), State::Live, kPatience);
}

int main(int argc, char **argv)
{
    QApplication app(argc, argv);
    app.setOrganizationName(u"aiops-test"_s);
    app.setApplicationName(u"terminalssh"_s);
    widgets::Theme theme;
    TestTerminalSsh test;
    return QTest::qExec(&test, argc, argv);
}
#include "tst_terminalssh.moc"
