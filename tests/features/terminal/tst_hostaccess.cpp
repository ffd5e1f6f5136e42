#include "cli/ownerservices.h"
#include "core/home.h"
#include "features/terminal/hostaccess.h"
#include "support/sshserver.h"

#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

using namespace aiops;
using namespace aiops::terminal;
using namespace Qt::StringLiterals;
using aiops::test::SshAgent;
using aiops::test::SshServer;

namespace {

class TrustOnce final : public ssh::Interaction
{
public:
    Future<ssh::HostKeyAnswer> hostKey(ssh::HostKeyQuestion) override { return ready<ssh::HostKeyAnswer>(ssh::HostKeyAnswer::Once); }
    Future<QList<std::shared_ptr<const Secret>>> prompts(ssh::PromptRequest) override
    {
        return failed<QList<std::shared_ptr<const Secret>>>(cancelledError());
    }
};

class Rows final : public AuditSink
{
public:
    void append(AuditEntry entry) override { rows += entry.action + u' ' + entry.outcome; }
    QStringList rows;
};

template <typename T>
Result<T> waitFor(const Future<T> &future)
{
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 30'000))
        return std::unexpected(Error{Errc::Failed, u"the test waited too long"_s});
    return takeResult(future);
}

} // namespace

/// The services as the programs compose them, a real server and a real agent.
class TestHostAccess final : public QObject
{
    Q_OBJECT

    SshServer m_server;
    SshAgent m_agent;

    ssh::Endpoint endpoint() const { return {u"127.0.0.1"_s, m_server.port(), u"tester"_s, u"web-1"_s, {}}; }

    std::unique_ptr<cli::OwnerServices> services(const QTemporaryDir &folder, bool useAgent)
    {
        auto home = Home::open(folder.path());
        if (!home)
            return nullptr;
        QSettings(home->settings(), QSettings::IniFormat).setValue("ssh/useAgent", useAgent);
        auto opened = cli::OwnerServices::open(*home);
        return opened ? *std::move(opened) : nullptr;
    }

private slots:
    void initTestCase()
    {
        SshServer::Options options;
        options.password = false;
        QVERIFY(m_server.start(options));
        QVERIFY(m_agent.start({m_server.addUserKey(u"ed25519"_s)}));
        qputenv("SSH_AUTH_SOCK", m_agent.socket().toLocal8Bit());
    }

    void theAgentIsOfferedOnlyWhenTheSettingSaysSo_data()
    {
        QTest::addColumn<bool>("useAgent");
        QTest::newRow("off") << false;
        QTest::newRow("on") << true;
    }

    void theAgentIsOfferedOnlyWhenTheSettingSaysSo()
    {
        QFETCH(bool, useAgent);
        QTemporaryDir folder;
        const auto owner = services(folder, useAgent);
        QVERIFY(owner);
        HostAccess access(*owner->services().pool, *owner->services().gatekeeper, std::make_shared<TrustOnce>());
        const auto transport = waitFor(access.connect(endpoint()));
        QVERIFY2(transport.has_value() == useAgent, qPrintable(transport ? u"signed in"_s : transport.error().text));
    }

    void everyActionOfAPersonIsARow()
    {
        QTemporaryDir folder;
        const auto owner = services(folder, true);
        QVERIFY(owner);
        const auto rows = std::make_shared<Rows>();
        SystemClock clock;
        team::Gatekeeper gatekeeper(clock, rows);
        HostAccess access(*owner->services().pool, gatekeeper, std::make_shared<TrustOnce>());
        QVERIFY(waitFor(access.exec(endpoint(), "true")).has_value());
        const QStringList one{u"ssh.connect done"_s, u"ssh.exec done"_s}; // no stored credential was read
        QCOMPARE(rows->rows, one);
        QVERIFY(waitFor(access.exec(endpoint(), "true")).has_value());
        QCOMPARE(rows->rows, one + one); // warm, and recorded all the same
        rows->rows.clear();
        gatekeeper.setRole(team::Role::Viewer);
        const auto denied = waitFor(access.exec(endpoint(), "true"));
        QCOMPARE(denied.error().code, Errc::Denied);
        QCOMPARE(rows->rows, QStringList{u"ssh.exec denied"_s});
        rows->rows.clear();
        QCOMPARE(waitFor(access.connect(endpoint())).error().code, Errc::Denied);
        QCOMPARE(rows->rows, QStringList{u"ssh.connect denied"_s});
    }
};

QTEST_GUILESS_MAIN(TestHostAccess)
#include "tst_hostaccess.moc"
