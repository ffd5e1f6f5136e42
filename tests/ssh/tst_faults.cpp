#include "ssh/fixture.h"
#include "support/cutproxy.h"
#include "support/procinfo.h"
#include "support/sshserver.h"

#include <QElapsedTimer>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::CutProxy;
using aiops::test::openDescriptors;
using aiops::test::SshServer;
using namespace std::chrono_literals;

namespace {

QByteArray anyBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes)
        byte = char((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

} // namespace

/// What networks do: delays, stalls, drips, cuts at any byte, and lines that are dead without saying so.
class TestFaults final : public QObject
{
    Q_OBJECT

    SshServer m_server;

    static void ends()
    {
        QTest::addColumn<CutProxy::End>("end");
        QTest::newRow("reset") << CutProxy::End::Reset;
        QTest::newRow("closed") << CutProxy::End::Close;
        QTest::newRow("silent") << CutProxy::End::Silence;
    }

private slots:
    void initTestCase() { QVERIFY(m_server.start({})); }

    void aBadLineOnlyTakesLonger_data()
    {
        QTest::addColumn<int>("delay");
        QTest::addColumn<int>("drip");
        QTest::newRow("delay") << 40 << 0;
        QTest::newRow("drip") << 0 << 11;
    }

    void aBadLineOnlyTakesLonger()
    {
        QFETCH(int, delay);
        QFETCH(int, drip);
        CutProxy line;
        QVERIFY(line.start(m_server.port()));
        line.delay = std::chrono::milliseconds(delay);
        line.drip = drip;
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(line.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        const QByteArray sent = anyBytes(8000);
        Run run;
        QVERIFY(run.open((*transport)->exec("cat; exit 3")));
        run.channel->write(sent);
        run.channel->sendEof();
        QVERIFY(run.finish());
        QVERIFY(run.out == sent);
        QCOMPARE(run.exit.status, 3);
        QCOMPARE(line.connections(), 1);
    }

    void aStallIsSurvived()
    {
        CutProxy line;
        QVERIFY(line.start(m_server.port()));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(line.port());
        QVERIFY(transport.has_value());
        const QByteArray sent = anyBytes(8 * 1024 * 1024);
        Run run;
        QVERIFY(run.open((*transport)->exec("cat")));
        run.channel->write(sent);
        run.channel->sendEof();
        for (int stall = 1; stall <= 3; ++stall) {
            QTRY_VERIFY_WITH_TIMEOUT(run.out.size() > stall * 1'000'000, 30'000);
            line.frozen = true;
            (void)QTest::qWaitFor([&] { return run.closed; }, 300);
            QVERIFY(!run.closed);
            line.resume();
        }
        QVERIFY(run.finish(60'000));
        QVERIFY(run.out == sent);
        QCOMPARE(line.connections(), 1);
    }

    void aCutInTheMiddleIsAnErrorAndNeverWrongBytes_data() { ends(); }
    void aCutInTheMiddleIsAnErrorAndNeverWrongBytes()
    {
        QFETCH(CutProxy::End, end);
        CutProxy line;
        QVERIFY(line.start(m_server.port()));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(line.port());
        QVERIFY(transport.has_value());
        const QByteArray sent = anyBytes(8 * 1024 * 1024);
        Run run;
        QVERIFY(run.open((*transport)->exec("cat")));
        line.end = end;
        line.most = line.passed() + 1'234'567;
        run.channel->write(sent);
        QTRY_VERIFY_WITH_TIMEOUT(line.passed() == line.most, 30'000);
        if (end == CutProxy::End::Silence)
            bench.pool.probe(500ms);
        QVERIFY(run.finish());
        QVERIFY(run.error.has_value());
        QVERIFY2(run.error->code == (end == CutProxy::End::Silence ? Errc::TimedOut : Errc::Closed), qPrintable(errorName(run.error->code)));
        QVERIFY(!run.exit.status && run.exit.signal.isEmpty());
        QVERIFY(run.out.size() <= 1'234'567);
        QVERIFY(sent.startsWith(run.out));
        QTRY_VERIFY(bench.pool.open().isEmpty());
        line.most = -1;
        QVERIFY(bench.connect(line.port()).has_value());
    }

    void ofManyThatAServerDropsEachIsToldAndMayComeAgain()
    {
        constexpr int kMany = 12;
        SshServer server;
        SshServer::Options options;
        options.addresses = kMany;
        options.extraLines = {u"MaxStartups 2:100:2"_s};
        QVERIFY(server.start(options));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto start = [&](int number) {
            Endpoint endpoint = bench.endpoint(server.port());
            endpoint.host = SshServer::address(number + 1);
            return bench.pool.acquire(endpoint, team::Gatekeeper::permit(bench.audit), team::Gatekeeper::permit(bench.audit), bench.interaction, {},
                                      Usage::Background);
        };
        QList<Future<std::shared_ptr<Transport>>> all;
        for (int i = 0; i < kMany; ++i)
            all += start(i);
        std::vector<std::shared_ptr<Transport>> open;
        QList<int> dropped;
        for (int i = 0; i < kMany; ++i) {
            QTRY_VERIFY_WITH_TIMEOUT(all[i].isFinished(), 30'000);
            const auto transport = takeResult(all[i]);
            if (transport) {
                open.push_back(*transport);
                continue;
            }
            QVERIFY2(transport.error().code == Errc::Unreachable, qPrintable(errorName(transport.error().code) + transport.error().text));
            dropped += i;
        }
        QVERIFY(!open.empty() && !dropped.isEmpty());
        for (const int number : std::as_const(dropped)) {
            const auto again = start(number);
            QTRY_VERIFY_WITH_TIMEOUT(again.isFinished(), 30'000);
            const auto transport = takeResult(again);
            QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        }
        QCOMPARE(server.count("Accepted password"), kMany);
    }

    /// The line ends after 0, 1, … bytes of the server, through every stage of a connection.
    void everyEndGivesANamedErrorAndLeavesNothing_data() { ends(); }
    void everyEndGivesANamedErrorAndLeavesNothing()
    {
        QFETCH(CutProxy::End, end);
        CutProxy line;
        QVERIFY(line.start(m_server.port()));
        line.end = end;
        Bench bench;
        bench.storePassword(SshServer::password);
        QVERIFY(bench.connect(line.port()).has_value()); // what is made once is made
        bench.pool.closeAll();
        QTRY_VERIFY(bench.pool.open().isEmpty() && line.open() == 0);
        const qsizetype descriptors = openDescriptors();
        PoolOptions patient, hasty;
        if (end == CutProxy::End::Silence)
            hasty.banner = hasty.keyExchange = hasty.signIn = 600ms;
        bench.pool.setOptions(hasty);

        QSet<Stage> stages;
        bool through = false;
        const QSet<Errc> named{Errc::Unreachable, Errc::TimedOut, Errc::Protocol, Errc::AuthFailed, Errc::Closed};
        for (qint64 bytes = 0; bytes < 6000 && !through; bytes += bytes < 60 ? 20 : bytes < 1000 ? 240 : 60) {
            line.most = line.passed() + bytes;
            QElapsedTimer timer;
            timer.start();
            const auto result = bench.connect(line.port());
            QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(bytes)));
            through = result.has_value();
            if (!through) {
                const QString told = QString::number(bytes) + u' ' + errorName(result.error().code) + u' ' + result.error().text;
                QVERIFY2(named.contains(result.error().code) && !result.error().text.isEmpty(), qPrintable(told));
                stages.insert(bench.report->stage);
                QVERIFY2(bench.pool.open().isEmpty(), qPrintable(told));
            }
        }
        QVERIFY(through); // it does go on with enough of them
        for (const Stage stage : {Stage::Banner, Stage::KeyExchange, Stage::SignIn})
            QVERIFY2(stages.contains(stage), qPrintable(stageName(stage)));
        line.most = -1;
        bench.pool.closeAll();
        bench.pool.setOptions(patient);
        QTRY_VERIFY_WITH_TIMEOUT(bench.pool.open().isEmpty(), 10'000);
        QVERIFY(bench.connect(line.port()).has_value());
        bench.pool.closeAll();
        QTRY_VERIFY(bench.pool.open().isEmpty());
        line.cut(); // those that are silent are the proxy's
        QTRY_VERIFY_WITH_TIMEOUT(openDescriptors() <= descriptors + 1, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(aiops::test::workers().size() <= 1, 10'000);
    }
};

QTEST_GUILESS_MAIN(TestFaults)
#include "tst_faults.moc"
