#include "cli/command.h"
#include "cli/ownerservices.h"
#include "core/home.h"
#include "features/metrics/cli/metricscommands.h"
#include "features/metrics/metricssession.h"
#include "features/metrics/pooldialer.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

#include "support/fakeio.h"
#include "support/netdataserver.h"
#include "support/sshserver.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSettings>

using namespace aiops;
using namespace aiops::metrics;
using namespace Qt::StringLiterals;
using aiops::test::SshServer;
using team::Action;

namespace {

const QByteArray kPassphrase = "plum anchor velvet tractor";

std::shared_ptr<const Secret> secret(const QByteArray &bytes)
{
    return std::make_shared<const Secret>(Secret::copyOf(bytes));
}

template <typename T>
Result<T> finished(Future<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000);
    return takeResult(future);
}

/// A home folder with one instance whose password is in the vault, and every real service.
class Desk final
{
public:
    bool open(const SshServer &server, quint16 netdataPort)
    {
        auto home = Home::open(m_folder.filePath(u"home"_s));
        if (!home)
            return false;
        QSettings(home->settings(), QSettings::IniFormat).setValue(u"metrics/netdataPort"_s, netdataPort);
        QFile hosts(home->knownHosts());
        if (!hosts.open(QFile::WriteOnly))
            return false;
        hosts.write("[127.0.0.1]:" + QByteArray::number(server.port()) + ' ' + server.hostKeyLine() + '\n');
        hosts.close();
        auto owner = cli::OwnerServices::open(*home);
        if (!owner)
            return false;
        m_owner = std::move(*owner);
        return fill(server.port());
    }
    cli::Services &services() { return m_owner->services(); }
    Permit permit(Action action) { return std::move(*services().gatekeeper->request(action)); }
    const inventory::Instance &instance() const { return m_instance; }
    std::unique_ptr<PoolDialer> dialer()
    {
        auto &s = services();
        return std::make_unique<PoolDialer>(*s.gatekeeper, *s.inventory, *s.pool, metrics::netdataPort(*s.home));
    }
    Result<std::shared_ptr<ssh::Transport>> transport()
    {
        return finished(services().pool->acquire({m_instance.address, quint16(m_instance.port), m_instance.user, m_instance.name, m_instance.id},
                                                 permit(Action::SshExec), permit(Action::CredentialUse), silentInteraction()));
    }
    struct Done
    {
        Result<int> code;
        QByteArray out;
    };
    Done run(const QString &verb, const QHash<QString, QString> &values, bool json = true)
    {
        cli::Registry registry;
        registerCommands(registry);
        test::FakeIo io;
        io.descriptors.insert(3, kPassphrase + '\n');
        cli::Arguments arguments;
        arguments.json = json;
        arguments.set(u"INSTANCE"_s, {m_instance.name});
        for (const auto &[name, value] : values.asKeyValueRange())
            arguments.set(name, {value});
        const auto found = std::ranges::find(registry.verbs(), verb, &cli::Verb::name);
        const auto code = finished(found->run({&services(), &io, arguments}));
        return {code, io.outText};
    }

private:
    bool fill(quint16 port)
    {
        auto &s = services();
        const auto organization = finished(s.inventory->addOrganization(permit(Action::OrganizationAdd), u"Home"_s));
        if (!organization || !finished(s.inventory->useOrganization(organization->id)))
            return false;
        inventory::InstanceEdit edit;
        edit.name = u"web-1"_s;
        edit.address = u"127.0.0.1"_s;
        edit.port = port;
        edit.user = QString::fromLatin1(SshServer::user);
        const auto added = finished(s.inventory->addInstance(permit(Action::InstanceAdd), organization->id, edit));
        if (!added || !finished(s.vault->create(permit(Action::VaultCreate), secret(kPassphrase))))
            return false;
        m_instance = *added;
        const auto login = finished(s.vault->add(permit(Action::CredentialAdd),
                                                 {.name = u"login"_s, .kind = vault::Kind::Password, .user = {}, .notes = {},
                                                  .value = secret(SshServer::password), .keyPassphrase = {}}));
        return login && finished(s.vault->attach(permit(Action::CredentialAttach), login->id, added->id, Purpose::Login));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<cli::OwnerServices> m_owner;
    inventory::Instance m_instance;
};

} // namespace

