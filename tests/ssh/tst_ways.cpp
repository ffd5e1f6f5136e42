#include "ssh/fixture.h"
#include "ssh/rudeservers.h"
#include "support/sshserver.h"

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshAgent;
using aiops::test::SshServer;
using namespace std::chrono_literals;

namespace {

/// The agent of tests/support/skagent.py: one security key in software.
class TokenAgent final
{
public:
    bool start(double delay)
    {
        const QStringList arguments{QStringLiteral(AIOPS_SOURCE_DIR "/tests/support/skagent.py"), socket(), m_folder.filePath(u"public"_s),
                                    QString::number(delay)};
        return m_process.start(u"python3"_s, arguments, m_folder.filePath(u"log"_s))
               && QTest::qWaitFor([this] { return QFile::exists(socket()) && QFile::exists(m_folder.filePath(u"public"_s)); }, 20'000);
    }
    QString socket() const { return m_folder.filePath(u"agent"_s); }
    QByteArray publicLine() const
    {
        QFile file(m_folder.filePath(u"public"_s));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private:
    QTemporaryDir m_folder;
    aiops::test::ServerProcess m_process;
};

bool accept(const SshServer &server, const QByteArray &publicLine)
{
    QFile keys(server.folder() + u"/authorized_keys"_s);
    return keys.open(QIODevice::Append) && keys.write(publicLine) > 0;
}

} // namespace

/// How a host is signed in to, beyond a stored password and a key.
class TestWays final : public QObject
{
    Q_OBJECT

private slots:
    void tenWhoArriveAtOnceAreAskedOnce()
    {
        RudeServer server;
        QVERIFY(server.start({u"text=One-time code: "_s}));
        Bench bench;
        bench.interaction->answers = {{"123456"}};
        QList<Future<std::shared_ptr<Transport>>> all;
        for (int i = 0; i < 10; ++i)
            all += bench.start(server.port());
        for (const auto &one : all) {
            QTRY_VERIFY_WITH_TIMEOUT(one.isFinished(), 20'000);
            QVERIFY(takeResult(one).has_value());
        }
        QCOMPARE(bench.interaction->requests.size(), 1);
        QCOMPARE(bench.interaction->questions.size(), 1);
        QCOMPARE(server.log().count("connection"), 1);
        const QList<SessionInfo> sessions = bench.pool.sessions();
        QCOMPARE(sessions.size(), 1);
        QVERIFY(!sessions.first().postQuantum);
        QVERIFY(sessions.first().algorithms.contains(u"curve25519"_s));
    }

    void theListTellsWhoUsesAConnection()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        Run shell, command, dial;
        QVERIFY(shell.open((*transport)->shell({})));
        QVERIFY(command.open((*transport)->exec("cat")));
        QVERIFY(dial.open((*transport)->dial(u"127.0.0.1"_s, server.port())));
        command.channel->write("0123456789");
        QTRY_COMPARE(command.out, "0123456789");
        const SessionInfo info = bench.pool.sessions().first();
        QCOMPARE(info.shells, 1);
        QCOMPARE(info.commands, 1);
        QCOMPARE(info.dials, 1);
        QVERIFY(info.sent >= 10 && info.received >= 10);
        QCOMPARE(info.endpoint.user, u"tester"_s);
        QCOMPARE(info.hostKey.fingerprint(), server.fingerprint());
        QVERIFY(qAbs(info.since.secsTo(QDateTime::currentDateTimeUtc())) < 60);
        QVERIFY(!bench.pool.close(info.number + 77));
        QVERIFY(bench.pool.close(info.number));
        QTRY_VERIFY(shell.closed && command.closed && dial.closed);
        QVERIFY(bench.pool.sessions().isEmpty());
    }

    void aSecurityKeySignsWhenItIsTouched()
    {
        SshServer server;
        SshServer::Options options;
        options.password = false;
        QVERIFY(server.start(options));
        TokenAgent agent;
        QVERIFY(agent.start(0.4));
        QVERIFY(accept(server, agent.publicLine()));
        Bench bench;
        Way way;
        way.agent = Way::Agent::Always;
        bench.pool.setRoutes({.way = [&](InstanceId) { return way; }});
        PoolOptions pool;
        pool.agentSocket = agent.socket();
        pool.signIn = 300ms; // the person's time does not count
        bench.pool.setOptions(pool);
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text + transport.error().detail));
        QVERIFY(server.log().contains("Accepted publickey for tester"));
        QCOMPARE(bench.interaction->touches, (QStringList{u"token on"_s, u"token off"_s}));
    }

