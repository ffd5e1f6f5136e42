#include "ssh/fixture.h"
#include "support/sshserver.h"

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshServer;

class TestPool final : public QObject
{
    Q_OBJECT

    SshServer m_server;

private slots:
    void initTestCase() { QVERIFY(m_server.start({})); }

    void askingTogetherMakesOneSignIn()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const int before = m_server.count("Accepted password");
        const auto first = bench.start(m_server.port());
        const auto second = bench.start(m_server.port());
        QTRY_VERIFY_WITH_TIMEOUT(first.isFinished() && second.isFinished(), 10'000);
        QCOMPARE(takeResult(first)->get(), takeResult(second)->get());
        const auto third = bench.connect(m_server.port());
        QVERIFY(third.has_value());
        QCOMPARE(bench.pool.open().size(), 1);
        QCOMPARE(m_server.count("Accepted password"), before + 1);
        QCOMPARE(bench.credentials.reads, 1);
        QCOMPARE(bench.audit->outcomes, (QStringList{u"done"_s, u"done"_s, u"done"_s, u"done"_s}));
        QCOMPARE(bench.pool.existing(bench.endpoint(m_server.port())).get(), takeResult(first)->get());
    }

    void oneOfTwoMayGiveUp()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        auto first = bench.start(m_server.port());
        const auto second = bench.start(m_server.port());
        first.cancel();
        QTRY_VERIFY(first.isFinished());
        QTRY_VERIFY_WITH_TIMEOUT(second.isFinished(), 10'000);
        QVERIFY(takeResult(second).has_value());
        QVERIFY(bench.audit->outcomes.contains(u"cancelled"_s));
    }

    void anIdleTransportIsClosed()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        PoolOptions options;
        options.idle = std::chrono::milliseconds(200);
        bench.pool.setOptions(options);
        auto transport = bench.connect(m_server.port());
        QVERIFY(transport.has_value());
        Run run;
        QVERIFY(run.open((*transport)->exec("sleep 0.5")));
        transport = std::unexpected(cancelledError());
        QVERIFY(run.finish());
        QCOMPARE(run.exit.status, 0); // a channel keeps its transport
        QTRY_VERIFY(bench.pool.open().isEmpty());
    }

    void aPoolMayGoAtAnyTime()
    {
        auto bench = std::make_unique<Bench>();
        bench->storePassword(SshServer::password);
        const auto future = bench->start(m_server.port());
        bench.reset();
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(takeResult(future).error().code, Errc::Cancelled);
    }
};

QTEST_GUILESS_MAIN(TestPool)
#include "tst_pool.moc"
