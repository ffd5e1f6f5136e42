#include "ssh/client/remotelistener.h"
#include "ssh/fixture.h"
#include "support/dropbearserver.h"
#include "support/echoserver.h"
#include "support/sshserver.h"

#include <QTcpSocket>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::DropbearServer;
using aiops::test::SshAgent;
using aiops::test::SshServer;

/// The other server that is met in the field: routers, cameras, rescue systems.
class TestDropbear final : public QObject
{
    Q_OBJECT

    static QByteArray ran(Transport &transport, const QByteArray &command)
    {
        Run run;
        if (!run.open(transport.exec(command)) || !run.finish())
            return run.error ? "error: " + run.error->text.toUtf8() : QByteArray("error");
        return run.out;
    }

private slots:
    void everyKindOfHostKeyIsCompared_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("name");
        QTest::newRow("ed25519") << u"ed25519"_s << QByteArray("ssh-ed25519");
        QTest::newRow("ecdsa") << u"ecdsa"_s << QByteArray("ecdsa-sha2-nistp256");
        QTest::newRow("rsa") << u"rsa"_s << QByteArray("ssh-rsa");
    }

    void everyKindOfHostKeyIsCompared()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, name);
        DropbearServer server;
        QVERIFY(server.start(type));
        Bench bench;
        bench.storePassword(SshServer::password);
        bench.interaction->answer = HostKeyAnswer::Reject; // only a known one passes
        bench.writeUserHosts("[127.0.0.1]:" + QByteArray::number(server.port()) + ' ' + server.hostKeyLine() + '\n');
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text + transport.error().detail));
        QCOMPARE((*transport)->hostKey().type, name);
        QVERIFY(bench.interaction->questions.isEmpty());
        QVERIFY(!bench.report->log.algorithms.contains(u"sha1"_s) && oldAlgorithmsIn(bench.report->log.algorithms).isEmpty());
        DropbearServer other;
        QVERIFY(other.start(type));
        bench.writeUserHosts("[127.0.0.1]:" + QByteArray::number(server.port()) + ' ' + other.hostKeyLine() + '\n');
        bench.pool.closeAll();
        QTRY_VERIFY(bench.pool.open().isEmpty());
        QCOMPARE(bench.connect(server.port()).error().code, Errc::HostKeyChanged);
    }

    void aKeySignsIn_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("bits");
        QTest::newRow("ed25519") << u"ed25519"_s << 0;
        QTest::newRow("ecdsa") << u"ecdsa"_s << 256;
        QTest::newRow("rsa") << u"rsa"_s << 2048;
    }

    void aKeySignsIn()
    {
        QFETCH(QString, type);
        QFETCH(int, bits);
        DropbearServer server;
        QVERIFY(server.start(u"ed25519"_s, {u"-s"_s})); // no passwords
        SshAgent agent;
        QVERIFY(agent.start({server.addUserKey(type, bits)}));
        Bench bench;
        PoolOptions options;
        options.useAgent = true;
        options.agentSocket = agent.socket();
        bench.pool.setOptions(options);
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text + transport.error().detail + QString::fromUtf8(server.log())));
        QVERIFY2(server.log().contains("Pubkey auth succeeded for 'tester'"), server.log().constData());
        QCOMPARE(ran(**transport, "id -un"), "tester\n");
    }

    void aWrongPasswordIsRefused()
    {
        DropbearServer server;
        QVERIFY(server.start());
        Bench bench;
        bench.storePassword("not it");
        QVERIFY(!bench.connect(server.port())); // nobody types another one
        bench.storePassword(SshServer::password);
        QVERIFY(bench.connect(server.port()).has_value());
        QVERIFY(server.log().contains("Password auth succeeded for 'tester'"));
    }

    void commandsHaveOutputStatusAndSignals()
    {
        DropbearServer server;
        QVERIFY(server.start());
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        Run failing;
        QVERIFY(failing.open((*transport)->exec("echo out; echo err >&2; exit 42")));
        QVERIFY(failing.finish());
        QCOMPARE(failing.exit.status, 42);
        QCOMPARE(failing.out, "out\n");
        QCOMPARE(failing.err, "err\n");
        Run killed;
        QVERIFY(killed.open((*transport)->exec("kill -KILL $$")));
        QVERIFY(killed.finish());
        QCOMPARE(killed.exit.signal, "KILL");
        const QByteArray sent = QByteArray("0123456789abcdef").repeated(100'000);
        Run cat;
        QVERIFY(cat.open((*transport)->exec("cat")));
        cat.channel->write(sent);
        cat.channel->sendEof();
        QVERIFY(cat.finish(60'000));
        QVERIFY(cat.out == sent);
        for (int i = 0; i < 10; ++i) // with the channel that is opened ahead
            QCOMPARE(ran(**transport, "echo " + QByteArray::number(i)), QByteArray::number(i) + '\n');
    }

    void aShellHasItsSize()
    {
        DropbearServer server;
        QVERIFY(server.start());
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        Run shell;
        QVERIFY(shell.open((*transport)->shell({"xterm-256color", 100, 30})));
        shell.channel->write("stty size\n");
        QTRY_VERIFY_WITH_TIMEOUT(shell.out.contains("30 100"), 15'000);
        shell.channel->resize(120, 40);
        shell.channel->write("stty size\n");
        QTRY_VERIFY_WITH_TIMEOUT(shell.out.contains("40 120"), 15'000);
        shell.channel->write("exit 3\n");
        QVERIFY(shell.finish());
        QCOMPARE(shell.exit.status, 3);
    }

    void portsAreForwardedBothWays()
    {
        DropbearServer server;
        QVERIFY(server.start());
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        aiops::test::TcpEcho echo;
        QVERIFY(echo.listen(QHostAddress::LocalHost));
        Run through;
        QVERIFY(through.open((*transport)->dial(u"127.0.0.1"_s, echo.serverPort())));
        through.channel->write("to and fro");
        QTRY_COMPARE(through.out, "to and fro");
        through.channel->close();
        QVERIFY(through.finish());

        const quint16 there = aiops::test::freePort();
        const auto listening = (*transport)->listen(u"127.0.0.1"_s, there);
        QTRY_VERIFY(listening.isFinished());
        const auto listener = takeResult(listening);
        QVERIFY2(listener.has_value(), qPrintable(listener ? QString() : listener.error().text));
        Run arrived;
        connect(listener->get(), &RemoteListener::accepted, this, [&](const std::shared_ptr<Channel> &channel) { arrived.listen(channel); });
        QTcpSocket client;
        client.connectToHost(u"127.0.0.1"_s, there);
        client.write("hello");
        QTRY_COMPARE(arrived.out, "hello");
        arrived.channel->write("back");
        QTRY_COMPARE(client.bytesAvailable(), 4);
        QCOMPARE(client.readAll(), "back");
    }

    void keepalivesAndProbesAreAnswered()
    {
        DropbearServer server;
        QVERIFY(server.start());
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        bench.pool.probe(std::chrono::milliseconds(500));
        QVERIFY(!QTest::qWaitFor([&] { return !(*transport)->isOpen(); }, 1500));
        QCOMPARE(ran(**transport, "echo here"), "here\n");
    }
};

QTEST_GUILESS_MAIN(TestDropbear)
#include "tst_dropbear.moc"