    void theAgentIsAskedWhereTheHostSaysSo()
    {
        SshServer server;
        SshServer::Options options;
        options.password = false;
        QVERIFY(server.start(options));
        SshAgent agent;
        QVERIFY(agent.start({server.addUserKey(u"ed25519"_s)}));
        for (const auto &[setting, choice, works] : {std::tuple(true, Way::Agent::Never, false), std::tuple(false, Way::Agent::AsSet, false),
                                                     std::tuple(false, Way::Agent::Always, true), std::tuple(true, Way::Agent::AsSet, true)}) {
            Bench bench;
            Way way;
            way.agent = choice;
            bench.pool.setRoutes({.way = [&](InstanceId) { return way; }});
            PoolOptions pool;
            pool.useAgent = setting;
            pool.agentSocket = agent.socket();
            bench.pool.setOptions(pool);
            QCOMPARE(bench.connect(server.port()).has_value(), works);
        }
    }

    void manyKeysAreNotTried()
    {
        SshServer server;
        SshServer::Options options;
        options.password = false;
        options.extraLines = {u"MaxAuthTries 5"_s};
        QVERIFY(server.start(options));
        SshServer other; // knows the keys that this one refuses
        QVERIFY(other.start(options));
        QStringList files;
        for (int i = 0; i < 6; ++i)
            files += other.addUserKey(u"ed25519"_s);
        SshAgent agent;
        QVERIFY(agent.start(files));
        Bench bench;
        PoolOptions pool;
        pool.useAgent = true;
        pool.agentSocket = agent.socket();
        bench.pool.setOptions(pool);
        const auto refused = bench.connect(server.port());
        QCOMPARE(refused.error().code, Errc::AuthFailed);
        QVERIFY2(refused.error().hint.contains(u"keys"_s), qPrintable(refused.error().hint));
        QCOMPARE(bench.report->log.events.filter(u"not wanted"_s).size(), 3);
        QVERIFY(!server.log().contains("Too many authentication failures"));
    }

    void anAttachedOneTimeCodeAnswersTheQuestionForIt()
    {
        SshServer server;
        SshServer::Options options;
        options.password = false;
        options.interactive = options.oneTimeCode = true;
        QVERIFY(server.start(options));
        Bench bench;
        bench.storePassword(SshServer::password);
        int codes = 0;
        bench.credentials.stored.oneTimeCode = [&]() -> Future<std::shared_ptr<const Secret>> {
            ++codes;
            return ready<std::shared_ptr<const Secret>>(std::make_shared<const Secret>(Secret::copyOf(server.nextCode().toLatin1())));
        };
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QVERIFY(bench.interaction->requests.isEmpty());
        QCOMPARE(codes, 1);
    }

    void aCodeIsNotGivenToAnotherQuestion()
    {
        RudeServer server;
        QVERIFY(server.start({u"text=Favourite colour? "_s, u"echo=1"_s}));
        Bench bench;
        bench.storePassword("stored");
        bench.credentials.stored.oneTimeCode = [] { return failed<std::shared_ptr<const Secret>>(cancelledError()); };
        bench.interaction->answers = {{"green"}};
        QVERIFY(bench.connect(server.port()).has_value());
        QCOMPARE(bench.interaction->requests.size(), 1);
    }

    void anExpiredPasswordIsChanged_data()
    {
        QTest::addColumn<int>("change");
        QTest::addColumn<bool>("accepted");
        QTest::newRow("taken") << 1 << true;
        QTest::newRow("refused") << 2 << false;
    }

