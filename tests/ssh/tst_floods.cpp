#include "ssh/fixture.h"
#include "ssh/rudeservers.h"
#include "support/fakeworker.h"
#include "support/procinfo.h"
#include "support/sshserver.h"

#include <QElapsedTimer>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::residentKilobytes;
using aiops::test::SshServer;
using namespace std::chrono_literals;

/// Freed memory that the sanitizer keeps back would count as growth.
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=4";
}

namespace {

constexpr qint64 kMost = 48 * 1024; // KiB, with what sanitizers add; less than any of the floods

/// Memory of this process and its workers.
qint64 allMemory()
{
    qint64 sum = residentKilobytes();
    for (const qint64 one : aiops::test::workers())
        sum += one;
    return sum;
}

/// The most that is used beyond `before` until the command ends.
qint64 mostUntilClosed(Run &run, qint64 before, int patience)
{
    qint64 most = 0;
    (void)QTest::qWaitFor(
        [&] {
            most = std::max(most, allMemory() - before);
            return run.closed;
        },
        patience);
    return most;
}

/// "of it, how much is whose".
QString told(qint64 most)
{
    QStringList each{u"%1 more; this %2"_s.arg(most).arg(residentKilobytes())};
    for (const qint64 one : aiops::test::workers())
        each += u"a worker %1"_s.arg(one);
    return each.join(u", "_s);
}

} // namespace

/// Servers that say more than anybody wants to hear.
class TestFloods final : public QObject
{
    Q_OBJECT

    const aiops::test::ThriftyWorkers m_thrift;

private slots:
    void aLongWelcomeIsSkipped()
    {
        RudeServer server;
        QVERIFY(server.start({u"banners=35"_s})); // 1 MB
        Bench bench;
        bench.interaction->answers = {{"x"}};
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text + transport.error().detail));
    }

    void whatNeverEndsBeforeTheSignInIsGivenUpAndHarmsNobodyElse_data()
    {
        QTest::addColumn<QString>("kind");
        QTest::newRow("welcome") << u"kind=53"_s;
        QTest::newRow("to be ignored") << u"kind=2"_s;
        QTest::newRow("for debugging") << u"kind=4"_s;
        QTest::newRow("extensions") << u"kind=7"_s;
    }

    void whatNeverEndsBeforeTheSignInIsGivenUpAndHarmsNobodyElse()
    {
        QFETCH(QString, kind);
        SshServer good;
        QVERIFY(good.start({}));
        RudeServer server;
        QVERIFY(server.start({u"banners=1000000"_s, kind}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto other = bench.connect(good.port());
        QVERIFY(other.has_value());
        Run echo;
        QVERIFY(echo.open((*other)->exec("cat")));
        const qint64 before = allMemory();
        qint64 most = 0;
        const auto future = bench.start(server.port());
        QVERIFY(QTest::qWaitFor(
            [&] {
                most = std::max(most, allMemory() - before);
                return future.isFinished();
            },
            20'000));
        const auto refused = takeResult(future);
        QVERIFY(!refused);
        QVERIFY2(refused.error().code == Errc::Protocol, qPrintable(errorName(refused.error().code) + refused.error().text));
        QVERIFY2(refused.error().text.contains(u"before the sign-in"_s), qPrintable(refused.error().text));
        QCOMPARE(bench.report->stage, Stage::SignIn);
        QVERIFY2(most < 2 * kMost, qPrintable(told(most))); // a worker of its own is part of it
        echo.channel->write("still here");
        QTRY_COMPARE(echo.out, "still here");
    }

    void aFloodBeyondItsRoomTakesNoMemory_data()
    {
        QTest::addColumn<QString>("code");
        QTest::newRow("output") << u"code=0"_s;
        QTest::newRow("stderr") << u"code=1"_s;
        QTest::newRow("a stream that nobody knows") << u"code=7"_s;
    }

    void aFloodBeyondItsRoomTakesNoMemory()
    {
        QFETCH(QString, code);
        RudeServer server;
        QVERIFY(server.start({u"flood=64"_s, code}));
        Bench bench;
        bench.interaction->answers = {{"x"}};
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        QTRY_COMPARE(aiops::test::workers().size(), 2); // with the one that waits for the next
        const qint64 before = allMemory();
        Run run;
        run.keep = false;
        QVERIFY(run.open((*transport)->exec("anything")));
        const qint64 most = mostUntilClosed(run, before, 30'000);
        QVERIFY(run.closed);
        QVERIFY2(most < kMost, qPrintable(told(most)));
        if (!run.error)
            QCOMPARE(run.exit.status, 7);
    }

    void aHundredMegabytesOfErrorsTakeNoMemory()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        QTRY_COMPARE(aiops::test::workers().size(), 2); // with the one that waits for the next
        const qint64 before = allMemory();
        Run run;
        run.keep = false;
        QVERIFY(run.open((*transport)->exec("head -c 104857600 /dev/zero >&2")));
        const qint64 most = mostUntilClosed(run, before, 90'000);
        QVERIFY(run.closed);
        QCOMPARE(run.outBytes, 104'857'600);
        QCOMPARE(run.exit.status, 0);
        QVERIFY2(most < kMost, qPrintable(told(most)));
    }

    void aWindowThatNeverOpensHoldsOnlyItsChannel()
    {
        RudeServer server;
        QVERIFY(server.start({u"window=0"_s}));
        Bench bench;
        bench.interaction->answers = {{"x"}};
        PoolOptions options;
        options.close = 500ms;
        bench.pool.setOptions(options);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        Run stuck;
        QVERIFY(stuck.open((*transport)->dial(u"127.0.0.1"_s, 1)));
        const QByteArray sent(4 * 1024 * 1024, 'x');
        QTRY_COMPARE(aiops::test::workers().size(), 2);
        const qint64 before = allMemory();
        stuck.channel->write(sent);
        Run other;
        QVERIFY(other.open((*transport)->exec("anything")));
        QVERIFY(other.finish());
        QCOMPARE(stuck.channel->bytesQueued(), sent.size());
        QVERIFY(!stuck.closed);
        QVERIFY2(allMemory() - before < kMost, qPrintable(told(allMemory() - before)));
        stuck.channel->close();
        QVERIFY(stuck.finish(10'000));
        QVERIFY((*transport)->isOpen());
    }
};

QTEST_GUILESS_MAIN(TestFloods)
#include "tst_floods.moc"
