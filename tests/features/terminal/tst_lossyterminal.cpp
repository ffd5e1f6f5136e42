#include "features/terminal/hostaccess.h"
#include "features/terminal/reconnector.h"
#include "features/terminal/terminalsession.h"
#include "ssh/client/knownhosts.h"
#include "ssh/client/retrying.h"
#include "support/fakeclock.h"
#include "support/lossyline.h"
#include "support/procinfo.h"
#include "support/sshserver.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::terminal;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using test::contentOf;
using test::LossyLine;
using test::SshAgent;
using test::SshServer;
using State = TerminalSession::State;

namespace {

constexpr int kPatience = 30'000;

class NoAudit final : public AuditSink
{
public:
    void append(AuditEntry) override {}
};

class NoCredentials final : public CredentialSource
{
public:
    Future<Login> login(InstanceId, Purpose, Permit permit) override
    {
        permit.succeeded();
        return ready<Login>(Login{});
    }
};

} // namespace

/// A terminal whose network goes away without a word and comes back later.
class TestLossyTerminal final : public QObject
{
    Q_OBJECT

public:
    explicit TestLossyTerminal(QString refused) : m_refused(std::move(refused)) {}

private:
    QString start();

    const QString m_refused;
    SshServer m_server;
    SshAgent m_agent;
    std::unique_ptr<LossyLine> m_line;
    QTemporaryDir m_folder;
    SystemClock m_time;
    test::FakeClock m_clock;
    team::Gatekeeper m_gatekeeper{m_time, std::make_shared<NoAudit>()};
    NoCredentials m_credentials;
    ssh::KnownHosts m_knownHosts{m_folder.filePath(u"known_hosts"_s), QStringList{}};
    ssh::Pool m_pool{m_knownHosts, m_credentials};

private slots:
    void initTestCase()
    {
        if (!m_refused.isEmpty() && qEnvironmentVariable("CI") != "true"_L1)
        QSKIP(qPrintable(m_refused));
    QVERIFY2(m_refused.isEmpty(), qPrintable(m_refused));
        const QString error = start();
        QVERIFY2(error.isEmpty(), qPrintable(error));
    }
    void itComesBackWhenTheLineDoesAndNothingIsTypedTwice();
};

QString TestLossyTerminal::start()
{
    SshServer::Options options;
    options.everywhere = true;
    if (!m_server.start(options) || !m_agent.start({m_server.addUserKey(u"ed25519"_s)}))
        return u"no server"_s;
    const QByteArrayList key = m_server.hostKeyLine().split(' ');
    if (!m_knownHosts.trust(QString::fromLatin1(LossyLine::there), m_server.port(), {key[0], QByteArray::fromBase64(key[1])}))
        return u"no known key"_s;
    ssh::PoolOptions pool;
    pool.useAgent = true;
    pool.agentSocket = m_agent.socket();
    pool.dial = 500ms;
    pool.keepalive = 2100ms;
    m_pool.setOptions(pool);
    m_line = std::make_unique<LossyLine>(5);
    return m_line->start(m_server.port());
}

void TestLossyTerminal::itComesBackWhenTheLineDoesAndNothingIsTypedTwice()
{
    const HostAccess access(m_pool, m_gatekeeper, std::make_shared<ssh::Nobody>());
    TerminalSession session({QString::fromLatin1(LossyLine::there), m_server.port(), u"tester"_s, u"web-1"_s, InstanceId::create()},
                            [access](ssh::Endpoint endpoint, ssh::Pty pty, std::shared_ptr<ssh::ConnectReport> report) {
                                return access.shell(std::move(endpoint), std::move(pty), std::move(report));
                            });
    Reconnector reconnector(session, m_clock);
    connect(&reconnector, &Reconnector::connectWanted, &session, &TerminalSession::start);
    QByteArray output;
    connect(&session, &TerminalSession::output, this, [&](const QByteArray &data) {
        output += data;
        session.shown(data.size());
    });
    m_line->setRules({.loss = 0.05, .late = 0.1, .delay = 20ms});
    session.start();
    QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Live, kPatience);
    const QString ran = m_server.folder() + u"/ran"_s;
    QFile file(ran);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.setPermissions(file.permissions() | QFile::WriteOther));
    session.type("echo ran >> " + ran.toUtf8() + "; echo do''ne\r");
    QTRY_VERIFY_WITH_TIMEOUT(output.contains("done"), kPatience);

    m_line->setRules({.cut = LossyLine::Cut::Both});
    session.type("echo lost >> " + ran.toUtf8() + "\r");
    QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Lost, 3 * 2100 + 4000);
    QCOMPARE(session.error().code, Errc::TimedOut);
    QTRY_VERIFY(m_pool.open().isEmpty());
    QList<int> pauses;
    for (int attempt = 1; attempt <= 3; ++attempt) { // the line is still away: each time it waits longer
        QTRY_VERIFY_WITH_TIMEOUT(reconnector.isWaiting() && reconnector.attempt() == attempt, 5000);
        pauses += reconnector.secondsLeft();
        m_clock.advance(std::chrono::seconds(pauses.last()));
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Connecting, 5000);
    }
    QCOMPARE(pauses, (QList<int>{1, 2, 5}));
    QTRY_VERIFY_WITH_TIMEOUT(reconnector.isWaiting(), 5000);
    QCOMPARE(session.report()->stage, ssh::Stage::Dial);

    m_line->setRules({.loss = 0.05, .late = 0.1, .delay = 20ms});
    m_server.killSessions(); // that old shell would read what was typed into the void if its kernel still got it
    output.clear();
    m_clock.advance(10s);
    QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Live, kPatience);
    session.type("echo ba''ck\r");
    QTRY_VERIFY_WITH_TIMEOUT(output.contains("back"), kPatience);
    QCOMPARE(m_pool.open().size(), 1);
    QCOMPARE(contentOf(ran).count("ran"), 1);
    QVERIFY(contentOf(ran).count("lost") <= 1);
    session.close();
    m_pool.closeAll();
    QTRY_VERIFY_WITH_TIMEOUT(m_pool.open().isEmpty(), kPatience);
}

int main(int argc, char **argv)
{
    const QString refused = LossyLine::enter();
    const QCoreApplication app(argc, argv);
    TestLossyTerminal test(refused);
    return QTest::qExec(&test, argc, argv);
}
#include "tst_lossyterminal.moc"
