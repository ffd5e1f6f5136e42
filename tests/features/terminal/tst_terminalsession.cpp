#include "features/terminal/reconnector.h"
#include "features/terminal/terminalsession.h"

#include "support/fakechannel.h"
#include "support/fakeclock.h"

#include <QSignalSpy>
#include <QTest>

using namespace aiops;
using namespace aiops::terminal;
using namespace Qt::StringLiterals;

using State = TerminalSession::State;

class TestTerminalSession : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void connectsAndCarriesBytesBothWays();
    void onlyShownBytesAreConsumed();
    void sizeFromBeforeTheConnectionIsUsed();
    void endOfTheShellClosesAndStartConnectsAgain();
    void cutLinkIsLost();
    void refusedConnectionIsLostWithItsReason();
    void closedWhileConnectingDropsTheLateChannel();
    void stageOfAnotherEndpointIsIgnored();
    void aLostShellBeginsWhereItWas();
    void afterTheLastTryANewNetworkIsAnotherChance();

private:
    void open() { m_pending->addResult(OpenChannel{nullptr, m_channel}), m_pending->finish(); }
    void start()
    {
        m_session->start();
        open();
        QTRY_COMPARE(m_session->state(), State::Live);
    }

    ssh::Endpoint m_endpoint{u"web-1"_s, 22, u"deploy"_s, {}, {}};
    std::unique_ptr<QPromise<Result<OpenChannel>>> m_pending;
    std::shared_ptr<FakeChannel> m_channel;
    std::unique_ptr<TerminalSession> m_session;
    ssh::Pty m_pty;
};

void TestTerminalSession::init()
{
    m_channel = std::make_shared<FakeChannel>();
    m_session = std::make_unique<TerminalSession>(
        m_endpoint, [this](ssh::Endpoint, ssh::Pty pty, std::shared_ptr<ssh::ConnectReport>) {
            m_pty = pty;
            m_pending = std::make_unique<QPromise<Result<OpenChannel>>>();
            m_pending->start();
            return m_pending->future();
        });
}

void TestTerminalSession::aLostShellBeginsWhereItWas()
{
    start();
    QCOMPARE(m_pty.command, QByteArray());
    m_channel->serve("\x1b]0;deploy@web-1: /srv/it's\a$ ");
    m_channel->end({}, Error{Errc::Closed, u"cut"_s});
    QTRY_COMPARE(m_session->state(), State::Lost);
    m_channel = std::make_shared<FakeChannel>();
    m_session->start();
    QCOMPARE(m_pty.command, "cd '/srv/it'\\''s'; exec $SHELL -l"_ba);
    m_pending->addResult(std::unexpected(Error{Errc::Denied, u"no commands here"_s}));
    m_pending->finish();
    QTRY_COMPARE(m_session->state(), State::Lost);
    m_session->start(); // the next attempt is plain
    QCOMPARE(m_pty.command, QByteArray());
}

void TestTerminalSession::afterTheLastTryANewNetworkIsAnotherChance()
{
    test::FakeClock clock;
    Reconnector reconnector(*m_session, clock);
    QSignalSpy wanted(&reconnector, &Reconnector::connectWanted);
    connect(&reconnector, &Reconnector::connectWanted, m_session.get(), &TerminalSession::start);
    start();
    reconnector.hurry();
    QCOMPARE(wanted.count(), 0); // nothing is lost
    m_channel->end({}, Error{Errc::Closed, u"cut"_s});
    for (int i = 0; i < Reconnector::kTries; ++i) {
        QTRY_VERIFY(reconnector.isWaiting());
        reconnector.hurry();
        QCOMPARE(wanted.count(), i + 1);
        m_pending->addResult(std::unexpected(Error{Errc::Unreachable, u"no route"_s}));
        m_pending->finish();
        QTRY_COMPARE(m_session->state(), State::Lost);
    }
    QVERIFY(!reconnector.isWaiting());
    reconnector.hurry();
    QCOMPARE(wanted.count(), Reconnector::kTries + 1);
    m_channel = std::make_shared<FakeChannel>();
    open();
    QTRY_COMPARE(m_session->state(), State::Live);
    m_session->close();
    reconnector.hurry(); // a person ended it
    QCOMPARE(wanted.count(), Reconnector::kTries + 1);
}

void TestTerminalSession::connectsAndCarriesBytesBothWays()
{
    QSignalSpy output(m_session.get(), &TerminalSession::output);
    m_session->type("lost before the connection");
    m_session->start();
    QCOMPARE(m_session->state(), State::Connecting);
    open();
    QTRY_COMPARE(m_session->state(), State::Live);
    m_channel->serve("$ ");
    m_session->type("ls\r");
    QCOMPARE(output.size(), 1);
    QCOMPARE(output[0][0].toByteArray(), "$ ");
    QCOMPARE(m_channel->sent, "ls\r");
}

void TestTerminalSession::onlyShownBytesAreConsumed()
{
    start();
    m_channel->serve(QByteArray(1000, 'x'));
    QCOMPARE(m_channel->acknowledged, 0);
    m_session->shown(400);
    QCOMPARE(m_channel->acknowledged, 400);
}

void TestTerminalSession::sizeFromBeforeTheConnectionIsUsed()
{
    m_session->resize(132, 50);
    start();
    QCOMPARE(m_pty.columns, 132);
    m_session->resize(100, 30);
    QCOMPARE(m_channel->size, std::pair(100, 30));
}

void TestTerminalSession::endOfTheShellClosesAndStartConnectsAgain()
{
    start();
    m_channel->end({3, {}});
    QTRY_COMPARE(m_session->state(), State::Closed);
    QCOMPARE(*m_session->exit().status, 3);
    m_channel = std::make_shared<FakeChannel>();
    start();
    QVERIFY(!m_session->exit().status);
}

void TestTerminalSession::cutLinkIsLost()
{
    start();
    m_channel->end({}, Error{Errc::Closed, u"gone"_s});
    QTRY_COMPARE(m_session->state(), State::Lost);
    QCOMPARE(m_session->error().text, u"gone"_s);
}

void TestTerminalSession::refusedConnectionIsLostWithItsReason()
{
    m_session->start();
    m_pending->addResult(std::unexpected(Error{Errc::Unreachable, u"refused"_s}));
    m_pending->finish();
    QTRY_COMPARE(m_session->state(), State::Lost);
    QCOMPARE(m_session->error().code, Errc::Unreachable);
}

void TestTerminalSession::closedWhileConnectingDropsTheLateChannel()
{
    m_session->start();
    m_session->close();
    QCOMPARE(m_session->state(), State::Closed);
    open();
    QTRY_VERIFY(!m_channel->opened);
    QCOMPARE(m_session->state(), State::Closed);
}

void TestTerminalSession::stageOfAnotherEndpointIsIgnored()
{
    m_session->start();
    ssh::Endpoint other = m_endpoint;
    other.port = 2222;
    m_session->noteStage(other, ssh::Stage::SignIn);
    QCOMPARE(m_session->stage(), ssh::Stage::Resolve);
    m_session->noteStage(m_endpoint, ssh::Stage::SignIn);
    QCOMPARE(m_session->stage(), ssh::Stage::SignIn);
}

QTEST_GUILESS_MAIN(TestTerminalSession)
#include "tst_terminalsession.moc"
