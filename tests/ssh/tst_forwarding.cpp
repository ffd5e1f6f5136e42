#include "ssh/client/remotelistener.h"
#include "ssh/fixture.h"
#include "support/echoserver.h"
#include "support/process.h"
#include "support/sshserver.h"

#include <QElapsedTimer>
#include <QRandomGenerator>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using namespace std::chrono_literals;
using aiops::test::freePort;
using aiops::test::SshServer;

namespace {

Result<std::shared_ptr<RemoteListener>> listenOn(Transport &transport, quint16 port, const QString &address = u"localhost"_s)
{
    const auto future = transport.listen(address, port);
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000))
        return std::unexpected(Error{Errc::Failed, u"the test waited too long"_s});
    return takeResult(future);
}

/// Says everything back that comes from the host.
void echo(const std::shared_ptr<RemoteListener> &listener, QList<std::shared_ptr<Channel>> &kept)
{
    QObject::connect(listener.get(), &RemoteListener::accepted, listener.get(), [&kept](const std::shared_ptr<Channel> &channel) {
        kept.append(channel);
        Channel *each = channel.get();
        QObject::connect(each, &Channel::received, each, [each](Channel::Stream, const QByteArray &data) {
            each->write(data);
            each->consumed(data.size());
        });
        QObject::connect(each, &Channel::endOfFile, each, [each] { each->sendEof(); });
    });
}

QByteArray payload(int seed, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(seed);
    for (char &c : bytes)
        c = char(random.bounded(256));
    return bytes;
}

} // namespace