class TestMetricsSsh final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!test::NetdataServer::isInstalled())
            QFAIL("Netdata is missing");
        QVERIFY(m_netdata.start());
        QVERIFY(m_server.start({}));
        QVERIFY(m_desk.open(m_server, m_netdata.port()));
    }

    void thePortIsASetting_data()
    {
        QTest::addColumn<QByteArray>("file");
        QTest::addColumn<int>("port");
        QTest::newRow("none") << ""_ba << 19999;
        QTest::newRow("set") << "[metrics]\nnetdataPort=20001\n"_ba << 20001;
        QTest::newRow("zero") << "[metrics]\nnetdataPort=0\n"_ba << 19999;
        QTest::newRow("too large") << "[metrics]\nnetdataPort=65536\n"_ba << 19999;
        QTest::newRow("a word") << "[metrics]\nnetdataPort=abc\n"_ba << 19999;
    }
    void thePortIsASetting()
    {
        QFETCH(QByteArray, file);
        QTemporaryDir folder;
        const auto home = Home::open(folder.path());
        QFile settings(home->settings());
        QVERIFY(settings.open(QFile::WriteOnly));
        settings.write(file);
        settings.close();
        QTEST(int(netdataPort(*home)), "port");
    }

    void valuesComeThroughTheTransportThatIsOpenAlready()
    {
        const auto transport = m_desk.transport();
        QVERIFY2(transport, transport ? "" : qPrintable(transport.error().text + transport.error().detail));
        const auto shell = finished((*transport)->exec("sleep 1000"));
        QVERIFY(shell);
        const auto dialer = m_desk.dialer();
        MetricsSession session(m_desk.instance().id, *dialer, m_clock);
        session.setPollInterval(std::chrono::milliseconds(200));
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.state().kind, SessionState::Live, 20'000);
        const qint64 first = session.series(Chart::Cpu).lastTime();
        QTRY_VERIFY_WITH_TIMEOUT(session.series(Chart::Cpu).lastTime() > first + 1, 15'000);
        QVERIFY(session.memoryTotal() > 1e6);
        QCOMPARE(m_server.count("Accepted "), 1);
        QCOMPARE(m_desk.services().pool->open().size(), 1);
        (*shell)->close();
    }

    void newestValuesAndHistoryArePrinted()
    {
        m_desk.services().vault->lock(m_desk.permit(Action::VaultLock));
        const auto now = m_desk.run(u"now"_s, {{u"--passphrase-fd"_s, u"3"_s}});
        QVERIFY2(now.code, now.code ? "" : qPrintable(now.code.error().text + now.code.error().detail));
        const QJsonObject values = QJsonDocument::fromJson(now.out).object();
        QCOMPARE(values[u"state"_s].toString(), u"live"_s);
        QVERIFY(values[u"memory_used_bytes"_s].toDouble() > 1e6);
        QVERIFY(values[u"memory_used_bytes"_s].toDouble() < values[u"memory_total_bytes"_s].toDouble());
        QVERIFY(values[u"cpu_percent"_s].isDouble() && values[u"cores"_s].toInt() > 0);
        const auto range = m_desk.run(u"range"_s, {{u"--chart"_s, u"memory"_s}, {u"--minutes"_s, u"1"_s}, {u"--points"_s, u"60"_s}});
        QVERIFY(range.code);
        const QJsonObject history = QJsonDocument::fromJson(range.out).object();
        QCOMPARE(history[u"chart"_s].toString(), u"memory"_s);
        QVERIFY(!history[u"times"_s].toArray().isEmpty());
        QCOMPARE(history[u"series"_s][u"used"_s].toArray().size(), history[u"times"_s].toArray().size());
        QVERIFY(m_desk.run(u"range"_s, {}, false).out.startsWith("Time"));
    }

    void wrongQuestionsAreRefused_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        QTest::newRow("chart") << u"--chart"_s << u"swap"_s;
        QTest::newRow("no minutes") << u"--minutes"_s << u"0"_s;
        QTest::newRow("words") << u"--minutes"_s << u"ten"_s;
        QTest::newRow("points") << u"--points"_s << u"10001"_s;
    }
    void wrongQuestionsAreRefused()
    {
        QFETCH(QString, option);
        QFETCH(QString, value);
        const auto done = m_desk.run(u"range"_s, {{option, value}});
        QCOMPARE(done.code.error().code, Errc::Invalid);
        QCOMPARE(done.out, QByteArray());
    }

    void aServerWithoutForwardingIsNamed()
    {
        SshServer server;
        QVERIFY(server.start({.methods = {}, .extraLines = {u"AllowTcpForwarding no"_s}}));
        Desk desk;
        QVERIFY(desk.open(server, m_netdata.port()));
        const auto dialer = desk.dialer();
        MetricsSession session(desk.instance().id, *dialer, m_clock);
        session.start();
        QTRY_VERIFY_WITH_TIMEOUT(session.state().kind != SessionState::Connecting, 15'000);
        QCOMPARE(session.state().kind, SessionState::Failed);
        QVERIFY(messageFor(session.state()).text.contains(u"AllowTcpForwarding"_s));
        QVERIFY(!session.state().isRetried());
        QCOMPARE(exitCode(desk.run(u"now"_s, {}).code.error().code), 4);
    }

    void aLostServerIsUnreachable()
    {
        SshServer server;
        QVERIFY(server.start({}));
        Desk desk;
        QVERIFY(desk.open(server, m_netdata.port()));
        const auto dialer = desk.dialer();
        MetricsSession session(desk.instance().id, *dialer, m_clock);
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.state().kind, SessionState::Live, 20'000);
        server.killSessions();
        server.stop();
        QTRY_COMPARE_WITH_TIMEOUT(session.state().kind, SessionState::Unreachable, 20'000);
        QVERIFY(!session.series(Chart::Cpu).isEmpty());
        QCOMPARE(exitCode(desk.run(u"now"_s, {}).code.error().code), 6);
    }

    void aStoppedAgentIsStaleThenMissing() // the last: it stops the shared agent
    {
        const auto dialer = m_desk.dialer();
        MetricsSession session(m_desk.instance().id, *dialer, m_clock);
        QStringList states;
        connect(&session, &MetricsSession::stateChanged, &session, [&] {
            if (states.isEmpty() || states.constLast() != session.state().name())
                states.append(session.state().name());
        });
        session.start();
        QTRY_COMPARE_WITH_TIMEOUT(session.state().kind, SessionState::Live, 20'000);
        m_netdata.stop();
        QTRY_COMPARE_WITH_TIMEOUT(session.state().kind, SessionState::NoAgent, 20'000);
        QCOMPARE(states, (QStringList{u"connecting"_s, u"live"_s, u"stale"_s, u"connecting"_s, u"no_agent"_s}));
        QVERIFY(!session.series(Chart::Cpu).isEmpty());
        QVERIFY(messageFor(session.state()).text.contains(QString::number(m_netdata.port())));
        QCOMPARE(exitCode(m_desk.run(u"now"_s, {}).code.error().code), 6);
    }

private:
    test::NetdataServer m_netdata;
    SshServer m_server;
    SystemClock m_clock;
    Desk m_desk;
};

QTEST_GUILESS_MAIN(TestMetricsSsh)
#include "tst_metricsssh.moc"
