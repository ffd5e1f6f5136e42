#include "ssh/fixture.h"
#include "ssh/proxyserver.h"
#include "ssh/rudeservers.h"
#include "support/sshserver.h"

#include <QElapsedTimer>
#include <QStandardPaths>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshServer;
using Kind = ProxyServer::Kind;
using namespace std::chrono_literals;

namespace {

const QByteArray kProxyPassword = "proxy pass/wörd:1";

/// A bench whose one instance is reached in a way that tests choose.
struct Desk
{
    Bench bench;
    Way way;

    explicit Desk(const QString &proxy)
    {
        way.proxy = *parseProxy(proxy);
        way.mayRunCommand = true;
        bench.storePassword(SshServer::password);
        bench.pool.setRoutes({.way = [this](InstanceId) { return way; },
                              .proxyPermit = [this](const Endpoint &) -> Result<Permit> { return team::Gatekeeper::permit(bench.audit); }});
    }
    void useProxyPassword(const QByteArray &password)
    {
        way.proxyCredential = CredentialId::create();
        bench.credentials.proxy = CredentialValue{.kind = u"password"_s, .user = {}, .fields = {},
                                                  .value = std::make_shared<const Secret>(Secret::copyOf(password))};
    }
};

QString addressOf(const ProxyServer &proxy, const QString &scheme, const QString &user = {})
{
    return scheme + u"://"_s + (user.isEmpty() ? QString() : user + u'@') + u"127.0.0.1:"_s + QString::number(proxy.serverPort());
}

QString relay(const QString &words = {})
{
    return u"command:python3 %1/tests/support/relay.py %2 %h %p"_s.arg(QStringLiteral(AIOPS_SOURCE_DIR), words).simplified();
}

} // namespace

class TestProxy final : public QObject
{
    Q_OBJECT

    SshServer m_server;

private slots:
    void initTestCase() { QVERIFY(m_server.start({})); }