    void anExpiredPasswordIsChanged()
    {
        QFETCH(int, change);
        QFETCH(bool, accepted);
        RudeServer server;
        QVERIFY(server.start({u"change=%1"_s.arg(change)}));
        Bench bench;
        bench.storePassword("old");
        bench.interaction->answers = {{"good", "goof"}, {"good", "good"}};
        const auto transport = bench.connect(server.port());
        QCOMPARE(transport.has_value(), accepted);
        QCOMPARE(bench.interaction->requests.size(), 2);
        QCOMPARE(bench.interaction->requests.first().prompts.size(), 2);
        QVERIFY(!bench.interaction->requests.first().prompts.first().echo);
        if (accepted)
            QVERIFY((*transport)->log().notices.first().contains(u"changed"_s));
        else
            QVERIFY2(transport.error().text.contains(u"new password"_s), qPrintable(transport.error().text));
        QVERIFY(!bench.report->log.toText().contains(u"good"_s));
    }

    void ourOwnLoginGoesBeforeTheHostsUser()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        bench.credentials.stored.user = QString::fromLatin1(SshServer::user);
        Endpoint endpoint = bench.endpoint(server.port());
        endpoint.user = u"colleague"_s;
        const auto attempt = [&] {
            const auto future = bench.pool.acquire(endpoint, team::Gatekeeper::permit(bench.audit), team::Gatekeeper::permit(bench.audit),
                                                   bench.interaction, bench.report);
            (void)QTest::qWaitFor([&] { return future.isFinished(); }, 20'000);
            return takeResult(future);
        };
        QVERIFY(!attempt()); // the host's user, with our password
        bench.credentials.stored.isPersonal = true;
        const auto transport = attempt();
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QCOMPARE((*transport)->endpoint().user, QString::fromLatin1(SshServer::user));
    }

    /// A proxy that drops EXT_INFO would bring an RSA key down to SHA-1.
    void aKeyIsNotBroughtDownToSha1()
    {
        RudeServer server;
        QVERIFY(server.start({u"keys=1"_s}));
        SshServer keys; // makes the key
        QVERIFY(keys.start({}));
        SshAgent agent;
        QVERIFY(agent.start({keys.addUserKey(u"rsa"_s, 2048)}));
        Bench bench;
        PoolOptions pool;
        pool.useAgent = true;
        pool.agentSocket = agent.socket();
        bench.pool.setOptions(pool);
        const auto refused = bench.connect(server.port());
        QVERIFY(!refused);
        QTRY_VERIFY(server.log().contains("offered ssh-rsa"));
        QVERIFY2(!server.log().contains("signed"), server.log().constData());
        QVERIFY2(bench.report->log.notices.join(u' ').contains(u"SHA-1"_s), qPrintable(refused.error().text));
    }

    void oldAlgorithmsOnlyWhereTheyAreAllowed_data()
    {
        QTest::addColumn<QStringList>("lines");
        QTest::addColumn<QString>("word");
        QTest::newRow("key exchange") << QStringList{u"KexAlgorithms diffie-hellman-group14-sha1"_s} << u"group14-sha1"_s;
        QTest::newRow("cipher") << QStringList{u"Ciphers aes128-cbc"_s} << u"aes128-cbc"_s;
        QTest::newRow("mac") << QStringList{u"Ciphers aes128-ctr"_s, u"MACs hmac-sha1"_s} << u"hmac-sha1"_s;
        QTest::newRow("host key") << QStringList{u"HostKeyAlgorithms ssh-rsa"_s} << u"ssh-rsa"_s;
    }

