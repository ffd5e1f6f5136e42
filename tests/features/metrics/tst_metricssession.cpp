#include "features/metrics/metricssession.h"

#include "support/netdataserver.h"
#include "support/tcpdialer.h"

#include <QSignalSpy>

#include <cmath>

using namespace aiops;
using namespace aiops::metrics;
using namespace Qt::StringLiterals;

/// Answers every request with the same bytes.
class CannedServer final : public QTcpServer
{
public:
    explicit CannedServer(QByteArray answer)
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this, answer] {
            auto *socket = nextPendingConnection();
            connect(socket, &QTcpSocket::readyRead, socket, [socket, answer] {
                socket->readAll();
                socket->write(answer);
            });
        });
    }
};

class TestMetricsSession final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void realNetdataFillsEverySeries();
    void anotherRangeIsFetchedOnTheSameStream();
    void aStoppedAgentLeavesTheOldSeries();
    void aClosedPortMeansNoAgent();
    void failuresSayWhatToDo_data();
    void failuresSayWhatToDo();
    void wrongAnswersEndTheStream_data();
    void wrongAnswersEndTheStream();
    void silenceTimesOut();
    void seriesForgetTheOldest();

private:
    test::NetdataServer m_netdata;
    SystemClock m_clock;
};

void TestMetricsSession::initTestCase()
{
    if (!test::NetdataServer::isInstalled())
        QFAIL("Netdata is missing");
    QVERIFY(m_netdata.start());
}

