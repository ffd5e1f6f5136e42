#include "ssh/client/dialer.h"
#include "ssh/fixture.h"
#include "ssh/rudeservers.h"
#include "support/sshserver.h"

#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>

#include <unistd.h>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshServer;
using namespace std::chrono_literals;

class TestLimits final : public QObject
{
    Q_OBJECT

    SshServer m_server;

private slots:
    void initTestCase() { QVERIFY(m_server.start({})); }

    void aServerThatFallsSilentIsGivenUp()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        PoolOptions options;
        options.keepalive = 2100ms; // the library sends none more often than every two seconds
        bench.pool.setOptions(options);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        Run run;
        QVERIFY(run.open((*transport)->exec("sleep 100")));
        QTRY_VERIFY_WITH_TIMEOUT(server.log().contains("keepalive@"), 10'000);
        server.freezeSessions();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(run.finish(20'000));
        QVERIFY(run.error.has_value());
        QCOMPARE(run.error->code, Errc::TimedOut);
        QVERIFY2(timer.elapsed() >= 4000 && timer.elapsed() < 14'000, qPrintable(QString::number(timer.elapsed())));
        QVERIFY(!(*transport)->isOpen());
    }

    void silenceDuringTheSignInIsGivenUp_data()
    {
        QTest::addColumn<QString>("silent");
        QTest::addColumn<Stage>("stage");
        QTest::newRow("service request") << u"silent=5"_s << Stage::KeyExchange; // the library asks in the same call
        QTest::newRow("sign-in") << u"silent=50"_s << Stage::SignIn;
        QTest::newRow("answers") << u"silent=61"_s << Stage::SignIn;
    }

    void silenceDuringTheSignInIsGivenUp()
    {
        QFETCH(QString, silent);
        QFETCH(Stage, stage);
        RudeServer server;
        QVERIFY(server.start({silent}));
        Bench bench;
        bench.storePassword(SshServer::password);
        PoolOptions options;
        options.keyExchange = 3s;
        options.signIn = 700ms;
        bench.pool.setOptions(options);
        const auto refused = bench.connect(server.port());
        QVERIFY(!refused);
        QVERIFY2(refused.error().code == Errc::TimedOut, qPrintable(refused.error().text));
        QCOMPARE(bench.report->stage, stage);
    }

    void cancellingDuringTheSignInIsQuick_data() { silenceDuringTheSignInIsGivenUp_data(); }

    void cancellingDuringTheSignInIsQuick()
    {
        QFETCH(QString, silent);
        QFETCH(Stage, stage);
        RudeServer server;
        QVERIFY(server.start({silent}));
        Bench bench;
        bench.storePassword(SshServer::password);
        bool signingIn = false;
        connect(&bench.pool, &Pool::stageChanged, this, [&](const Endpoint &, Stage now) { signingIn = now == stage; });
        auto future = bench.start(server.port());
        QTRY_VERIFY_WITH_TIMEOUT(signingIn, 10'000);
        QElapsedTimer timer;
        timer.start();
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
    }

    void silenceAfterAChannelWasAskedForIsATimeOut_data()
    {
        QTest::addColumn<QString>("silent");
        QTest::newRow("open") << u"silent=90"_s;
        QTest::newRow("request") << u"silent=98"_s;
    }

    void silenceAfterAChannelWasAskedForIsATimeOut()
    {
        QFETCH(QString, silent);
        RudeServer server;
        QVERIFY(server.start({silent}));
        Bench bench;
        bench.storePassword("x");
        PoolOptions options;
        options.channelOpen = 500ms;
        bench.pool.setOptions(options);
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        Run run;
        QVERIFY(!run.open((*transport)->exec("true")));
        QVERIFY(run.error.has_value());
        QCOMPARE(run.error->code, Errc::TimedOut);
    }

    void questionsHaveLimits_data()
    {
        QTest::addColumn<QStringList>("words");
        QTest::addColumn<int>("asked");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("none") << QStringList{u"prompts=0"_s} << 0 << true;
        QTest::newRow("sixteen") << QStringList{u"prompts=16"_s} << 1 << true;
        QTest::newRow("a thousand") << QStringList{u"prompts=1000"_s} << 0 << false;
        QTest::newRow("long") << QStringList{u"length=5000"_s} << 0 << false;
        QTest::newRow("a megabyte") << QStringList{u"length=1048576"_s} << 0 << false;
        QTest::newRow("five rounds") << QStringList{u"rounds=5"_s} << 5 << true;
        QTest::newRow("a hundred rounds") << QStringList{u"rounds=100"_s} << 5 << false;
    }

    void questionsHaveLimits()
    {
        QFETCH(QStringList, words);
        QFETCH(int, asked);
        QFETCH(bool, accepted);
        RudeServer server;
        QVERIFY(server.start(words));
        Bench bench;
        bench.interaction->answers.assign(100, QList<QByteArray>(words.first() == u"prompts=16"_s ? 16 : 1, "x"));
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value() == accepted, qPrintable(transport ? u"accepted"_s : transport.error().text));
        QCOMPARE(bench.interaction->requests.size(), asked);
        if (!accepted)
            QVERIFY2(transport.error().code == Errc::Protocol || transport.error().code == Errc::AuthFailed, qPrintable(transport.error().text));
    }

    void aQuestionIsPlainText()
    {
        RudeServer server;
        QVERIFY(server.start({u"text=\\x1b[2J\\x07Pass\\rword: "_s}));
        Bench bench;
        bench.interaction->answers = {{"x"}};
        QVERIFY(bench.connect(server.port()).has_value());
        const QString shown = bench.interaction->requests.first().prompts.first().text;
        QVERIFY(shown.contains(u"Pass"_s));
        QVERIFY(std::ranges::none_of(shown, [](QChar c) { return c.category() == QChar::Other_Control; }));
    }

    void aStoredPasswordIsNotGivenToAQuestionWithEcho()
    {
        RudeServer server;
        QVERIFY(server.start({u"echo=1"_s}));
        Bench bench;
        bench.storePassword("stored");
        bench.interaction->answers = {{"typed"}};
        QVERIFY(bench.connect(server.port()).has_value());
        QCOMPARE(bench.interaction->requests.size(), 1);
        QVERIFY(bench.interaction->requests.first().prompts.first().echo);
    }

    void newKeysAreTakenInBothDirections_data()
    {
        QTest::addColumn<QString>("cipher");
        QTest::newRow("gcm") << u"aes256-gcm@openssh.com"_s;
        QTest::newRow("ctr") << u"aes256-ctr"_s;
    }

    void newKeysAreTakenInBothDirections()
    {
        QFETCH(QString, cipher);
        SshServer server;
        SshServer::Options options;
        options.extraLines = {u"RekeyLimit 1M"_s, u"Ciphers "_s + cipher};
        QVERIFY(server.start(options));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        QVERIFY(bench.report->log.algorithms.contains(cipher));
        QByteArray sent(32 * 1024 * 1024, Qt::Uninitialized);
        quint32 state = 1;
        for (char &byte : sent)
            byte = char((state = state * 1664525 + 1013904223) >> 24);
        Run run;
        QVERIFY(run.open((*transport)->exec("cat")));
        run.channel->write(sent);
        run.channel->sendEof();
        QVERIFY2(run.finish(90'000), qPrintable(QString::number(run.out.size())));
        QVERIFY2(!run.error, qPrintable(run.error ? run.error->text + run.error->detail : QString()));
        const auto differs = std::ranges::mismatch(run.out, sent).in1 - run.out.cbegin();
        QVERIFY2(run.out == sent, qPrintable(u"%1 bytes, different from %2 on, status %3, %4"_s.arg(run.out.size()).arg(differs).arg(run.exit.status.value_or(-1)).arg(QString::fromUtf8(run.err))));
        QVERIFY2(server.count("SSH2_MSG_KEXINIT sent") > 10, qPrintable(QString::number(server.count("SSH2_MSG_KEXINIT sent"))));
    }

    void theServersListOfSignaturesIsHeeded()
    {
        SshServer server;
        SshServer::Options options;
        options.password = false;
        options.extraLines = {u"PubkeyAcceptedAlgorithms rsa-sha2-256"_s};
        QVERIFY(server.start(options));
        aiops::test::SshAgent agent;
        QVERIFY(agent.start({server.addUserKey(u"rsa"_s, 2048)}));
        Bench bench;
        PoolOptions poolOptions;
        poolOptions.useAgent = true;
        poolOptions.agentSocket = agent.socket();
        bench.pool.setOptions(poolOptions);
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QVERIFY(server.log().contains("rsa-sha2-256"));
    }

    void aSlowDialDelaysNoOpenChannel()
    {
        BlackHole hole;
        QVERIFY(hole.port() > 0);
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(m_server.port());
        QVERIFY(transport.has_value());
        Run echo;
        QVERIFY(echo.open((*transport)->exec("cat")));
        const auto slow = (*transport)->dial(u"127.0.0.1"_s, hole.port());
        QElapsedTimer timer;
        timer.start();
        echo.channel->write("still here");
        QTRY_COMPARE(echo.out, "still here");
        QVERIFY(!slow.isFinished());
        echo.channel->sendEof();
        QVERIFY(echo.finish());
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
    }

    void aWornTransportIsReplacedAndItsUsersFinish()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        PoolOptions options;
        options.mostBytes = 1024 * 1024;
        options.idle = 200ms;
        bench.pool.setOptions(options);
        auto first = bench.connect(m_server.port());
        QVERIFY(first.has_value());
        Run user;
        QVERIFY(user.open((*first)->exec("head -c 2000000 /dev/zero; cat")));
        QTRY_COMPARE(user.outBytes, 2'000'000);
        QVERIFY(!bench.pool.existing(bench.endpoint(m_server.port())));
        const auto second = bench.connect(m_server.port());
        QVERIFY(second.has_value());
        QVERIFY(second->get() != first->get());
        QCOMPARE(bench.pool.open().size(), 2);
        first = std::unexpected(cancelledError());
        user.channel->write("more");
        user.channel->sendEof();
        QVERIFY(user.finish());
        QCOMPARE(user.exit.status, 0);
        user.channel.reset();
        QTRY_COMPARE(bench.pool.open().size(), 1);
        QVERIFY((*second)->isOpen());
    }

    void anAddressThatDoesNotAnswerCostsAQuarterSecond()
    {
        QTcpServer good;
        QVERIFY(good.listen(QHostAddress(u"127.0.0.2"_s)));
        BlackHole hole(good.serverPort());
        QCOMPARE(hole.port(), good.serverPort());
        Dialer dialer(10s);
        QElapsedTimer timer;
        timer.start();
        const auto future = dialer.dial({*Address::fromText(u"127.0.0.1"_s), *Address::fromText(u"127.0.0.2"_s)}, good.serverPort());
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 8000);
        const auto descriptor = takeResult(future);
        QVERIFY(descriptor.has_value());
        QVERIFY2(timer.elapsed() >= 200 && timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
        ::close(*descriptor);
        QTRY_VERIFY(good.hasPendingConnections());
    }

    void anOldServerIsNamedWithAllThatItOffers()
    {
        SshServer old;
        SshServer::Options options;
        options.hostKeyTypes = {u"rsa"_s};
        options.extraLines = {u"HostKeyAlgorithms ssh-rsa"_s, u"KexAlgorithms diffie-hellman-group14-sha1"_s, u"Ciphers aes128-cbc"_s};
        QVERIFY(old.start(options));
        Bench bench;
        const auto refused = bench.connect(old.port());
        QCOMPARE(refused.error().code, Errc::Protocol);
        for (const QString &word : {u"diffie-hellman-group14-sha1"_s, u"ssh-rsa"_s, u"aes128-cbc"_s})
            QVERIFY2(refused.error().text.contains(word), qPrintable(refused.error().text));
    }
};

QTEST_GUILESS_MAIN(TestLimits)
#include "tst_limits.moc"
