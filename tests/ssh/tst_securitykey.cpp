#include "ssh/fixture.h"
#include "support/sshserver.h"

#include <QFile>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshAgent;
using aiops::test::SshServer;
using namespace std::chrono_literals;

/// Keys of a FIDO2 token, made and held by OpenSSH's own programs; the token is tests/support/softwaretoken.cpp.
class TestSecurityKey final : public QObject
{
    Q_OBJECT

    static QString middleware() { return QStringLiteral(AIOPS_SOFTWARE_TOKEN); }
    static QStringList provider() { return {u"SSH_SK_PROVIDER="_s + middleware()}; }

    static void kinds()
    {
        QTest::addColumn<QString>("type");
        QTest::addColumn<QByteArray>("logged");
        QTest::newRow("ed25519-sk") << u"ed25519-sk"_s << QByteArray("ED25519-SK");
        QTest::newRow("ecdsa-sk") << u"ecdsa-sk"_s << QByteArray("ECDSA-SK");
    }
    static void useAgent(Bench &bench, const SshAgent &agent)
    {
        PoolOptions options;
        options.useAgent = true;
        options.agentSocket = agent.socket();
        options.signIn = 400ms; // the person's time does not count
        bench.pool.setOptions(options);
    }

    SshServer m_server;

private slots:
    void initTestCase()
    {
        SshServer::Options options;
        options.password = false;
        QVERIFY(m_server.start(options));
    }

    void aTouchSignsIn_data() { kinds(); }
    void aTouchSignsIn()
    {
        QFETCH(QString, type);
        QFETCH(QByteArray, logged);
        const QString finger = m_server.folder() + u"/finger "_s + type;
        const QString key = m_server.addUserKey(type, 0, provider());
        QVERIFY2(!key.isEmpty(), "ssh-keygen could not make a key with the token");
        SshAgent agent;
        QVERIFY(agent.startWithToken({key}, middleware(), {u"AIOPS_TOKEN_TOUCH="_s + finger}));
        Bench bench;
        useAgent(bench, agent);
        const int accepted = m_server.count("Accepted publickey for tester");

        const auto future = bench.start(m_server.port());
        QTRY_COMPARE_WITH_TIMEOUT(bench.interaction->touches, QStringList{u"test "_s + type + u" on"_s}, 20'000);
        QVERIFY(!QTest::qWaitFor([&] { return future.isFinished(); }, 900)); // longer than a sign-in may take without a person
        QCOMPARE(m_server.count("Accepted publickey for tester"), accepted);
        QVERIFY(QFile(finger).open(QIODevice::WriteOnly));

        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 20'000);
        const auto transport = takeResult(future);
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text + transport.error().detail));
        QCOMPARE(bench.interaction->touches.value(1), u"test "_s + type + u" off"_s);
        QCOMPARE(bench.interaction->touches.size(), 2);
        QVERIFY2(m_server.log().contains(logged), m_server.log().right(4000).constData());
        Run run;
        QVERIFY(run.open((*transport)->exec("echo touched")));
        QVERIFY(run.finish());
        QCOMPARE(run.out, "touched\n");
    }

    /// The agent has its list of middleware that it trusts, and says no: as when the token is not plugged in.
    void aTokenThatIsGoneIsARefusedKeyAndTheNoticeGoes()
    {
        const QString key = m_server.addUserKey(u"ed25519-sk"_s, 0, provider());
        const QString copy = m_server.folder() + u"/token.so"_s;
        QVERIFY(QFile::copy(middleware(), copy));
        SshAgent agent;
        QVERIFY(agent.startWithToken({key}, copy));
        QVERIFY(QFile::remove(copy));
        Bench bench;
        useAgent(bench, agent);
        const auto refused = bench.connect(m_server.port());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::AuthFailed);
        QCOMPARE(bench.interaction->touches, (QStringList{u"test ed25519-sk on"_s, u"test ed25519-sk off"_s}));
    }
};

QTEST_GUILESS_MAIN(TestSecurityKey)
#include "tst_securitykey.moc"