void TestMetricsSession::realNetdataFillsEverySeries()
{
    test::TcpDialer dialer;
    dialer.port = m_netdata.port();
    MetricsSession session(InstanceId::create(), dialer, m_clock);
    session.setPollInterval(std::chrono::milliseconds(200));
    session.start();
    QTRY_VERIFY_WITH_TIMEOUT(session.state().kind == SessionState::Live && session.series(Chart::Cpu).size() > 4, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(!session.series(Chart::Load).isEmpty() && !session.series(Chart::Disk).isEmpty(), 20'000);
    const auto newest = [&session](Chart chart) { return session.series(chart).lastRow()[0]; };
    QTRY_VERIFY_WITH_TIMEOUT(newest(Chart::Memory) > 1e6 && newest(Chart::Memory) < session.memoryTotal(), 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(newest(Chart::Cpu) >= 0 && newest(Chart::Cpu) <= 100, 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(newest(Chart::Disk) > 0 && newest(Chart::Disk) < 100, 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(newest(Chart::Network) >= 0 && newest(Chart::DiskIo) >= 0, 10'000);
    QTRY_VERIFY_WITH_TIMEOUT(session.cores() >= 1, 10'000);
    QVERIFY(session.agentVersion().startsWith(u"v1."_s));
    const auto times = session.series(Chart::Cpu).times();
    for (std::size_t i = 1; i < times.size(); ++i)
        QCOMPARE(times[i] - times[i - 1], 1);
    QCOMPARE(dialer.dials, 1);
}

void TestMetricsSession::anotherRangeIsFetchedOnTheSameStream()
{
    test::TcpDialer dialer;
    dialer.port = m_netdata.port();
    MetricsSession session(InstanceId::create(), dialer, m_clock);
    session.start();
    QTRY_COMPARE_WITH_TIMEOUT(session.state().kind, SessionState::Live, 20'000);
    QSignalSpy updated(&session, &MetricsSession::updated);
    session.setRange(86'400);
    QTRY_VERIFY(!updated.isEmpty());
    QTRY_COMPARE(session.state().kind, SessionState::Live);
    QCOMPARE(session.step(), 48);
    QCOMPARE(dialer.dials, 1);
}

void TestMetricsSession::aStoppedAgentLeavesTheOldSeries()
{
    test::NetdataServer other;
    QVERIFY(other.start());
    test::TcpDialer dialer;
    dialer.port = other.port();
    MetricsSession session(InstanceId::create(), dialer, m_clock);
    session.start();
    QTRY_VERIFY_WITH_TIMEOUT(session.series(Chart::Cpu).size() > 2, 20'000);
    other.stop();
    QTRY_VERIFY_WITH_TIMEOUT(session.state().kind == SessionState::Unreachable || session.state().kind == SessionState::NoAgent, 15'000);
    QVERIFY(session.series(Chart::Cpu).size() > 2);
}

void TestMetricsSession::aClosedPortMeansNoAgent()
{
    QTcpServer probe;
    QVERIFY(probe.listen(QHostAddress::LocalHost));
    test::TcpDialer dialer;
    dialer.port = probe.serverPort();
    probe.close();
    MetricsSession session(InstanceId::create(), dialer, m_clock);
    session.start();
    QTRY_COMPARE(session.state().kind, SessionState::NoAgent);
    QVERIFY(messageFor(session.state()).text.contains(u"19999"_s));
}

void TestMetricsSession::failuresSayWhatToDo_data()
{
    QTest::addColumn<Errc>("code");
    QTest::addColumn<SessionState::Kind>("kind");
    QTest::addColumn<StateMessage::Action>("action");
    QTest::addColumn<bool>("retried");
    QTest::newRow("locked") << Errc::VaultLocked << SessionState::VaultLocked << StateMessage::Unlock << false;
    QTest::newRow("new key") << Errc::HostKeyUnknown << SessionState::HostKeyUnknown << StateMessage::Connect << false;
    QTest::newRow("other key") << Errc::HostKeyChanged << SessionState::HostKeyChanged << StateMessage::Connect << false;
    QTest::newRow("refused") << Errc::AuthFailed << SessionState::AuthFailed << StateMessage::Retry << false;
    QTest::newRow("no route") << Errc::Unreachable << SessionState::Unreachable << StateMessage::Retry << true;
    QTest::newRow("slow") << Errc::TimedOut << SessionState::Unreachable << StateMessage::Retry << true;
    QTest::newRow("role") << Errc::Denied << SessionState::Failed << StateMessage::Retry << false;
    QTest::newRow("other") << Errc::Protocol << SessionState::Failed << StateMessage::Retry << true;
}

void TestMetricsSession::failuresSayWhatToDo()
{
    QFETCH(Errc, code);
    test::TcpDialer dialer;
    dialer.failure = Error{code, u"why"_s};
    MetricsSession session(InstanceId::create(), dialer, m_clock);
    session.start();
    QTEST(session.state().kind, "kind");
    QTEST(session.state().isRetried(), "retried");
    const StateMessage message = messageFor(session.state());
    QTEST(message.action, "action");
    QVERIFY(!message.title.isEmpty() && !message.text.isEmpty() && !message.button.isEmpty());
}

void TestMetricsSession::wrongAnswersEndTheStream_data()
{
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<QString>("detail");
    QTest::newRow("ssh") << "SSH-2.0-x\r\n"_ba << u"http: not_http"_s;
    QTest::newRow("404") << "HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n"_ba << u"netdata: not_found"_s;
    QTest::newRow("500") << "HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n"_ba << u"netdata: status_500"_s;
    QTest::newRow("redirect") << "HTTP/1.1 301 Go\r\nLocation: http://x/\r\nContent-Length: 0\r\n\r\n"_ba << u"netdata: status_301"_s;
    QTest::newRow("html") << "HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>"_ba << u"netdata: html_instead_of_json"_s;
    QTest::newRow("more than asked") << "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}{}"_ba << u"http: bytes_after_response"_s;
}

void TestMetricsSession::wrongAnswersEndTheStream()
{
    QFETCH(QByteArray, answer);
    CannedServer server(answer);
    test::TcpDialer dialer;
    dialer.port = server.serverPort();
    MetricsSession session(InstanceId::create(), dialer, m_clock);
    session.start();
    QTRY_COMPARE(session.state().kind, SessionState::Failed);
    QTEST(session.state().error.detail, "detail");
}

void TestMetricsSession::silenceTimesOut()
{
    CannedServer server("");
    test::TcpDialer dialer;
    dialer.port = server.serverPort();
    std::shared_ptr<ssh::Channel> channel;
    deliver(dialer.dial({}), this, [&](const auto &dialed) { channel = dialed.value_or(nullptr); });
    QTRY_VERIFY(channel);
    NetdataClient client(channel, m_clock);
    client.setTimeout(std::chrono::milliseconds(100));
    std::optional<Error> error;
    deliver(client.info(), this, [&](const auto &info) { error = info.error(); });
    QTRY_VERIFY(error);
    QCOMPARE(error->code, Errc::TimedOut);
}

void TestMetricsSession::seriesForgetTheOldest()
{
    Series series(1000);
    for (int i = 1; i <= 5000; ++i)
        QVERIFY(series.append(i, {float(i), 0, 0, 0}));
    QVERIFY(!series.append(5000, kEmptyRow));
    QVERIFY(!series.append(17, kEmptyRow));
    QCOMPARE(series.size(), 1000u);
    QCOMPARE(series.times().front(), 4001);
    QCOMPARE(series.line(0).front(), 4001.0f);
    QCOMPARE(series.lastRow()[0], 5000.0f);
}

QTEST_GUILESS_MAIN(TestMetricsSession)
#include "tst_metricssession.moc"
