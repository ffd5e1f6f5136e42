#include "features/services/cli/servicecommands.h"
#include "features/services/opentunnels.h"

#include "features/services/webserver.h"
#include "ssh/client/knownhosts.h"
#include "support/cutproxy.h"
#include "support/sshdesk.h"

#include <QSignalSpy>

using namespace aiops;
using namespace aiops::services;
using namespace Qt::StringLiterals;
using test::fetch;
using test::finished;
using test::SshServer;
using team::Action;

/// Through a real sshd to a small HTTP server.
class TestTunnel final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({}));
        QVERIFY(m_desk.open(m_server));
        QVERIFY(m_web.listen(QHostAddress::LocalHost));
        inventory::Service service{.id = {}, .instance = m_desk.instance().id, .kind = u"http"_s, .name = u"Admin"_s, .port = m_web.serverPort(),
                                   .path = u"/admin"_s, .credential = {}};
        const auto saved = finished(m_desk.inventory().saveService(m_desk.permit(Action::ServiceEdit), service));
        QVERIFY(saved);
        m_service = *saved;
        QTcpServer closed;
        QVERIFY(closed.listen(QHostAddress::LocalHost));
        service.name = u"Nothing"_s;
        service.port = closed.serverPort();
        const auto nothing = finished(m_desk.inventory().saveService(m_desk.permit(Action::ServiceEdit), service));
        QVERIFY(nothing);
        m_nothing = *nothing;
        addDistant();
    }
    void init()
    {
        m_tunnels = std::make_unique<OpenTunnels>(parts());
    }
    void cleanup()
    {
        m_tunnels.reset();
        m_cable.refuses = false;
    }

    void aPageIsFetchedThroughIt()
    {
        const auto tunnel = finished(m_tunnels->open(m_service.id));
        QVERIFY2(tunnel, tunnel ? "" : qPrintable(tunnel.error().text + tunnel.error().detail));
        QCOMPARE((*tunnel)->url().toString(), u"http://127.0.0.1:%1/admin"_s.arg((*tunnel)->port()));
        QVERIFY((*tunnel)->port() != m_web.serverPort());
        QCOMPARE(fetch((*tunnel)->port(), "/admin"), "GET /admin HTTP/1.1"_ba);
        QTRY_COMPARE((*tunnel)->connections(), 0);
        QVERIFY((*tunnel)->bytesReceived() > 60 && (*tunnel)->bytesSent() > 20);
        QCOMPARE(finished(m_tunnels->open(m_service.id)).value(), *tunnel); // the same again
    }

    void megabytesGoBothWaysUnharmed()
    {
        const auto tunnel = finished(m_tunnels->open(m_service.id));
        QVERIFY(tunnel);
        QCOMPARE(fetch((*tunnel)->port(), "/big"), test::WebServer::big());
        m_web.received.clear();
        const QByteArray body = QByteArray("upload!\n").repeated(300'000);
        QCOMPARE(fetch((*tunnel)->port(), "/up", body), "POST /up HTTP/1.1"_ba);
        QCOMPARE(m_web.received.size(), body.size());
        QVERIFY(m_web.received == body);
    }

    void manyConnectionsAtOnce()
    {
        const auto tunnel = finished(m_tunnels->open(m_service.id));
        QVERIFY(tunnel);
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 20; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(QHostAddress::LocalHost, (*tunnel)->port());
            sockets.back()->write("GET /" + QByteArray::number(i) + " HTTP/1.1\r\n\r\n");
        }
        for (int i = 0; i < 20; ++i) {
            QTcpSocket &socket = *sockets[std::size_t(i)];
            QTRY_VERIFY_WITH_TIMEOUT(socket.peek(4000).endsWith("GET /" + QByteArray::number(i) + " HTTP/1.1"), 20'000);
        }
        QTRY_COMPARE((*tunnel)->connections(), 0);
    }

    void whereNothingListensTheConnectionEnds()
    {
        const auto tunnel = finished(m_tunnels->open(m_nothing.id));
        QVERIFY(tunnel);
        QCOMPARE(fetch((*tunnel)->port(), "/"), QByteArray());
        QTRY_VERIFY((*tunnel)->lastError());
        QCOMPARE((*tunnel)->lastError()->code, Errc::Denied);
        QCOMPARE((*tunnel)->connections(), 0);
    }

    void closingItCutsWhatRuns()
    {
        auto opened = finished(m_tunnels->open(m_service.id));
        QVERIFY(opened);
        const quint16 port = (*opened)->port();
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, port);
        socket.write("GET /slow HTTP/1.1\r\n\r\n");
        QTRY_COMPARE((*opened)->connections(), 1);
        QSignalSpy changed(m_tunnels.get(), &OpenTunnels::changed);
        m_tunnels->close(m_service.id);
        QVERIFY(changed.count() > 0);
        QVERIFY(!m_tunnels->tunnel(m_service.id));
        opened->reset();
        QTRY_COMPARE(socket.state(), QTcpSocket::UnconnectedState);
        QTcpSocket late;
        late.connectToHost(QHostAddress::LocalHost, port);
        QTRY_COMPARE(late.state(), QTcpSocket::UnconnectedState);
    }

    void onlyThisComputerReachesIt()
    {
        const auto tunnel = finished(m_tunnels->open(m_service.id));
        QVERIFY(tunnel);
        QTcpServer other; // the port is free on every other address
        QVERIFY(other.listen(QHostAddress(u"127.0.0.2"_s), (*tunnel)->port()));
    }

    void everyTunnelIsAskedForAndRecorded()
    {
        m_desk.services().gatekeeper->setRole(team::Role::Viewer);
        const auto refused = finished(m_tunnels->open(m_service.id));
        m_desk.services().gatekeeper->setRole(team::Role::Admin);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Denied);
    }

    void aLostConnectionComesBackOnTheSamePort()
    {
        const auto tunnel = finished(m_tunnels->open(m_distant.id));
        QVERIFY2(tunnel, tunnel ? "" : qPrintable(tunnel.error().text));
        const quint16 port = (*tunnel)->port();
        QCOMPARE(fetch(port, "/a"), "GET /a HTTP/1.1"_ba);
        m_cable.refuses = true;
        m_cable.cut();
        QTRY_VERIFY_WITH_TIMEOUT(!(*tunnel)->isConnected(), 20'000);
        QVERIFY((*tunnel)->lastError());
        QCOMPARE(fetch(port, "/b"), QByteArray());
        QTRY_COMPARE((*tunnel)->connections(), 0);
        m_cable.refuses = false;
        m_tunnels->hurry();
        QTRY_VERIFY_WITH_TIMEOUT((*tunnel)->isConnected(), 30'000);
        QCOMPARE((*tunnel)->port(), port);
        QVERIFY(!(*tunnel)->lastError());
        QCOMPARE(fetch(port, "/c"), "GET /c HTTP/1.1"_ba);
        QCOMPARE(m_tunnels->tunnel(m_distant.id), tunnel->get());
    }
    void whoUsesThePortNeedNotWaitForThePause()
    {
        const auto tunnel = finished(m_tunnels->open(m_distant.id));
        QVERIFY(tunnel);
        QCOMPARE(fetch((*tunnel)->port(), "/a"), "GET /a HTTP/1.1"_ba);
        m_cable.refuses = true;
        m_cable.cut();
        QTRY_VERIFY_WITH_TIMEOUT((*tunnel)->secondsLeft() > 4, 60'000); // by then the pauses have grown
        m_cable.refuses = false;
        (void)fetch((*tunnel)->port(), "/wakes it");
        QTRY_VERIFY_WITH_TIMEOUT((*tunnel)->isConnected(), 4'000);
    }
    void aConnectionThatMayNotComeBackIsClosed()
    {
        QVERIFY(finished(m_tunnels->open(m_distant.id)));
        QCOMPARE(fetch(m_tunnels->tunnel(m_distant.id)->port(), "/a"), "GET /a HTTP/1.1"_ba);
        QSignalSpy lost(m_tunnels.get(), &OpenTunnels::lost);
        m_desk.services().gatekeeper->setRole(team::Role::Viewer);
        m_cable.cut();
        QTRY_COMPARE_WITH_TIMEOUT(lost.count(), 1, 30'000);
        m_desk.services().gatekeeper->setRole(team::Role::Admin);
        QCOMPARE(lost.first().at(1).value<Error>().code, Errc::Denied);
        QVERIFY(!m_tunnels->tunnel(m_distant.id));
    }

    void theCommandsKeepTheList()
    {
        const QString instance = m_desk.instance().name;
        const Done added = run(u"service add"_s, {{u"INSTANCE"_s, instance}, {u"NAME"_s, u"Metrics"_s}, {u"--kind"_s, u"netdata"_s}});
        QVERIFY2(added.code == 0, added.err.constData());
        const QJsonObject row = QJsonDocument::fromJson(added.out).object();
        QCOMPARE(row[u"port"].toInt(), 19999);
        QCOMPARE(run(u"service edit"_s, {{u"INSTANCE"_s, instance}, {u"SERVICE"_s, u"netdata"_s}, {u"--port"_s, u"20000"_s}}).code, 0);
        const QJsonArray list = QJsonDocument::fromJson(run(u"service list"_s, {{u"INSTANCE"_s, instance}}).out).array();
        QCOMPARE(list.size(), 3);
        QCOMPARE(run(u"service remove"_s, {{u"INSTANCE"_s, instance}, {u"SERVICE"_s, u"Metrics"_s}}).code, 0);
        QCOMPARE(run(u"service remove"_s, {{u"INSTANCE"_s, instance}, {u"SERVICE"_s, u"Metrics"_s}}).code, 3);
        QCOMPARE(run(u"service remove"_s, {{u"INSTANCE"_s, instance}, {u"SERVICE"_s, u"http"_s}}).code, 3); // two of that kind
    }

    void badValuesAreRefused_data()
    {
        QTest::addColumn<QString>("option");
        QTest::addColumn<QString>("value");
        QTest::newRow("port zero") << u"--port"_s << u"0"_s;
        QTest::newRow("a word") << u"--port"_s << u"ssh"_s;
        QTest::newRow("too large") << u"--port"_s << u"65536"_s;
        QTest::newRow("credential") << u"--credential"_s << u"root"_s;
        QTest::newRow("path with a line end") << u"--path"_s << u"/a\nHost: x"_s;
    }
    void badValuesAreRefused()
    {
        QFETCH(QString, option);
        QFETCH(QString, value);
        const Done done = run(u"service add"_s, {{u"INSTANCE"_s, m_desk.instance().name}, {u"NAME"_s, u"Bad"_s}, {u"--kind"_s, u"http"_s}, {option, value}});
        QCOMPARE(done.code, 2);
        QCOMPARE(done.out, QByteArray());
    }

    void theCommandKeepsTheTunnelUntilItIsInterrupted()
    {
        cli::Registry registry;
        registerCommands(registry);
        test::FakeIo io;
        cli::Arguments arguments;
        arguments.json = true;
        arguments.set(u"INSTANCE"_s, {m_desk.instance().name});
        arguments.set(u"SERVICE"_s, {u"Admin"_s});
        const auto found = std::ranges::find(registry.verbs(), u"service open"_s, &cli::Verb::name);
        const Future<int> running = found->run({&m_desk.services(), &io, arguments});
        QTRY_VERIFY_WITH_TIMEOUT(io.outText.endsWith('\n'), 20'000);
        const QUrl url(QJsonDocument::fromJson(io.outText).object()[u"url"].toString());
        QCOMPARE(url.path(), u"/admin"_s);
        QCOMPARE(fetch(quint16(url.port()), "/x"), "GET /x HTTP/1.1"_ba);
        QVERIFY(!running.isFinished());
        io.interrupt();
        QCOMPARE(finished(running).value(), 130);
    }

private:
    struct Done
    {
        int code;
        QByteArray out;
        QByteArray err;
    };
    Done run(const QString &verb, const QHash<QString, QString> &values)
    {
        cli::Registry registry;
        registerCommands(registry);
        test::FakeIo io;
        cli::Arguments arguments;
        arguments.json = true;
        for (const auto &[name, value] : values.asKeyValueRange())
            arguments.set(name, {value});
        const auto found = std::ranges::find(registry.verbs(), verb, &cli::Verb::name);
        const auto code = finished(found->run({&m_desk.services(), &io, arguments}));
        return {code ? *code : exitCode(code.error().code), io.outText, code ? io.errText : code.error().text.toUtf8()};
    }

    TunnelParts parts() { return {m_desk.inventory(), *m_desk.services().gatekeeper, *m_desk.services().pool, std::make_shared<test::Refusing>()}; }
    /// The same host behind a cable that can be cut.
    void addDistant()
    {
        QVERIFY(m_cable.start(m_server.port()));
        inventory::InstanceEdit edit{.name = u"cable-1"_s, .address = u"127.0.0.1"_s, .port = m_cable.port(), .user = QString::fromLatin1(SshServer::user)};
        const auto added = finished(m_desk.inventory().addInstance(m_desk.permit(Action::InstanceAdd), m_desk.inventory().currentOrganization(), edit));
        const QByteArrayList key = m_server.hostKeyLine().split(' ');
        const auto login = m_desk.services().vault->find(u"login"_s);
        QVERIFY(added && login && m_desk.services().knownHosts->trust(u"127.0.0.1"_s, m_cable.port(), {key[0], QByteArray::fromBase64(key[1])}));
        QVERIFY(finished(m_desk.services().vault->attach(m_desk.permit(Action::CredentialAttach), login->id, added->id, Purpose::Login)));
        inventory::Service service = m_service;
        service.id = {};
        service.instance = added->id;
        const auto saved = finished(m_desk.inventory().saveService(m_desk.permit(Action::ServiceEdit), service));
        QVERIFY(saved);
        m_distant = *saved;
    }

    SshServer m_server;
    test::CutProxy m_cable;
    inventory::Service m_distant;
    test::SshDesk m_desk;
    test::WebServer m_web;
    inventory::Service m_service;
    inventory::Service m_nothing;
    std::unique_ptr<OpenTunnels> m_tunnels;
};

QTEST_GUILESS_MAIN(TestTunnel)
#include "tst_tunnel.moc"
