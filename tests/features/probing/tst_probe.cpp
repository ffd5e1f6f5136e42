#include "features/probing/proberunner.h"

#include "support/fakeclock.h"
#include "support/sshserver.h"

#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace aiops;
using namespace aiops::probing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Outcome finished(Future<Outcome> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 20'000);
    return takeResult(future).value_or(Outcome{});
}

/// Says `greeting` to everybody and remembers what it heard.
class Talker final : public QTcpServer
{
public:
    explicit Talker(QByteArray greeting) : m_greeting(std::move(greeting))
    {
        listen(QHostAddress::LocalHost);
        connect(this, &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = nextPendingConnection()) {
                ++count;
                socket->write(m_greeting);
                connect(socket, &QTcpSocket::readyRead, this, [this, socket] { heard += socket->readAll(); });
                connect(socket, &QTcpSocket::disconnected, this, [this] { ++left; });
            }
        });
    }
    int count = 0;
    int left = 0;
    QByteArray heard;

private:
    QByteArray m_greeting;
};

} // namespace

class TestProbe final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_runner = std::make_unique<ProbeRunner>(m_clock);
    }

    void aRealServerIsReachableAndNobodySignsIn()
    {
        test::SshServer server;
        QVERIFY(server.start({}));
        const Outcome outcome = finished(m_runner->probe({{}, u"127.0.0.1"_s, server.port()}));
        QCOMPARE(outcome.kind, Outcome::Reachable);
        QVERIFY2(outcome.latencyMs >= 1 && outcome.latencyMs < 1000, qPrintable(QString::number(outcome.latencyMs)));
        QVERIFY2(outcome.greeting.startsWith(u"SSH-2.0-OpenSSH"), qPrintable(outcome.greeting));
        QTRY_VERIFY(server.count("Connection closed") + server.count("did not receive identification") + server.count("Connection reset") > 0);
        QCOMPARE(server.count("Accepted"), 0);
    }

    void aNameIsResolved()
    {
        Talker talker("SSH-2.0-Test\r\n");
        QCOMPARE(finished(m_runner->probe({{}, u"localhost"_s, talker.serverPort()})).kind, Outcome::Reachable);
        const Outcome nobody = finished(m_runner->probe({{}, u"no-such-host.invalid"_s, 22}));
        QCOMPARE(nobody.kind, Outcome::Unreachable);
        QVERIFY(!nobody.text.isEmpty());
    }

    void greetings_data()
    {
        QTest::addColumn<QByteArray>("sent");
        QTest::addColumn<QString>("greeting");
        QTest::newRow("a line") << "SSH-2.0-OpenSSH_9.2\r\n"_ba << u"SSH-2.0-OpenSSH_9.2"_s;
        QTest::newRow("a line and more") << "SSH-2.0-A\r\n\x01\x02\x03"_ba << u"SSH-2.0-A"_s;
        QTest::newRow("without an end") << "SSH-2.0-" + QByteArray(100'000, 'x') << u"SSH-2.0-"_s + QString(247, u'x');
        QTest::newRow("an escape") << "SSH-2.0-\x1b[31mred\n"_ba << uR"(SSH-2.0-\x1b[31mred)"_s;
        QTest::newRow("not UTF-8") << "SSH-2.0-\xff\xfe\n"_ba << u"SSH-2.0-\ufffd\ufffd"_s;
        QTest::newRow("not SSH") << "220 mail ready\r\n"_ba << QString();
        QTest::newRow("NUL bytes") << QByteArray(300, '\0') << QString();
    }
    void greetings()
    {
        QFETCH(QByteArray, sent);
        Talker talker(sent);
        const Outcome outcome = finished(m_runner->probe({{}, u"127.0.0.1"_s, talker.serverPort()}));
        QCOMPARE(outcome.kind, Outcome::Reachable);
        QTEST(outcome.greeting, "greeting");
        QCOMPARE(outcome.text.isEmpty(), !outcome.greeting.isEmpty());
        QTRY_COMPARE(talker.left, 1);
        QCOMPARE(talker.heard, QByteArray());
    }

    void aSilentPortIsReachableAfterAMoment()
    {
        Talker talker("");
        m_runner->setPatience(300ms);
        const Outcome outcome = finished(m_runner->probe({{}, u"127.0.0.1"_s, talker.serverPort()}));
        QCOMPARE(outcome.kind, Outcome::Reachable);
        QVERIFY(outcome.greeting.isEmpty());
    }

    void aClosedPortIsUnreachable()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        const quint16 port = taken.serverPort();
        taken.close();
        const Outcome outcome = finished(m_runner->probe({{}, u"127.0.0.1"_s, port}));
        QCOMPARE(outcome.kind, Outcome::Unreachable);
        QCOMPARE(outcome.latencyMs, -1);
        QCOMPARE(outcome.text, u"The port is closed."_s);
    }

    void noMoreThanTheLimitAtOnceAndPeopleFirst()
    {
        Talker talker("");
        m_runner->setPatience(400ms);
        m_runner->setLimit(2);
        QList<Future<Outcome>> background;
        for (int i = 0; i < 5; ++i)
            background << m_runner->probe({{}, u"127.0.0.1"_s, talker.serverPort()});
        const Future<Outcome> person = m_runner->probe({{}, u"127.0.0.1"_s, talker.serverPort()}, ProbeRunner::Urgency::Person);
        QCOMPARE(m_runner->running(), 2);
        QCOMPARE(m_runner->waiting(), 4);
        QCOMPARE(finished(person).kind, Outcome::Reachable);
        QVERIFY(!background.last().isFinished());
        QCOMPARE(finished(background.last()).kind, Outcome::Reachable);
        QCOMPARE(talker.count, 6);
    }

    void whatIsCancelledSaysNothing()
    {
        Talker talker("");
        m_runner->setPatience(300ms);
        m_runner->setLimit(1);
        const auto running = m_runner->probe({{}, u"127.0.0.1"_s, talker.serverPort()});
        const auto waiting = m_runner->probe({{}, u"127.0.0.1"_s, talker.serverPort()});
        const auto person = m_runner->probe({{}, u"127.0.0.1"_s, talker.serverPort()}, ProbeRunner::Urgency::Person);
        m_runner->cancelBackground();
        QCOMPARE(finished(waiting).kind, Outcome::Cancelled);
        QCOMPARE(finished(running).kind, Outcome::Cancelled);
        QCOMPARE(finished(person).kind, Outcome::Reachable);
    }

    void endingWhileProbesRunAnswersThem()
    {
        Talker talker("");
        m_runner->setLimit(1);
        const auto running = m_runner->probe({{}, u"127.0.0.1"_s, talker.serverPort()});
        const auto waiting = m_runner->probe({{}, u"localhost"_s, talker.serverPort()});
        m_runner.reset();
        QCOMPARE(finished(running).kind, Outcome::Cancelled);
        QCOMPARE(finished(waiting).kind, Outcome::Cancelled);
    }

private:
    test::FakeClock m_clock;
    std::unique_ptr<ProbeRunner> m_runner;
};

QTEST_GUILESS_MAIN(TestProbe)
#include "tst_probe.moc"