    void aHostBehindAProxyIsReached_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QString>("scheme");
        QTest::addColumn<bool>("signsIn");
        QTest::newRow("socks5") << Kind::Socks5 << u"socks5"_s << false;
        QTest::newRow("socks5 with password") << Kind::Socks5 << u"socks5"_s << true;
        QTest::newRow("http") << Kind::Http << u"http"_s << false;
        QTest::newRow("http with password") << Kind::Http << u"http"_s << true;
    }

    void aHostBehindAProxyIsReached()
    {
        QFETCH(Kind, kind);
        QFETCH(QString, scheme);
        QFETCH(bool, signsIn);
        ProxyServer proxy(kind, signsIn ? "proxyuser" : "", signsIn ? kProxyPassword : QByteArray());
        Desk desk(addressOf(proxy, scheme, signsIn ? u"proxyuser"_s : QString()));
        if (signsIn)
            desk.useProxyPassword(kProxyPassword);
        const auto transport = desk.bench.connect(m_server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        QCOMPARE(proxy.targets, QByteArrayList{"127.0.0.1:" + QByteArray::number(m_server.port())});
        Run run;
        QVERIFY(run.open((*transport)->exec("head -c 500000 /dev/zero")));
        QVERIFY(run.finish());
        QCOMPARE(run.outBytes, 500'000);
        QVERIFY((*transport)->log().through.first().contains(proxy.serverPort() ? QString::number(proxy.serverPort()) : QString()));
        QVERIFY(!(*transport)->log().toText().contains(QString::fromUtf8(kProxyPassword)));
        const QList<SessionInfo> sessions = desk.bench.pool.sessions();
        QCOMPARE(sessions.size(), 1);
        QVERIFY(!sessions.first().through.isEmpty());
        // The same way is shared; another way is another connection.
        QCOMPARE(desk.bench.connect(m_server.port())->get() == nullptr, false);
        QCOMPARE(desk.bench.pool.open().size(), 1);
        desk.way.proxy = {};
        QVERIFY(desk.bench.connect(m_server.port()).has_value());
        QCOMPARE(proxy.served, 1);
        QCOMPARE(desk.bench.pool.open().size(), 2);
    }

    void aNameIsFoundByTheProxy()
    {
        ProxyServer proxy(Kind::Socks5);
        Desk desk(addressOf(proxy, u"socks5"_s));
        Endpoint endpoint = desk.bench.endpoint(m_server.port());
        endpoint.host = u"localhost"_s;
        const auto future = desk.bench.pool.acquire(endpoint, team::Gatekeeper::permit(desk.bench.audit), team::Gatekeeper::permit(desk.bench.audit),
                                                    desk.bench.interaction, desk.bench.report);
        QTRY_VERIFY_WITH_TIMEOUT(future.isFinished(), 20'000);
        QVERIFY(takeResult(future).has_value());
        QVERIFY(proxy.targets.first().startsWith("localhost:"));
    }

    void aRefusedProxySignInIsNamed_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("password");
        QTest::addColumn<QString>("word");
        QTest::newRow("socks5 wrong") << Kind::Socks5 << QByteArray("wrong") << u"refused"_s;
        QTest::newRow("socks5 none") << Kind::Socks5 << QByteArray() << u"wants"_s;
        QTest::newRow("http wrong") << Kind::Http << QByteArray("wrong") << u"refused"_s;
        QTest::newRow("http none") << Kind::Http << QByteArray() << u"wants"_s;
    }

    void aRefusedProxySignInIsNamed()
    {
        QFETCH(Kind, kind);
        QFETCH(QByteArray, password);
        QFETCH(QString, word);
        ProxyServer proxy(kind, "proxyuser", kProxyPassword);
        Desk desk(addressOf(proxy, kind == Kind::Socks5 ? u"socks5"_s : u"http"_s, u"proxyuser"_s));
        if (!password.isEmpty())
            desk.useProxyPassword(password);
        const auto refused = desk.bench.connect(m_server.port());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::AuthFailed);
        QVERIFY2(refused.error().text.contains(word) && refused.error().text.contains(u"proxy"_s), qPrintable(refused.error().text));
        QCOMPARE(desk.bench.report->stage, Stage::Dial);
        QCOMPARE(desk.bench.credentials.reads, 0);
    }

    /// Nothing of the host's login goes to the proxy in the clear, and nothing at all before the host key is accepted.
    void noCredentialByteBeforeTheHostKeyIsAccepted_data()
    {
        QTest::addColumn<QString>("way");
        QTest::newRow("socks5") << u"socks5"_s;
        QTest::newRow("http") << u"http"_s;
        QTest::newRow("command") << u"command"_s;
    }

    void noCredentialByteBeforeTheHostKeyIsAccepted()
    {
        QFETCH(QString, way);
        ProxyServer proxy(way == u"http"_s ? Kind::Http : Kind::Socks5);
        RudeServer honeypot;
        QVERIFY(honeypot.start({u"prompts=1"_s}));
        Desk desk(way == u"command"_s ? relay() : addressOf(proxy, way));
        desk.bench.interaction->answer = HostKeyAnswer::Reject;
        const auto refused = desk.bench.connect(honeypot.port());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::HostKeyUnknown);
        QCOMPARE(desk.bench.credentials.reads, 0);
        QTRY_VERIFY(honeypot.log().contains("connection"));
        QVERIFY2(!honeypot.log().contains("asked"), honeypot.log().constData());
        QVERIFY(!(proxy.heard + proxy.passed).contains(SshServer::password));
    }

    void aHostileProxyGivesANamedError_data()
    {
        QTest::addColumn<Kind>("kind");
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<Errc>("code");
        QTest::newRow("not socks") << Kind::Socks5 << QByteArray("HTTP/1.1 400 Bad Request\r\n\r\n") << Errc::Protocol;
        QTest::newRow("socks unknown method") << Kind::Socks5 << QByteArray("\5\x42", 2) << Errc::Protocol;
        QTest::newRow("socks asks for what was not offered") << Kind::Socks5 << QByteArray("\5\2", 2) << Errc::AuthFailed;
        QTest::newRow("http rubbish") << Kind::Http << QByteArray(4000, '\7') << Errc::Protocol;
        QTest::newRow("http endless head") << Kind::Http << QByteArray("HTTP/1.1 200 ") + QByteArray(100'000, 'x') << Errc::Protocol;
        QTest::newRow("http 403") << Kind::Http << QByteArray("HTTP/1.1 403 For\x1b[2Jbidden\r\n\r\n") << Errc::Unreachable;
        QTest::newRow("http negative code") << Kind::Http << QByteArray("HTTP/1.1 -200\r\n\r\n") << Errc::Unreachable;
        QTest::newRow("http greets at once") << Kind::Http << QByteArray("HTTP/1.0 200 ok\r\n\r\nSSH-1.5-old\r\n") << Errc::Protocol;
        QTest::newRow("half an answer") << Kind::Http << QByteArray("HTTP/1.1 2") << Errc::TimedOut;
        QTest::newRow("silent") << Kind::Socks5 << QByteArray("\5", 1) << Errc::TimedOut;
    }

    void aHostileProxyGivesANamedError()
    {
        QFETCH(Kind, kind);
        QFETCH(QByteArray, answer);
        QFETCH(Errc, code);
        ProxyServer proxy(kind);
        proxy.answer = answer;
        Desk desk(addressOf(proxy, kind == Kind::Socks5 ? u"socks5"_s : u"http"_s));
        PoolOptions options;
        options.dial = options.banner = options.keyExchange = 700ms;
        desk.bench.pool.setOptions(options);
        const auto refused = desk.bench.connect(m_server.port());
        QVERIFY(!refused);
        QVERIFY2(refused.error().code == code, qPrintable(errorName(refused.error().code) + refused.error().text));
        QVERIFY(std::ranges::none_of(refused.error().text, [](QChar c) { return c.category() == QChar::Other_Control; }));
        QVERIFY(desk.bench.pool.open().isEmpty());
    }

    void aProxyThatIsNotThereIsSaidToBeTheProxy()
    {
        Desk desk(u"socks5://127.0.0.1:%1"_s.arg(aiops::test::freePort()));
        const auto refused = desk.bench.connect(m_server.port());
        QCOMPARE(refused.error().code, Errc::Unreachable);
        QVERIFY2(refused.error().text.contains(u"proxy"_s), qPrintable(refused.error().text));
    }

    void cancellingAtTheProxyIsQuick()
    {
        ProxyServer proxy(Kind::Socks5);
        proxy.answer = "\5"; // half of an answer
        Desk desk(addressOf(proxy, u"socks5"_s));
        auto future = desk.bench.start(m_server.port());
        QTRY_COMPARE(proxy.served, 1);
        QTRY_VERIFY(!proxy.heard.isEmpty());
        QElapsedTimer timer;
        timer.start();
        future.cancel();
        QTRY_VERIFY(future.isFinished());
        QVERIFY2(timer.elapsed() < 200, qPrintable(QString::number(timer.elapsed())));
    }

    void aCommandCarriesAConnection()
    {
        qputenv("AIOPS_SECRET", "must not be handed on");
        Desk desk(relay());
        auto transport = desk.bench.connect(m_server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        Run run;
        QVERIFY(run.open((*transport)->exec("head -c 3000000 /dev/zero; true")));
        QVERIFY(run.finish());
        QCOMPARE(run.outBytes, 3'000'000);
        QCOMPARE(relays(), 1);
        run.channel.reset();
        transport = std::unexpected(cancelledError());
        desk.bench.pool.closeAll();
        QTRY_COMPARE(relays(), 0); // ended with its connection
        qunsetenv("AIOPS_SECRET");
    }

    void linesBeforeTheGreetingAreSkipped()
    {
        Desk desk(relay() + u" 'Welcome\\r\\nto this relay\\r\\n'"_s);
        const auto transport = desk.bench.connect(m_server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
    }

    void aCommandThatFailsIsQuoted()
    {
        Desk desk(u"command:python3 %1/tests/support/relay.py fail"_s.arg(QStringLiteral(AIOPS_SOURCE_DIR)));
        const auto refused = desk.bench.connect(m_server.port());
        QVERIFY(!refused);
        QVERIFY2(refused.error().text.contains(u"no route through the bastion"_s), qPrintable(refused.error().text));
        Desk absent(u"command:no-such-program-here %h"_s);
        QCOMPARE(absent.bench.connect(m_server.port()).error().code, Errc::NotFound);
        QTRY_COMPARE(relays(), 0);
    }

    void aCommandFromElsewhereIsNotRun()
    {
        QTemporaryDir folder;
        const QString mark = folder.filePath(u"ran"_s);
        Desk desk(u"command:touch "_s + mark);
        desk.way.mayRunCommand = false;
        const auto refused = desk.bench.connect(m_server.port());
        QCOMPARE(refused.error().code, Errc::Denied);
        QVERIFY(!QFile::exists(mark));
    }

private:
    /// How many relays this program has started and not ended.
    static int relays()
    {
        QFile file(u"/proc/self/task/%1/children"_s.arg(QCoreApplication::applicationPid()));
        if (!file.open(QIODevice::ReadOnly))
            return -1;
        int count = 0;
        for (const QByteArray &pid : file.readAll().split(' ')) {
            QFile line(u"/proc/%1/cmdline"_s.arg(QString::fromLatin1(pid.trimmed())));
            count += !pid.trimmed().isEmpty() && line.open(QIODevice::ReadOnly) && line.readAll().contains("relay.py") ? 1 : 0;
        }
        return count;
    }
};

QTEST_GUILESS_MAIN(TestProxy)
#include "tst_proxy.moc"
