#include "ssh/fixture.h"
#include "support/hostileserver.h"
#include "support/sshserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTcpSocket>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::HostileServer;
using aiops::test::SshServer;

/// Freed memory that the sanitizer keeps back would count as growth.
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=4";
}

namespace {

qint64 residentKilobytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    return text.sliced(text.indexOf("VmRSS:") + 6).trimmed().split(' ').first().toLongLong();
}

PoolOptions shortTimes()
{
    using namespace std::chrono_literals;
    PoolOptions options;
    options.dial = options.banner = options.keyExchange = options.signIn = options.channelOpen = 700ms;
    options.close = 300ms;
    return options;
}

} // namespace

class TestHostile final : public QObject
{
    Q_OBJECT

    SshServer m_server;

private slots:
    void initTestCase() { QVERIFY(m_server.start({})); }

    void aBadServerGivesANamedErrorAndOthersGoOn_data()
    {
        QTest::addColumn<HostileServer::Way>("way");
        QTest::addColumn<Errc>("code");
        QTest::addColumn<Stage>("stage");
        QTest::addColumn<QString>("word");
        QTest::newRow("silent") << HostileServer::Way::Silent << Errc::TimedOut << Stage::Banner << u"greeting"_s;
        QTest::newRow("endless banner") << HostileServer::Way::EndlessBanner << Errc::Protocol << Stage::Banner << u"welcome"_s;
        QTest::newRow("endless line") << HostileServer::Way::LongLine << Errc::Protocol << Stage::Banner << u"AAAA"_s;
        QTest::newRow("http") << HostileServer::Way::Http << Errc::Protocol << Stage::Banner << u"HTTP/1.1 400"_s;
        QTest::newRow("closed at once") << HostileServer::Way::CloseAtOnce << Errc::Unreachable << Stage::Banner << u"closed"_s;
        QTest::newRow("rubbish") << HostileServer::Way::Rubbish << Errc::Protocol << Stage::KeyExchange << u"SSH"_s;
        QTest::newRow("silent in kex") << HostileServer::Way::SilentKex << Errc::TimedOut << Stage::KeyExchange << u"key exchange"_s;
        QTest::newRow("cut in kex") << HostileServer::Way::CutKex << Errc::Protocol << Stage::KeyExchange << u"key exchange"_s;
        QTest::newRow("huge packet") << HostileServer::Way::HugePacket << Errc::Protocol << Stage::KeyExchange << u"SSH"_s;
        QTest::newRow("old algorithms") << HostileServer::Way::OldAlgorithms << Errc::Protocol << Stage::KeyExchange << u"ssh-rsa"_s;
    }

    void aBadServerGivesANamedErrorAndOthersGoOn()
    {
        QFETCH(HostileServer::Way, way);
        QFETCH(Errc, code);
        QFETCH(Stage, stage);
        QFETCH(QString, word);
        Bench bench;
        bench.pool.setOptions(shortTimes());
        bench.storePassword(SshServer::password);
        PoolOptions patient;
        const auto good = [&] {
            bench.pool.setOptions(patient);
            auto transport = bench.connect(m_server.port());
            bench.pool.setOptions(shortTimes());
            return transport;
        }();
        QVERIFY2(good.has_value(), qPrintable(good ? QString() : good.error().text));
        Run echo;
        QVERIFY(echo.open((*good)->exec("cat")));

        HostileServer hostile(way);
        const qint64 memory = residentKilobytes();
        QElapsedTimer timer;
        timer.start();
        const auto future = bench.start(hostile.serverPort());
        echo.channel->write("still here");
        QTRY_COMPARE(echo.out, "still here");
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 5000);
        QVERIFY2(timer.elapsed() < 2000, qPrintable(QString::number(timer.elapsed())));
        const auto refused = takeResult(future);
        QVERIFY(!refused);
        QVERIFY2(refused.error().code == code, qPrintable(errorName(refused.error().code) + refused.error().text));
        QCOMPARE(bench.report->stage, stage);
        QVERIFY2(refused.error().text.contains(word), qPrintable(refused.error().text));
        QVERIFY2(residentKilobytes() - memory < 32 * 1024, qPrintable(QString::number(residentKilobytes() - memory)));
        QVERIFY((*good)->isOpen());
        echo.channel->sendEof();
        QVERIFY(echo.finish());
    }

    void cancellingIsQuickInEveryStage_data()
    {
        QTest::addColumn<HostileServer::Way>("way");
        QTest::newRow("banner") << HostileServer::Way::Silent;
        QTest::newRow("kex") << HostileServer::Way::SilentKex;
    }

    void cancellingIsQuickInEveryStage()
    {
        QFETCH(HostileServer::Way, way);
        HostileServer hostile(way);
        Bench bench;
        auto future = bench.start(hostile.serverPort());
        QTRY_COMPARE(hostile.served(), 1);
        QElapsedTimer timer;
        timer.start();
        future.cancel();
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 1000);
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
        QCOMPARE(bench.audit->outcomes, QStringList{u"cancelled"_s});
    }

    void nobodyListening()
    {
        Bench bench;
        const auto refused = bench.connect(aiops::test::freePort());
        QCOMPARE(refused.error().code, Errc::Unreachable);
        QCOMPARE(bench.report->stage, Stage::Dial);
        QVERIFY(bench.report->log.toText().contains(u"dial"_s));
    }

    void aServerWithOldKeysOnlyIsNamed()
    {
        SshServer old;
        SshServer::Options options;
        options.hostKeyTypes = {u"rsa"_s};
        options.extraLines = {u"HostKeyAlgorithms ssh-rsa"_s};
        QVERIFY(old.start(options));
        Bench bench;
        const auto refused = bench.connect(old.port());
        QCOMPARE(refused.error().code, Errc::Protocol);
        QVERIFY2(refused.error().text.contains(u"ssh-rsa"_s), qPrintable(refused.error().text));
    }

    void oldCiphersAreNotNegotiated()
    {
        SshServer old;
        SshServer::Options options;
        options.extraLines = {u"Ciphers aes128-cbc,chacha20-poly1305@openssh.com"_s};
        QVERIFY(old.start(options));
        Bench bench;
        const auto refused = bench.connect(old.port());
        QCOMPARE(refused.error().code, Errc::Protocol);
        QVERIFY2(refused.error().text.contains(u"aes128-cbc"_s), qPrintable(refused.error().text));
    }
};

QTEST_GUILESS_MAIN(TestHostile)
#include "tst_hostile.moc"
