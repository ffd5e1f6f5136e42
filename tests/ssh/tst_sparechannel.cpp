#include "ssh/fixture.h"
#include "support/sshserver.h"

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshServer;

/// The channel that is opened ahead of the next command, seen in the server's log.
class TestSpareChannel final : public QObject
{
    Q_OBJECT

    static constexpr const char *kOpen = "server_input_channel_open: ctype session";

    static QByteArray ran(Transport &transport, const QByteArray &command)
    {
        Run run;
        if (!run.open(transport.exec(command)) || !run.finish())
            return run.error ? "error: " + run.error->text.toUtf8() : QByteArray("error");
        return run.out;
    }

private slots:
    void aCommandFindsAnOpenChannel()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        QCOMPARE(server.count(kOpen), 0); // nothing ahead of the first
        for (int i = 1; i <= 3; ++i) {
            QCOMPARE(ran(**transport, "echo " + QByteArray::number(i)), QByteArray::number(i) + '\n');
            QTRY_COMPARE(server.count(kOpen), i + 1);
        }
    }

    void aShellTakesItToo()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        QCOMPARE(ran(**transport, "echo first"), "first\n");
        QTRY_COMPARE(server.count(kOpen), 2);
        Run shell;
        QVERIFY(shell.open((*transport)->shell({})));
        shell.channel->write("stty size; exit\n");
        QVERIFY(shell.finish());
        QVERIFY(shell.out.contains("24 80"));
        QCOMPARE(server.count(kOpen), 2);
    }

    void aServerThatAllowsOneAtATimeLosesNothing()
    {
        SshServer server;
        QVERIFY(server.start({.extraLines = {u"MaxSessions 1"_s}}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        for (int i = 0; i < 5; ++i) {
            QCOMPARE(ran(**transport, "echo here"), "here\n");
            QTest::qWait(60); // for the spare to be open, which is what could be in the way
        }
        Run lasting;
        QVERIFY(lasting.open((*transport)->exec("cat")));
        Run refused;
        QVERIFY(!refused.open((*transport)->exec("echo two")));
        lasting.channel->sendEof();
        QVERIFY(lasting.finish());
        QCOMPARE(ran(**transport, "echo again"), "again\n");
    }
};

QTEST_GUILESS_MAIN(TestSpareChannel)
#include "tst_sparechannel.moc"
