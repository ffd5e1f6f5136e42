#include "ssh/fixture.h"
#include "support/sshserver.h"

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshAgent;
using aiops::test::SshServer;

class TestSignIn final : public QObject
{
    Q_OBJECT

    void useAgent(Bench &bench, const SshAgent &agent)
    {
        PoolOptions options;
        options.useAgent = true;
        options.agentSocket = agent.socket();
        bench.pool.setOptions(options);
    }

private slots:
    void aStoredPasswordSignsIn()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QVERIFY((*transport)->isOpen());
        QCOMPARE(bench.report->stage, Stage::Ready);
        QVERIFY(bench.report->log.algorithms.contains(u"ssh-ed25519"_s));
        QVERIFY(!bench.report->log.algorithms.contains(u"chacha20"_s));
        QVERIFY(bench.report->log.serverBanner.startsWith(u"SSH-2.0-OpenSSH"_s));
        QCOMPARE(bench.audit->outcomes, (QStringList{u"done"_s, u"done"_s}));
        QVERIFY(bench.interaction->requests.isEmpty());
    }

    void aPasswordIsAskedWhenNoneIsStored()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.interaction->answers = {{"wrong"}, {SshServer::password}};
        QVERIFY(bench.connect(server.port()).has_value());
        QCOMPARE(bench.interaction->requests.size(), 2);
        QVERIFY(!bench.interaction->requests.first().prompts.first().echo);
    }

    void aWrongPasswordIsTriedAtMostThreeTimes()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword("wrong");
        bench.interaction->answers = {{"wrong"}, {"wrong"}, {"wrong"}, {"wrong"}};
        const auto transport = bench.connect(server.port());
        QVERIFY(!transport);
        QCOMPARE(transport.error().code, Errc::AuthFailed);
        QVERIFY2(transport.error().text.contains(u"password"_s) && transport.error().text.contains(u"publickey"_s),
                 qPrintable(transport.error().text));
        QCOMPARE(server.count("Failed password"), 3);
        QCOMPARE(bench.report->stage, Stage::SignIn);
        QCOMPARE(bench.audit->outcomes.last(), u"failed"_s);
        QVERIFY(!transport.error().text.contains(u"wrong"_s));
    }

    void aKeyOfTheAgentSignsIn_data()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<int>("bits");
        QTest::addColumn<QByteArray>("algorithm");
        QTest::newRow("ed25519") << u"ed25519"_s << 0 << QByteArray("ED25519");
        QTest::newRow("rsa") << u"rsa"_s << 2048 << QByteArray("rsa-sha2-512");
        QTest::newRow("ecdsa-256") << u"ecdsa"_s << 256 << QByteArray("ECDSA");
        QTest::newRow("ecdsa-521") << u"ecdsa"_s << 521 << QByteArray("ECDSA");
    }

    void aKeyOfTheAgentSignsIn()
    {
        QFETCH(QString, type);
        QFETCH(int, bits);
        QFETCH(QByteArray, algorithm);
        SshServer server;
        SshServer::Options options;
        options.password = false;
        QVERIFY(server.start(options));
        SshAgent agent;
        QVERIFY(agent.start({server.addUserKey(type, bits)}));
        Bench bench;
        useAgent(bench, agent);
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text + transport.error().detail));
        QVERIFY2(server.log().contains("Accepted publickey for tester"), server.log().constData());
        QVERIFY(server.log().contains(algorithm));
        QVERIFY(!server.log().contains("signature algorithm ssh-rsa"));
    }

    void theAgentIsLeftAloneUnlessItIsEnabled()
    {
        SshServer server;
        SshServer::Options options;
        options.password = false;
        QVERIFY(server.start(options));
        SshAgent agent;
        QVERIFY(agent.start({server.addUserKey(u"ed25519"_s)}));
        Bench bench;
        PoolOptions poolOptions;
        poolOptions.agentSocket = agent.socket();
        bench.pool.setOptions(poolOptions);
        const auto transport = bench.connect(server.port());
        QVERIFY(!transport);
        QCOMPARE(transport.error().code, Errc::AuthFailed);
        QVERIFY(!server.log().contains("Accepted"));
    }

    void passwordAndCodeAreAskedByTheServer()
    {
        SshServer server;
        SshServer::Options options;
        options.password = false;
        options.interactive = true;
        options.oneTimeCode = true;
        QVERIFY(server.start(options));
        Bench bench;
        bench.storePassword(SshServer::password);
        bench.interaction->answers = {{server.nextCode().toLatin1()}};
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QCOMPARE(bench.interaction->requests.size(), 1); // the stored password answered the first round only
        QVERIFY(bench.interaction->requests.first().prompts.first().text.contains(u"One-time"_s));
    }

    void keyThenPasswordIsContinued()
    {
        SshServer server;
        SshServer::Options options;
        options.methods = u"publickey,password"_s;
        QVERIFY(server.start(options));
        SshAgent agent;
        QVERIFY(agent.start({server.addUserKey(u"ed25519"_s)}));
        Bench bench;
        useAgent(bench, agent);
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QVERIFY(server.log().contains("Partial publickey"));
        QVERIFY(server.log().contains("Accepted password"));
    }

    void keyThenPasswordAndCodeIsContinued()
    {
        SshServer server;
        SshServer::Options options;
        options.interactive = true;
        options.oneTimeCode = true;
        options.methods = u"publickey,keyboard-interactive"_s;
        QVERIFY(server.start(options));
        SshAgent agent;
        QVERIFY(agent.start({server.addUserKey(u"ed25519"_s)}));
        Bench bench;
        useAgent(bench, agent);
        bench.interaction->answers = {{SshServer::password}, {server.nextCode().toLatin1()}};
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QCOMPARE(bench.interaction->requests.size(), 2);
    }

    void whatCannotBeHadIsReportedAndTheOtherWaysAreTried()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.credentials.stored.missing = {Error{Errc::Failed, u"db: The program gave no value."_s, {}, u"Run bw unlock."_s}};
        const Result<std::shared_ptr<Transport>> refused = bench.connect(server.port());
        QVERIFY(!refused); // the person closed the prompt
        QCOMPARE(bench.interaction->requests.size(), 1);
        bench.interaction->answers = {{SshServer::password}};
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QCOMPARE(bench.report->log.missing, QStringList{u"db: The program gave no value."_s});
        QVERIFY(bench.report->log.toText().contains(u"db: The program gave no value."_s));
    }

    void whereNobodyCanBeAskedTheErrorNamesWhatIsMissing()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.credentials.stored.missing = {Error{Errc::Failed, u"db: The program gave no value."_s, {}, u"Run bw unlock."_s}};
        bench.writeUserHosts("[127.0.0.1]:" + QByteArray::number(server.port()) + ' ' + server.hostKeyLine() + '\n');
        bench.interaction.reset();
        const auto refused = bench.connect(server.port());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::AuthFailed);
        QVERIFY2(refused.error().text.contains(u"db: The program gave no value."_s), qPrintable(refused.error().text));
        QCOMPARE(refused.error().hint, u"Run bw unlock."_s);
    }

    void aKeyOfTheAgentThatIsNamedKeepsTheOthersOut()
    {
        SshServer server;
        SshServer::Options options;
        options.password = false;
        QVERIFY(server.start(options));
        SshAgent agent;
        QVERIFY(agent.start({server.addUserKey(u"ed25519"_s)})); // it would open the door
        Bench bench;
        useAgent(bench, agent);
        bench.credentials.stored.onlyTheseKeys = true;
        const auto refused = bench.connect(server.port());
        QVERIFY(!refused);
        QVERIFY(bench.report->log.methodsTried.filter(u"publickey"_s).isEmpty());
        bench.credentials.stored.onlyTheseKeys = false;
        QVERIFY(bench.connect(server.port()));
    }

    void aLockedVaultIsReportedAsSuch()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.credentials.error = Error{Errc::VaultLocked, u"The vault is locked."_s};
        QCOMPARE(bench.connect(server.port()).error().code, Errc::VaultLocked);
    }

    void closingAPromptEndsTheSignIn()
    {
        SshServer server;
        SshServer::Options options;
        options.password = false;
        options.interactive = true;
        QVERIFY(server.start(options));
        Bench bench;
        QCOMPARE(bench.connect(server.port()).error().code, Errc::Cancelled);
    }

    void badNamesAreRefusedBeforeAnythingIsDialled_data()
    {
        QTest::addColumn<QString>("host");
        QTest::addColumn<QString>("user");
        QTest::newRow("option") << u"-oProxyCommand=x"_s << u"tester"_s;
        QTest::newRow("control") << u"a\nb"_s << u"tester"_s;
        QTest::newRow("space") << u"a b"_s << u"tester"_s;
        QTest::newRow("empty") << QString() << u"tester"_s;
        QTest::newRow("user option") << u"127.0.0.1"_s << u"-l"_s;
        QTest::newRow("user control") << u"127.0.0.1"_s << u"a\x1b[2J"_s;
    }

    void badNamesAreRefusedBeforeAnythingIsDialled()
    {
        QFETCH(QString, host);
        QFETCH(QString, user);
        Bench bench;
        const auto future = bench.pool.acquire({host, 22, user, {}, {}}, team::Gatekeeper::permit(bench.audit),
                                               team::Gatekeeper::permit(bench.audit), bench.interaction, bench.report);
        QTRY_VERIFY(future.isFinished());
        QCOMPARE(takeResult(future).error().code, Errc::Invalid);
        QCOMPARE(bench.report->stage, Stage::Resolve);
    }
};

QTEST_GUILESS_MAIN(TestSignIn)
#include "tst_signin.moc"
