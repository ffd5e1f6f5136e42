#include "ssh/fixture.h"
#include "ssh/rudeservers.h"
#include "support/sshserver.h"

#include <QElapsedTimer>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshServer;

namespace {

/// The handle of who asks for a connection that somebody has used before: the server's processes all stand.
std::shared_ptr<Transport> used(Bench &bench, quint16 port)
{
    const auto first = bench.connect(port);
    Run run;
    if (!first || !run.open((*first)->exec("true")) || !run.finish())
        return nullptr;
    return bench.connect(port).value_or(nullptr);
}

/// A file that every user of this computer may write.
QString openFile(const QString &path)
{
    QFile file(path);
    const bool made = file.open(QIODevice::WriteOnly) && file.setPermissions(file.permissions() | QFile::WriteOther);
    return made ? path : QString();
}

} // namespace

/// A kept connection whose server is not what it was.
class TestWarm final : public QObject
{
    Q_OBJECT

private slots:
    void aDeadConnectionIsDialledAgain_data()
    {
        QTest::addColumn<bool>("noticed");
        QTest::newRow("the end was noticed between asking and opening") << true;
        QTest::newRow("nobody knows yet") << false;
    }

    void aDeadConnectionIsDialledAgain()
    {
        QFETCH(bool, noticed);
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto warm = used(bench, server.port());
        QVERIFY(warm);
        QCOMPARE(bench.credentials.reads, 1);
        QSignalSpy closed(warm.get(), &Transport::closed);
        const QString ran = openFile(server.folder() + u"/ran"_s);
        if (noticed) {
            server.killSessions();
            QVERIFY(server.restart());
            QTRY_VERIFY(bench.pool.open().isEmpty());
        } else {
            server.killSessions(); // the server listens still, and nothing has run here since
            QCOMPARE(bench.pool.open().size(), 1);
        }
        Run run;
        QVERIFY2(run.open(warm->exec("echo back >> " + ran.toUtf8() + "; echo back")),
                 qPrintable(run.error ? run.error->text : QString()));
        QVERIFY(run.finish());
        QCOMPARE(run.out, "back\n");
        QCOMPARE(run.exit.status, 0);
        QCOMPARE(bench.credentials.reads, 2);
        QVERIFY(warm->isOpen());
        QCOMPARE(closed.count(), 0);
        QCOMPARE(bench.pool.open().size(), 1);
        QFile lines(ran);
        QVERIFY(lines.open(QIODevice::ReadOnly));
        QCOMPARE(lines.readAll(), "back\n");
        QVERIFY(!bench.audit->outcomes.contains(u"cancelled"_s));
    }

    void twoUsersOfADeadConnectionMakeOneNewOne()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto first = used(bench, server.port());
        const auto second = bench.connect(server.port());
        QVERIFY(first && second);
        server.killSessions();
        Run one, two;
        const auto opening = first->exec("echo one");
        const auto other = (*second)->exec("echo two");
        QVERIFY(one.open(opening));
        QVERIFY(two.open(other));
        QVERIFY(one.finish() && two.finish());
        QCOMPARE(one.out + two.out, "one\ntwo\n");
        QCOMPARE(bench.credentials.reads, 2);
    }

    void aServerThatStaysAwayIsUnreachable()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto warm = used(bench, server.port());
        QVERIFY(warm);
        QSignalSpy closed(warm.get(), &Transport::closed);
        server.killSessions();
        server.stop();
        Run run;
        QVERIFY(!run.open(warm->exec("true")));
        QCOMPARE(run.error->code, Errc::Unreachable);
        QVERIFY(!warm->isOpen());
        QCOMPARE(closed.count(), 1);
    }

    void anotherHostKeyIsNotAccepted()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.interaction->answer = HostKeyAnswer::Trust;
        bench.storePassword(SshServer::password);
        const auto warm = used(bench, server.port());
        QVERIFY(warm);
        bench.interaction->answer = HostKeyAnswer::Reject;
        server.killSessions();
        QVERIFY(server.changeHostKey());
        Run run;
        QVERIFY(!run.open(warm->exec("true")));
        QCOMPARE(run.error->code, Errc::HostKeyChanged);
        QCOMPARE(server.count("Accepted password"), 1);
    }

    void aCommandThatMayHaveBegunIsNotRunAgain()
    {
        RudeServer server;
        QVERIFY(server.start({u"cut=98"_s}));
        Bench bench;
        bench.interaction->answers = {{"a"}, {"a"}};
        QVERIFY(bench.connect(server.port()).has_value());
        const auto warm = bench.connect(server.port());
        QVERIFY(warm.has_value());
        QSignalSpy closed(warm->get(), &Transport::closed);
        Run run;
        QVERIFY(!run.open((*warm)->exec("reboot")));
        QCOMPARE(run.error->code, Errc::Closed);
        QTRY_COMPARE(closed.count(), 1);
        QCOMPARE(server.log().count("cut"), 1);
        QCOMPARE(server.log().count("connection"), 1);
        QCOMPARE(bench.interaction->requests.size(), 1);
    }

    void itIsDialledAgainOnlyOnce()
    {
        RudeServer server;
        QVERIFY(server.start({u"cut=90"_s})); // dies whenever a channel is asked for
        Bench bench;
        bench.interaction->answers = {{"a"}, {"a"}, {"a"}, {"a"}};
        QVERIFY(bench.connect(server.port()).has_value());
        const auto warm = bench.connect(server.port());
        Run run;
        QVERIFY(!run.open((*warm)->exec("true")));
        QCOMPARE(run.error->code, Errc::Closed);
        QTRY_COMPARE(server.log().count("cut"), 2);
        QCOMPARE(server.log().count("connection"), 2);
        QCOMPARE(bench.interaction->requests.size(), 2);
    }

    void aStuckDialIsNotWaitedFor()
    {
        SshServer server;
        QVERIFY(server.start({}));
        BlackHole hole;
        QVERIFY(hole.port() > 0);
        Bench bench;
        bench.storePassword(SshServer::password);
        PoolOptions options;
        options.stuck = std::chrono::milliseconds(100);
        bench.pool.setOptions(options);
        const auto first = bench.connect(server.port());
        QVERIFY(first.has_value());
        const auto dialling = (*first)->dial(u"127.0.0.1"_s, hole.port());
        QTRY_VERIFY(!bench.pool.existing(bench.endpoint(server.port())));
        QVERIFY(!dialling.isFinished());
        QElapsedTimer timer;
        timer.start();
        const auto second = bench.connect(server.port());
        QVERIFY(second.has_value());
        Run run;
        QVERIFY(run.open((*second)->exec("echo free")));
        QVERIFY(run.finish());
        QCOMPARE(run.out, "free\n");
        QVERIFY(!dialling.isFinished());
        QVERIFY2(timer.elapsed() < 5000, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(server.count("Accepted password"), 2);
    }
};

QTEST_GUILESS_MAIN(TestWarm)
#include "tst_warm.moc"
