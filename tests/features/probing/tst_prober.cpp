#include "cli/command.h"
#include "cli/ownerservices.h"
#include "core/home.h"
#include "features/probing/cli/probecommand.h"
#include "features/probing/prober.h"
#include "inventory/inventory.h"
#include "team/auditlog.h"
#include "team/gatekeeper.h"

#include "support/fakeclock.h"
#include "support/fakeio.h"

#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace aiops;
using namespace aiops::probing;
using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using inventory::LastSeen;
using team::Action;

namespace {

template <typename T>
Result<T> finished(Future<T> future)
{
    (void)QTest::qWaitFor([&future] { return future.isFinished(); }, 30'000);
    return takeResult(future);
}

} // namespace

/// Instances "up-…" answer as SSH servers, "down-…" have a closed port.
class TestProber final : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto home = Home::open(m_folder->filePath(u"home"_s));
        QVERIFY(home);
        auto owner = cli::OwnerServices::open(*home);
        QVERIFY(owner);
        m_owner = std::move(*owner);
        m_clock = {};
        m_online = true;
        m_connections = 0;
        m_server = std::make_unique<QTcpServer>();
        QVERIFY(m_server->listen(QHostAddress::LocalHost));
        connect(m_server.get(), &QTcpServer::newConnection, this, [this] {
            while (QTcpSocket *socket = m_server->nextPendingConnection()) {
                ++m_connections;
                socket->write("SSH-2.0-Test\r\n");
            }
        });
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        m_closedPort = closed.serverPort();
        const auto organization = finished(inventory().addOrganization(permit(Action::OrganizationAdd), u"Home"_s));
        QVERIFY(organization && finished(inventory().useOrganization(organization->id)));
        m_organization = organization->id;
        m_prober = std::make_unique<Prober>(Prober::Parts{inventory(), services().pool, m_clock, [this] { return m_online; }});
    }
    void cleanup()
    {
        m_prober.reset();
        m_server.reset();
        m_owner.reset();
    }

    void theBackgroundFillsLastSeen()
    {
        const InstanceId up = add(u"up-1"_s), down = add(u"down-1"_s);
        QSignalSpy seen(&inventory(), &inventory::Inventory::seenChanged), changed(&inventory(), &inventory::Inventory::changed);
        begin(2);
        pass(2s);
        QTRY_COMPARE_WITH_TIMEOUT(stateOf(up), u"reachable"_s, 20'000);
        QTRY_COMPARE(stateOf(down), u"unreachable"_s);
        const LastSeen found = inventory().lastSeen()->value(up);
        QCOMPARE(found.at, m_clock.now());
        QVERIFY(found.latencyMs >= 1);
        QVERIFY(!inventory().lastSeen()->value(down).at.isValid());
        QTRY_COMPARE(seen.count(), 1); // both in one batch; told after it can be read
        QCOMPARE(changed.count(), 0); // nobody reads ten thousand instances again
        QCOMPARE(entries(u"instance.probe"_s), 1);
    }

    void whoWasSeenKeepsTheTimeWhenItGoesAway()
    {
        const InstanceId id = add(u"down-1"_s);
        const QDateTime before = m_clock.now().addDays(-1);
        QVERIFY(finished(inventory().noteSeen({id, before, 12, u"reachable"_s})));
        QVERIFY(finished(m_prober->probeNow(permit(Action::InstanceProbe), {id})));
        QTRY_COMPARE(stateOf(id), u"unreachable"_s);
        QCOMPARE(inventory().lastSeen()->value(id).at, before);
        QCOMPARE(inventory().lastSeen()->value(id).latencyMs, -1);
    }

    void withoutANetworkNothingIsSaid()
    {
        add(u"up-1"_s);
        m_online = false;
        begin(1);
        for (int i = 0; i < 5; ++i)
            pass(61s);
        m_prober->stop();
        QCOMPARE(m_connections, 0);
        QCOMPARE(inventory().lastSeen()->size(), 0);
        m_online = true;
        m_prober->start(permit(Action::InstanceProbe));
        QTRY_VERIFY((pass(15s), m_connections > 0));
    }

    void afterSleepItWaitsForTheNetworkAndDoesNotBurst()
    {
        for (int i = 0; i < 40; ++i)
            add(u"up-%1"_s.arg(i));
        begin(40);
        for (int i = 0; i < 4; ++i)
            pass(1s);
        QTRY_COMPARE(m_connections, 40);
        m_connections = 0;
        m_clock.advance(3h); // the lid was closed
        m_prober->tick();
        for (int i = 0; i < 9; ++i)
            pass(1s);
        QTest::qWait(50);
        QCOMPARE(m_connections, 0);
        for (int i = 0; i < 5; ++i)
            pass(1s);
        QTest::qWait(50);
        QVERIFY2(m_connections < 25, qPrintable(QString::number(m_connections)));
        QTRY_COMPARE_WITH_TIMEOUT((pass(5s), m_connections >= 40), true, 20'000);
    }

    void offMeansOff()
    {
        add(u"up-1"_s);
        begin(1);
        m_prober->stop();
        pass(2min);
        QCOMPARE(m_connections, 0);
        QVERIFY(!m_prober->isOn());
    }

    void anAddedInstanceIsPickedUp()
    {
        begin(0);
        add(u"up-1"_s);
        QTRY_COMPARE(m_prober->schedule().size(), 1);
        QTRY_VERIFY((pass(1s), m_connections > 0));
    }

    void aViewerMayProbe()
    {
        services().gatekeeper->setRole(team::Role::Viewer);
        QVERIFY(services().gatekeeper->request(Action::InstanceProbe));
    }

    void theCommandTellsByItsExitCode_data()
    {
        QTest::addColumn<QStringList>("names");
        QTest::addColumn<int>("code");
        QTest::newRow("up") << QStringList{u"up-1"_s} << 0;
        QTest::newRow("down") << QStringList{u"down-1"_s} << 6;
        QTest::newRow("some") << QStringList{u"up-1"_s, u"down-1"_s} << 8;
        QTest::newRow("twice the same") << QStringList{u"up-1"_s, u"up-1"_s} << 0;
        QTest::newRow("unknown") << QStringList{u"nobody"_s} << 3;
        QTest::newRow("nothing") << QStringList() << 2;
    }
    void theCommandTellsByItsExitCode()
    {
        QFETCH(QStringList, names);
        add(u"up-1"_s);
        add(u"down-1"_s);
        const Done done = run({{u"NAME"_s, names}});
        QTEST(done.code, "code");
    }

    void theCommandPrintsRows()
    {
        const InstanceId up = add(u"up-1"_s);
        add(u"down-1"_s);
        const Done done = run({{u"--all"_s, {QString()}}});
        QCOMPARE(done.code, 8);
        const QJsonArray rows = QJsonDocument::fromJson(done.out).array();
        QCOMPARE(rows.size(), 2);
        QCOMPARE(rows[0][u"instance"].toString(), u"down-1"_s);
        QCOMPARE(rows[0][u"state"].toString(), u"unreachable"_s);
        QVERIFY(rows[0][u"latency_ms"].isNull());
        QCOMPARE(rows[1][u"state"].toString(), u"reachable"_s);
        QCOMPARE(rows[1][u"greeting"].toString(), u"SSH-2.0-Test"_s);
        QVERIFY(rows[1][u"latency_ms"].toInt() >= 1);
        QTRY_COMPARE(stateOf(up), u"reachable"_s);
    }

    void onlyTheProjectIsProbed()
    {
        const InstanceId in = add(u"up-1"_s);
        add(u"up-2"_s);
        const auto project = finished(inventory().addProject(permit(Action::ProjectAdd), m_organization, {.name = u"Checkout"_s}));
        QVERIFY(project && finished(inventory().link(permit(Action::ProjectLink), project->id, in, {})));
        QCOMPARE(run({{u"--project"_s, {u"Checkout"_s}}}).code, 0);
        QCOMPARE(m_connections, 1);
        QCOMPARE(run({{u"--project"_s, {u"Checkout"_s}}, {u"--all"_s, {QString()}}}).code, 2);
    }

private:
    struct Done
    {
        int code;
        QByteArray out;
    };

    cli::Services &services() { return m_owner->services(); }
    inventory::Inventory &inventory() { return *services().inventory; }
    Permit permit(Action action) { return std::move(*services().gatekeeper->request(action)); }
    QString stateOf(InstanceId id) { return inventory().lastSeen()->value(id).state; }
    int entries(const QString &action)
    {
        const auto all = services().audit->list({});
        return all ? int(std::ranges::count(*all, action, [](const auto &each) { return each.entry.action; })) : -1;
    }
    InstanceId add(const QString &name)
    {
        inventory::InstanceEdit edit;
        edit.name = name;
        edit.address = u"127.0.0.1"_s;
        edit.port = name.startsWith(u"up") ? m_server->serverPort() : m_closedPort;
        const auto added = finished(inventory().addInstance(permit(Action::InstanceAdd), m_organization, edit));
        return added ? added->id : InstanceId();
    }
    void begin(int instances)
    {
        m_prober->start(permit(Action::InstanceProbe));
        QTRY_COMPARE(m_prober->schedule().size(), instances);
    }
    void pass(std::chrono::milliseconds span)
    {
        m_clock.advance(span);
        m_prober->tick();
        QTest::qWait(5);
    }
    Done run(const QHash<QString, QStringList> &values)
    {
        cli::Registry registry;
        registerCommands(registry);
        test::FakeIo io;
        cli::Arguments arguments;
        arguments.json = true;
        for (const auto &[name, list] : values.asKeyValueRange()) {
            if (!list.isEmpty())
                arguments.set(name, list);
        }
        const auto code = finished(registry.verbs().constFirst().run({&services(), &io, arguments}));
        return {code ? *code : exitCode(code.error().code), io.outText};
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<cli::OwnerServices> m_owner;
    std::unique_ptr<QTcpServer> m_server;
    std::unique_ptr<Prober> m_prober;
    test::FakeClock m_clock;
    OrganizationId m_organization;
    quint16 m_closedPort = 0;
    int m_connections = 0;
    bool m_online = true;
};

QTEST_GUILESS_MAIN(TestProber)
#include "tst_prober.moc"