    void oldAlgorithmsOnlyWhereTheyAreAllowed()
    {
        QFETCH(QStringList, lines);
        QFETCH(QString, word);
        SshServer server;
        SshServer::Options options;
        options.hostKeyTypes = {u"rsa"_s};
        options.extraLines = lines;
        QVERIFY(server.start(options));
        Bench bench;
        bench.storePassword(SshServer::password);
        Way way;
        bench.pool.setRoutes({.way = [&](InstanceId) { return way; }});
        const auto refused = bench.connect(server.port());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Protocol);
        QVERIFY2(refused.error().hint.contains(u"old algorithms"_s), qPrintable(refused.error().hint));
        way.oldAlgorithms = true;
        const auto transport = bench.connect(server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text + transport.error().detail));
        QVERIFY2((*transport)->log().notices.join(u' ').contains(word), qPrintable((*transport)->log().notices.join(u' ')));
        Run run;
        QVERIFY(run.open((*transport)->exec("head -c 300000 /dev/zero")));
        QVERIFY(run.finish());
        QCOMPARE(run.outBytes, 300'000);
    }

    void aModernHostStaysModernThoughOldOnesAreAllowed()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Bench bench;
        bench.storePassword(SshServer::password);
        bench.pool.setRoutes({.way = [&](InstanceId) { return Way{.oldAlgorithms = true}; }});
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        QCOMPARE(oldAlgorithmsIn((*transport)->log().algorithms), QStringList());
        QVERIFY((*transport)->log().notices.first().contains(u"does not need"_s));
    }

    void aServerWithOneSessionSaysSoAndGoesOn()
    {
        SshServer server;
        SshServer::Options options;
        options.extraLines = {u"MaxSessions 1"_s};
        QVERIFY(server.start(options));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        QVERIFY(transport.has_value());
        Run first, second, third;
        QVERIFY(first.open((*transport)->exec("cat")));
        QVERIFY(!second.open((*transport)->exec("true")));
        QCOMPARE(second.error->code, Errc::Denied);
        first.channel->sendEof();
        QVERIFY(first.finish());
        first.channel.reset();
        QVERIFY2(third.open((*transport)->exec("echo again")), qPrintable(third.error ? third.error->text : QString()));
        QVERIFY(third.finish());
        QCOMPARE(third.out, "again\n");
    }

    void aServerThatIsBusyIsNamed()
    {
        SshServer server;
        SshServer::Options options;
        options.extraLines = {u"MaxStartups 1:100:1"_s};
        QVERIFY(server.start(options));
        Bench waiting, late;
        // The first one stays before its sign-in as long as nobody answers the question for the host key.
        struct Slow final : Interaction
        {
            QPromise<Result<HostKeyAnswer>> answer;
            bool asked = false;
            Future<HostKeyAnswer> hostKey(HostKeyQuestion) override
            {
                asked = true;
                answer.start();
                return answer.future();
            }
            Future<QList<std::shared_ptr<const Secret>>> prompts(PromptRequest) override
            {
                return failed<QList<std::shared_ptr<const Secret>>>(cancelledError());
            }
        };
        const auto slow = std::make_shared<Slow>();
        Future<std::shared_ptr<Transport>> first;
        for (int i = 0; i < 20 && !slow->asked; ++i) { // the server may still be busy with the fixture's look at its port
            first = waiting.pool.acquire(waiting.endpoint(server.port()), team::Gatekeeper::permit(waiting.audit),
                                         team::Gatekeeper::permit(waiting.audit), slow, waiting.report);
            QVERIFY(QTest::qWaitFor([&] { return slow->asked || first.isFinished(); }, 10'000));
        }
        QVERIFY2(slow->asked, qPrintable(takeResult(first).error().text + QString::fromUtf8(server.log())));
        const auto refused = late.connect(server.port());
        QVERIFY(!refused);
        QVERIFY2(refused.error().code == Errc::Unreachable, server.log().right(6000).constData());
        QCOMPARE(late.report->stage, Stage::Banner);
        slow->answer.addResult(HostKeyAnswer::Reject);
        slow->answer.finish();
        QTRY_VERIFY_WITH_TIMEOUT(first.isFinished(), 10'000);
    }

    void aHugeBannerDoesNoHarm()
    {
        SshServer server;
        QTemporaryDir folder;
        QFile banner(folder.filePath(u"banner"_s));
        QVERIFY(banner.open(QIODevice::WriteOnly));
        banner.write(QByteArray("\x1b[2J unwelcome \xff\n").repeated(12'000));
        banner.close();
        SshServer::Options options;
        options.extraLines = {u"Banner "_s + banner.fileName()};
        QVERIFY(server.start(options));
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(server.port());
        if (!transport) // the library refuses packets of this size
            QVERIFY2(transport.error().code == Errc::Protocol || transport.error().code == Errc::AuthFailed, qPrintable(transport.error().text));
    }
};

QTEST_GUILESS_MAIN(TestWays)
#include "tst_ways.moc"