/// Ports that the server listens on, Unix sockets there, and asking whether it is still there.
class TestForwarding final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { QVERIFY(m_server.start({})); }

    void aPortOfTheHostLeadsHere()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(m_server.port());
        QVERIFY(transport);
        const quint16 port = freePort();
        const auto listener = listenOn(**transport, port);
        QVERIFY2(listener, listener ? "" : qPrintable(listener.error().text));
        QList<std::shared_ptr<Channel>> kept;
        echo(*listener, kept);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        socket.write("hello from there");
        QTRY_COMPARE(socket.peek(100), "hello from there"_ba);
        socket.disconnectFromHost();
        QTRY_VERIFY(!kept.first()->isOpen());
    }

    void aHundredConnectionsNeverMix()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(m_server.port());
        QVERIFY(transport);
        const quint16 port = freePort();
        const auto listener = listenOn(**transport, port);
        QVERIFY(listener);
        QList<std::shared_ptr<Channel>> kept;
        echo(*listener, kept);
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 100; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(QHostAddress::LocalHost, port);
            sockets.back()->write(payload(i, 20'000));
        }
        for (int i = 0; i < 100; ++i) {
            QTRY_COMPARE_WITH_TIMEOUT(sockets[size_t(i)]->bytesAvailable(), 20'000, 30'000);
            QVERIFY(sockets[size_t(i)]->readAll() == payload(i, 20'000));
        }
        QCOMPARE(kept.size(), 100);
    }

    void oldAnswersToKeepalivesAreNotTaken()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        PoolOptions options;
        options.keepalive = 2100ms;
        bench.pool.setOptions(options);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport);
        Run run;
        QVERIFY(run.open((*transport)->exec("sleep 100")));
        QTRY_VERIFY_WITH_TIMEOUT(server.count("keepalive@") >= 2, 15'000);
        const quint16 port = freePort();
        const auto listener = listenOn(**transport, port);
        QVERIFY2(listener, listener ? "" : qPrintable(listener.error().text));
        const auto taken = listenOn(**transport, port);
        QVERIFY(!taken);
        QCOMPARE(taken.error().code, Errc::Denied);
        QVERIFY((*transport)->isOpen());
    }

    void whatTheServerDoesNotAllowIsRefused_data()
    {
        QTest::addColumn<QString>("line");
        QTest::newRow("no forwarding") << u"AllowTcpForwarding no"_s;
        QTest::newRow("only from here") << u"AllowTcpForwarding local"_s;
        QTest::newRow("another port only") << u"PermitListen 127.0.0.1:1"_s;
    }
    void whatTheServerDoesNotAllowIsRefused()
    {
        QFETCH(QString, line);
        SshServer server;
        QVERIFY(server.start({.extraLines = {line}}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport);
        const auto refused = listenOn(**transport, freePort());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Denied);
        QVERIFY(!refused.error().hint.isEmpty());
        QVERIFY((*transport)->isOpen());
    }

    void theServerDecidesWhoReachesAPortForAll_data()
    {
        QTest::addColumn<QString>("line");
        QTest::addColumn<bool>("others");
        QTest::newRow("not allowed") << u"GatewayPorts no"_s << false;
        QTest::newRow("as asked") << u"GatewayPorts clientspecified"_s << true;
        QTest::newRow("always") << u"GatewayPorts yes"_s << true;
    }
    void theServerDecidesWhoReachesAPortForAll()
    {
        QFETCH(QString, line);
        QFETCH(bool, others);
        SshServer server;
        QVERIFY(server.start({.extraLines = {line}}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport);
        const quint16 port = freePort();
        const auto listener = listenOn(**transport, port, {});
        QVERIFY2(listener, listener ? "" : qPrintable(listener.error().text));
        QList<std::shared_ptr<Channel>> kept;
        echo(*listener, kept);
        QTcpSocket near, far;
        near.connectToHost(QHostAddress::LocalHost, port);
        near.write("near");
        QTRY_COMPARE(near.peek(100), "near"_ba);
        far.connectToHost(QHostAddress(u"127.0.0.2"_s), port);
        far.write("far");
        if (others)
            QTRY_COMPARE(far.peek(100), "far"_ba);
        else
            QTRY_COMPARE(far.error(), QAbstractSocket::ConnectionRefusedError);
    }

    void aTakenPortIsRefused()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(m_server.port());
        QVERIFY(transport);
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const auto refused = listenOn(**transport, other.serverPort(), u"127.0.0.1"_s);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Denied);
    }

    void anAddressThatIsNoneIsNotSent()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(m_server.port());
        QVERIFY(transport);
        QCOMPARE(listenOn(**transport, 8080, u"-oProxy\n"_s).error().code, Errc::Invalid);
        QCOMPARE(listenOn(**transport, 0).error().code, Errc::Invalid);
    }

    void droppingTheListenerFreesThePortThere()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(m_server.port());
        QVERIFY(transport);
        const quint16 port = freePort();
        auto listener = listenOn(**transport, port);
        QVERIFY(listener);
        listener->reset();
        QTRY_VERIFY([&] {
            QTcpServer again;
            return again.listen(QHostAddress::LocalHost, port);
        }());
        QVERIFY(listenOn(**transport, port));
    }

    void aSocketOfTheHostIsReached()
    {
        const QString path = m_server.folder() + u"/app.sock"_s;
        aiops::test::LocalEcho app;
        app.setSocketOptions(QLocalServer::WorldAccessOption);
        QVERIFY(app.listen(path));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(m_server.port());
        QVERIFY(transport);
        Run run;
        QVERIFY2(run.open((*transport)->dialSocket(path)), qPrintable(run.error ? run.error->text : QString()));
        run.channel->write("over a path");
        QTRY_COMPARE(run.out, "over a path"_ba);
        Run none;
        QVERIFY(!none.open((*transport)->dialSocket(path + u".absent"_s)));
        QCOMPARE(none.error->code, Errc::Denied);
        QVERIFY(!none.open((*transport)->dialSocket(u"relative"_s)));
        QCOMPARE(none.error->code, Errc::Invalid);
    }

    void aLivingServerAnswersTheProbe()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(m_server.port());
        QVERIFY(transport);
        QSignalSpy closed(transport->get(), &Transport::closed);
        const int before = m_server.count("keepalive@");
        bench.pool.probe(1500ms);
        QTRY_COMPARE(m_server.count("keepalive@"), before + 1);
        bench.pool.probe(1500ms); // waits two seconds: the library sends none more often. By then the first had its answer
        QTRY_COMPARE_WITH_TIMEOUT(m_server.count("keepalive@"), before + 2, 10'000);
        QCOMPARE(closed.count(), 0);
        QVERIFY((*transport)->isOpen());
    }

    void aServerThatIsGoneIsNoticedByTheProbe()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport);
        QSignalSpy closed(transport->get(), &Transport::closed);
        server.freezeSessions();
        QElapsedTimer timer;
        timer.start();
        bench.pool.probe(1000ms);
        QTRY_COMPARE_WITH_TIMEOUT(closed.count(), 1, 10'000);
        QVERIFY2(timer.elapsed() >= 900 && timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(closed.first().first().value<Error>().code, Errc::TimedOut);
    }

private:
    SshServer m_server;
};

QTEST_GUILESS_MAIN(TestForwarding)
#include "tst_forwarding.moc"
