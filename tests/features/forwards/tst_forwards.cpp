#include "features/forwards/cli/forwardcommands.h"

#include "features/forwards/forwarddesk.h"
#include "storage/command.h"
#include "storage/database.h"
#include "storage/sqlerror.h"
#include "support/process.h"

#include <QDir>
#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLocalSocket>
#include <QRandomGenerator>
#include <QSignalSpy>

#include <sys/socket.h>

using namespace aiops;
using namespace aiops::forwards;
using namespace Qt::StringLiterals;
using test::finished;
using test::freePort;
using test::SshServer;

namespace {

QByteArray payload(int seed, qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    QRandomGenerator random(seed);
    for (char &c : bytes)
        c = char(random.bounded(256));
    return bytes;
}

/// Sends it and gives what came back until as much came, or the end.
QByteArray echoed(QTcpSocket &socket, const QByteArray &bytes)
{
    socket.write(bytes);
    (void)QTest::qWaitFor([&] { return socket.bytesAvailable() >= bytes.size() || socket.state() == QTcpSocket::UnconnectedState; }, 20'000);
    return socket.readAll();
}

QByteArray echoedThrough(quint16 port, const QByteArray &bytes)
{
    QTcpSocket socket;
    socket.connectToHost(QHostAddress::LocalHost, port);
    return echoed(socket, bytes);
}

int descriptors()
{
    return int(QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot).size());
}

} // namespace

using Values = QHash<QString, QString>;

/// Forwards of every kind through a real sshd, also over a cable that is cut.
class TestForwards final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({}));
        QVERIFY(m_desk.open(m_server));
        QVERIFY(m_echo.listen(QHostAddress::LocalHost));
    }
    void cleanup()
    {
        m_desk.proxy.refuses = m_desk.proxy.frozen = false;
        const QList<Forward> all = m_desk.forwards().list().value();
        for (const Forward &forward : all)
            QVERIFY(finished(m_desk.forwards().remove(m_desk.desk.permit(team::Action::ForwardEdit), forward.id)));
    }

    void aLocalPortLeadsToTheHost()
    {
        const quint16 port = freePort();
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()));
        QVERIFY(forward);
        QCOMPARE(m_desk.state(forward->id), State::Stopped);
        const Status started = m_desk.start(forward->id);
        QVERIFY2(started, started ? "" : qPrintable(started.error().text));
        QCOMPARE(m_desk.state(forward->id), State::Listening);
        QCOMPARE(echoedThrough(port, "through the host"), "through the host"_ba);
        QTRY_COMPARE(m_desk.forwards().condition(forward->id).connections, 0);
        QCOMPARE(m_desk.forwards().condition(forward->id).sent, 16);
        QCOMPARE(m_desk.forwards().condition(forward->id).received, 16);
        m_desk.forwards().stop(forward->id);
        QCOMPARE(m_desk.state(forward->id), State::Stopped);
        QCOMPARE(echoedThrough(port, "x"), QByteArray());
    }

    void eachDirectionEndsByItself()
    {
        const quint16 port = freePort();
        QTcpServer server; // says something only after it was told that nothing more comes
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(server.serverPort()));
        QVERIFY(m_desk.start(forward->id));
        QTcpSocket client;
        client.connectToHost(QHostAddress::LocalHost, port);
        client.write("the end");
        QTRY_VERIFY(server.hasPendingConnections());
        std::unique_ptr<QTcpSocket> there(server.nextPendingConnection());
        QTRY_COMPARE(there->peek(100), "the end"_ba);
        QVERIFY(::shutdown(int(client.socketDescriptor()), SHUT_WR) == 0);
        QTRY_COMPARE(there->state(), QTcpSocket::UnconnectedState); // QTcpSocket closes when it reads the end
        there.reset();
        QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
        QTRY_COMPARE(m_desk.forwards().condition(forward->id).connections, 0);
    }

    void aHundredConnectionsNeverMix()
    {
        const quint16 port = freePort();
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()));
        QVERIFY(m_desk.start(forward->id));
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        for (int i = 0; i < 100; ++i) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            sockets.back()->connectToHost(QHostAddress::LocalHost, port);
            sockets.back()->write(payload(i, 50'000));
        }
        for (int i = 0; i < 100; ++i) {
            QTRY_COMPARE_WITH_TIMEOUT(sockets[size_t(i)]->bytesAvailable(), 50'000, 60'000);
            QVERIFY(sockets[size_t(i)]->readAll() == payload(i, 50'000));
        }
        QCOMPARE(m_desk.forwards().condition(forward->id).connections, 100);
    }

    void aReaderThatStopsHoldsBackTheOtherSide()
    {
        const quint16 port = freePort();
        QTcpServer server;
        QVERIFY(server.listen(QHostAddress::LocalHost));
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(server.serverPort()));
        QVERIFY(m_desk.start(forward->id));
        QTcpSocket client;
        client.setReadBufferSize(1000);
        client.connectToHost(QHostAddress::LocalHost, port);
        QTRY_VERIFY(server.hasPendingConnections());
        QTcpSocket *there = server.nextPendingConnection();
        const QByteArray much = payload(1, 40'000'000);
        there->write(much);
        qint64 before = -1;
        QTRY_VERIFY_WITH_TIMEOUT(std::exchange(before, there->bytesToWrite()) == there->bytesToWrite() && before < much.size()
                                     && !QTest::qWaitFor([&] { return there->bytesToWrite() != before; }, 1500), 30'000);
        const qint64 held = m_desk.forwards().condition(forward->id).received; // in this process: a window, not all of it
        QVERIFY2(there->bytesToWrite() > 10'000'000 && held < 20'000'000, qPrintable(QString::number(held)));
        client.setReadBufferSize(0);
        QByteArray all;
        QTRY_VERIFY_WITH_TIMEOUT((all += client.readAll()).size() == much.size(), 60'000);
        QVERIFY(all == much);
        delete there;
    }

    void aProxyGoesWhereTheProgramSays()
    {
        const quint16 port = freePort();
        const auto forward = add(Kind::Dynamic, QString::number(port));
        QVERIFY(m_desk.start(forward->id));
        const QByteArray to = QByteArray(1, char(m_echo.serverPort() >> 8)) + char(m_echo.serverPort() & 0xff);
        const QList<std::pair<QByteArray, QByteArray>> requests{
            {QByteArray("\x05\x01\x00", 3) + QByteArray("\x05\x01\x00\x01\x7f\x00\x00\x01", 8) + to, QByteArray("\x05\x00\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 12)},
            {QByteArray("\x05\x01\x00", 3) + QByteArray("\x05\x01\x00\x03\x09localhost", 14) + to, QByteArray("\x05\x00\x05\x00\x00\x01\x00\x00\x00\x00\x00\x00", 12)},
            {QByteArray("\x04\x01", 2) + to + QByteArray("\x7f\x00\x00\x01me\x00", 7), QByteArray("\x00\x5a\x00\x00\x00\x00\x00\x00", 8)}};
        for (const auto &[request, answer] : requests) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port);
            socket.write(request + "early");
            QTRY_COMPARE_WITH_TIMEOUT(socket.bytesAvailable(), answer.size() + 5, 20'000);
            QCOMPARE(socket.read(answer.size()), answer);
            QCOMPARE(socket.readAll(), "early"_ba);
            QCOMPARE(echoed(socket, "and more"), "and more"_ba);
        }
        QTRY_COMPARE(m_desk.forwards().condition(forward->id).connections, 0);
    }

    void aProxyRefusesWhatItCannotReach()
    {
        const quint16 port = freePort();
        const auto forward = add(Kind::Dynamic, QString::number(port));
        QVERIFY(m_desk.start(forward->id));
        const quint16 nothing = freePort();
        const QByteArray to = QByteArray(1, char(nothing >> 8)) + char(nothing & 0xff);
        for (const QByteArray &request : {QByteArray("\x05\x01\x00\x05\x01\x00\x01\x7f\x00\x00\x01", 11) + to,
                                          QByteArray("\x05\x01\x00\x05\x01\x00\x03\x04-o=x", 12) + to}) {
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port);
            socket.write(request);
            QTRY_COMPARE_WITH_TIMEOUT(socket.state(), QTcpSocket::UnconnectedState, 20'000);
            QCOMPARE(socket.readAll().sliced(2, 2), QByteArray("\x05\x05", 2));
        }
        QTRY_COMPARE(m_desk.forwards().condition(forward->id).connections, 0);
    }

    void aPortOfTheHostLeadsHere()
    {
        const quint16 port = freePort();
        const auto forward = add(Kind::Remote, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()));
        const Status started = m_desk.start(forward->id);
        QVERIFY2(started, started ? "" : qPrintable(started.error().text));
        QCOMPARE(echoedThrough(port, "from there to here"), "from there to here"_ba);
        QTRY_COMPARE(m_desk.forwards().condition(forward->id).connections, 0);
        m_desk.forwards().stop(forward->id);
        QTRY_COMPARE(echoedThrough(port, "x"), QByteArray());
    }

    void socketsAreEndsToo()
    {
        QTemporaryDir folder;
        const QString here = folder.filePath(u"here.sock"_s), there = m_server.folder() + u"/there.sock"_s;
        test::LocalEcho app;
        app.setSocketOptions(QLocalServer::WorldAccessOption);
        QVERIFY(app.listen(there));
        const auto forward = add(Kind::Local, here + u':' + there);
        QVERIFY(m_desk.start(forward->id));
        QCOMPARE(QFile::permissions(here) & ~(QFile::ReadUser | QFile::WriteUser), QFile::ReadOwner | QFile::WriteOwner);
        QLocalSocket socket;
        socket.connectToServer(here);
        socket.write("path to path");
        QTRY_COMPARE(socket.peek(100), "path to path"_ba);
        m_desk.forwards().stop(forward->id);
        QVERIFY(!QFile::exists(here));
        QFile plain(here); // is not ours to replace
        QVERIFY(plain.open(QIODevice::WriteOnly));
        plain.close();
        QCOMPARE(m_desk.start(forward->id).error().code, Errc::Busy);
        QVERIFY(QFile::exists(here));
    }

    void aLeftOverSocketIsReplaced()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(u"old.sock"_s);
        QVERIFY(test::runTool(u"python3"_s, {u"-c"_s, u"import socket,sys; socket.socket(socket.AF_UNIX).bind(sys.argv[1])"_s, path}));
        QVERIFY(QFile::exists(path));
        const auto forward = add(Kind::Local, path + u":127.0.0.1:%1"_s.arg(m_echo.serverPort()));
        QVERIFY(m_desk.start(forward->id));
    }

    void theSameTwiceIsAConflict()
    {
        QVERIFY(add(Kind::Local, u"18080:127.0.0.1:80"_s));
        QCOMPARE(add(Kind::Local, u"18080:127.0.0.1:80"_s).error().code, Errc::Conflict);
        QCOMPARE(add(Kind::Dynamic, u"18080"_s).error().code, Errc::Conflict);
        QVERIFY(add(Kind::Remote, u"18080:127.0.0.1:80"_s)); // that port is the host's
    }

    void aBusyPortNamesItsOwner()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:80"_s.arg(other.serverPort()));
        const Status refused = m_desk.start(forward->id);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Busy);
        QVERIFY2(refused.error().text.contains(QString::number(other.serverPort())) && refused.error().text.contains(u"this program"_s),
                 qPrintable(refused.error().text));
        QCOMPARE(m_desk.state(forward->id), State::Failed);
        other.close();
        QVERIFY(m_desk.start(forward->id));
    }

    void whatTheServerForbidsIsSaid()
    {
        SshServer strict;
        QVERIFY(strict.start({.extraLines = {u"AllowTcpForwarding no"_s}}));
        test::ForwardDesk desk;
        QVERIFY(desk.open(strict));
        const quint16 port = freePort();
        const auto local = desk.add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()));
        QVERIFY(desk.start(local->id)); // the server says no to each connection
        QCOMPARE(echoedThrough(port, "x"), QByteArray());
        QTRY_VERIFY(desk.forwards().condition(local->id).error);
        QCOMPARE(desk.forwards().condition(local->id).error->code, Errc::Denied);
        const auto remote = desk.add(Kind::Remote, u"%1:127.0.0.1:%2"_s.arg(freePort()).arg(m_echo.serverPort()));
        QCOMPARE(desk.start(remote->id).error().code, Errc::Denied);
        QCOMPARE(desk.state(remote->id), State::Failed);
    }

    void aCutConnectionComesBack_data()
    {
        QTest::addColumn<int>("kind");
        QTest::newRow("local") << int(Kind::Local);
        QTest::newRow("remote") << int(Kind::Remote);
    }
    void aCutConnectionComesBack()
    {
        QFETCH(int, kind);
        const quint16 port = freePort();
        const auto forward = add(Kind(kind), u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()), m_desk.cable.id);
        QVERIFY(m_desk.start(forward->id));
        QTcpSocket open;
        open.connectToHost(QHostAddress::LocalHost, port);
        QCOMPARE(echoed(open, "before"), "before"_ba);
        m_desk.proxy.cut();
        QTRY_COMPARE_WITH_TIMEOUT(open.state(), QTcpSocket::UnconnectedState, 10'000); // nobody waits for what cannot come
        QTRY_COMPARE_WITH_TIMEOUT(m_desk.state(forward->id), State::Listening, 20'000);
        QTRY_COMPARE_WITH_TIMEOUT(echoedThrough(port, "after"), "after"_ba, 20'000);
    }

    void anUnreachableHostIsTriedAgainLater()
    {
        const quint16 port = freePort();
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()), m_desk.cable.id);
        QVERIFY(m_desk.start(forward->id));
        m_desk.proxy.refuses = true;
        m_desk.proxy.cut();
        QTRY_COMPARE_WITH_TIMEOUT(m_desk.state(forward->id), State::Waiting, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(m_desk.forwards().condition(forward->id).secondsLeft > 2, 20'000); // the pauses grow
        QVERIFY(m_desk.forwards().condition(forward->id).error);
        m_desk.proxy.refuses = false;
        m_desk.desk.services().pool->probe(); // the network is back: now, not later
        QTRY_COMPARE_WITH_TIMEOUT(m_desk.state(forward->id), State::Listening, 10'000);
        QCOMPARE(echoedThrough(port, "back"), "back"_ba);
    }

    void aHalfOpenConnectionIsNoticedAfterSleep()
    {
        const quint16 port = freePort();
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()), m_desk.cable.id);
        QVERIFY(m_desk.start(forward->id));
        m_desk.proxy.frozen = true;
        m_desk.desk.services().pool->probe(std::chrono::milliseconds(1000));
        QTRY_VERIFY_WITH_TIMEOUT(m_desk.state(forward->id) != State::Listening, 8'000);
        m_desk.proxy.frozen = false;
        QTRY_COMPARE_WITH_TIMEOUT(m_desk.state(forward->id), State::Listening, 20'000);
        QCOMPARE(echoedThrough(port, "awake"), "awake"_ba);
    }

    void aHostThatWasNeverReachedIsNotTriedAgain()
    {
        m_desk.proxy.refuses = true;
        m_desk.proxy.cut();
        QTRY_VERIFY(m_desk.proxy.open() == 0);
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(freePort()).arg(m_echo.serverPort()), m_desk.cable.id);
        const Status refused = m_desk.start(forward->id);
        QVERIFY(!refused);
        QCOMPARE(m_desk.state(forward->id), State::Failed);
    }

    void twoHundredRoundsLeaveNothingOpen()
    {
        const quint16 port = freePort();
        const auto local = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()));
        const auto remote = add(Kind::Remote, u"%1:127.0.0.1:%2"_s.arg(freePort()).arg(m_echo.serverPort()));
        int before = 0;
        for (int round = 0; round < 200; ++round) {
            QVERIFY(m_desk.start(local->id));
            QVERIFY2(m_desk.start(remote->id), qPrintable(QString::number(round)));
            QTcpSocket socket;
            socket.connectToHost(QHostAddress::LocalHost, port);
            if (round % 20 == 0)
                QCOMPARE(echoed(socket, "round"), "round"_ba);
            m_desk.forwards().stop(local->id);
            m_desk.forwards().stop(remote->id);
            if (round == 4)
                before = descriptors();
        }
        QTRY_VERIFY2_WITH_TIMEOUT(descriptors() <= before + 2, qPrintable(u"%1, then %2"_s.arg(before).arg(descriptors())), 10'000);
    }

    void anOldTransportIsForItsPresentUsers()
    {
        const quint16 port = freePort();
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()));
        QVERIFY(m_desk.start(forward->id));
        QTcpSocket old;
        old.connectToHost(QHostAddress::LocalHost, port);
        QCOMPARE(echoed(old, "old"), "old"_ba);
        const int before = m_server.count("Accepted password");
        ssh::Pool &pool = *m_desk.desk.services().pool;
        const ssh::PoolOptions usual = pool.options();
        ssh::PoolOptions strict = usual;
        strict.mostBytes = 1;
        pool.setOptions(strict);
        QCOMPARE(echoedThrough(port, "the last one"), "the last one"_ba); // goes the old way, and another is made ready
        QTRY_COMPARE_WITH_TIMEOUT(m_server.count("Accepted password"), before + 1, 20'000);
        pool.setOptions(usual);
        QTRY_COMPARE(m_desk.state(forward->id), State::Listening);
        QCOMPARE(echoedThrough(port, "the new way"), "the new way"_ba);
        QCOMPARE(echoed(old, "still there"), "still there"_ba);
    }

    void aTerminalStaysQuickWhileTwentyForwardsCarryMuch()
    {
        QList<quint16> ports;
        for (int i = 0; i < 20; ++i) {
            ports.append(freePort());
            const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(ports.last()).arg(m_echo.serverPort()));
            QVERIFY(forward && m_desk.start(forward->id));
        }
        const auto transport = m_desk.desk.transport();
        QVERIFY(transport);
        const auto shell = finished((*transport)->exec("cat", ssh::Pty{}));
        QVERIFY(shell);
        QByteArray typed;
        connect(shell->get(), &ssh::Channel::received, this, [&](ssh::Channel::Stream, const QByteArray &data) {
            typed += data;
            (*shell)->consumed(data.size());
        });
        std::vector<std::unique_ptr<QTcpSocket>> sockets;
        qint64 carried = 0;
        for (const quint16 port : ports) {
            sockets.push_back(std::make_unique<QTcpSocket>());
            QTcpSocket *socket = sockets.back().get();
            connect(socket, &QTcpSocket::readyRead, this, [socket, &carried] { // what comes back goes again
                const QByteArray bytes = socket->readAll();
                carried += bytes.size();
                socket->write(bytes);
            });
            socket->connectToHost(QHostAddress::LocalHost, port);
            socket->write(payload(port, 200'000));
        }
        QTRY_VERIFY_WITH_TIMEOUT(carried > 20'000'000, 60'000);
        QList<qint64> delays;
        QElapsedTimer all;
        all.start();
        carried = 0;
        for (int i = 0; i < 30; ++i) {
            typed.clear();
            QElapsedTimer timer;
            timer.start();
            (*shell)->write("x");
            QVERIFY(QTest::qWaitFor([&] { return typed.contains('x'); }, 10'000));
            delays.append(timer.nsecsElapsed() / 1000);
        }
        std::ranges::sort(delays);
        qInfo("echo of a key: median %lld µs, longest %lld µs, while %lld MB/s went through 20 forwards", delays[15], delays.last(),
              carried / qMax<qint64>(1, all.elapsed()) / 1000);
        QVERIFY2(delays[15] < 500'000, qPrintable(QString::number(delays[15]))); // the sanitizers cost most of it
        disconnect(shell->get(), nullptr, this, nullptr);
    }

    void whatIsRemovedOrChangedStops()
    {
        const quint16 port = freePort();
        auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()));
        QVERIFY(m_desk.start(forward->id));
        forward->target.port = 81; // as a colleague would
        QVERIFY(finished(m_desk.forwards().save(m_desk.desk.permit(team::Action::ForwardEdit), *forward)));
        QTRY_COMPARE(m_desk.state(forward->id), State::Stopped);
        QCOMPARE(echoedThrough(port, "x"), QByteArray());
    }

    void onlyWhatWasAgreedStartsWithTheProgram()
    {
        auto forward = add(Kind::Local, u"%1:127.0.0.1:80"_s.arg(freePort()));
        forward->autostart = true;
        QVERIFY(finished(m_desk.forwards().save(m_desk.desk.permit(team::Action::ForwardEdit), *forward)));
        QVERIFY(m_desk.forwards().find(forward->id)->autostart);
        const auto changed = finished(m_desk.desk.services().database->command<void>(m_desk.desk.permit(team::Action::ForwardEdit), [id = forward->id](storage::Command &command) {
            return command.set(u"forward"_s, id.uuid(), {{u"target_host"_s, u"evil.example.com"_s}});
        }));
        QVERIFY(changed);
        QVERIFY(!m_desk.forwards().find(forward->id)->autostart);
    }

    void theRoleDecidesAndEveryStartIsRecorded()
    {
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:80"_s.arg(freePort()));
        const auto recorded = [this](const QString &outcome) {
            QSqlDatabase reader = m_desk.desk.services().database->reader();
            auto rows = storage::run(reader, u"SELECT count(*) FROM audit WHERE action = 'forward.start' AND outcome = ?"_s, {outcome});
            return rows && rows->next() ? rows->value(0).toInt() : -1;
        };
        const int done = recorded(u"done"_s), denied = recorded(u"denied"_s);
        QVERIFY(m_desk.start(forward->id));
        QTRY_COMPARE(recorded(u"done"_s), done + 1);
        m_desk.forwards().stop(forward->id);
        m_desk.desk.services().gatekeeper->setRole(team::Role::Viewer);
        const Status refused = m_desk.start(forward->id);
        m_desk.desk.services().gatekeeper->setRole(team::Role::Admin);
        QCOMPARE(refused.error().code, Errc::Denied);
        QCOMPARE(m_desk.state(forward->id), State::Failed);
        QTRY_COMPARE(recorded(u"denied"_s), denied + 1);
    }

    void theCommandsKeepTheList()
    {
        const Done added = run(u"add"_s, {{u"INSTANCE"_s, u"web-1"_s}, {u"--local"_s, u"18081:127.0.0.1:80"_s}, {u"--name"_s, u"shop"_s}});
        QVERIFY2(added.code == 0, added.err.constData());
        const QJsonObject row = QJsonDocument::fromJson(added.out).object();
        QCOMPARE(row[u"spec"].toString(), u"127.0.0.1:18081:127.0.0.1:80"_s);
        QCOMPARE(row[u"state"].toString(), u"stopped"_s);
        QCOMPARE(run(u"add"_s, {{u"INSTANCE"_s, u"web-1"_s}, {u"--local"_s, u"18081:127.0.0.1:80"_s}}).code, 9);
        QCOMPARE(run(u"add"_s, {{u"INSTANCE"_s, u"web-1"_s}}).code, 2);
        QCOMPARE(run(u"add"_s, {{u"INSTANCE"_s, u"web-1"_s}, {u"--local"_s, u"1:a:1"_s}, {u"--dynamic"_s, u"1080"_s}}).code, 2);
        QCOMPARE(QJsonDocument::fromJson(run(u"list"_s, {}).out).array().size(), 1);
        QCOMPARE(QJsonDocument::fromJson(run(u"list"_s, {{u"INSTANCE"_s, u"cable-1"_s}}).out).array().size(), 0);
        QCOMPARE(run(u"start"_s, {{u"FORWARD"_s, u"absent"_s}}).code, 3);
        QCOMPARE(run(u"remove"_s, {{u"FORWARD"_s, u"18081"_s}}).code, 0);
        QCOMPARE(run(u"remove"_s, {{u"FORWARD"_s, u"shop"_s}}).code, 3);
    }

    void editingChangesWhatIsGiven()
    {
        QCOMPARE(run(u"add"_s, {{u"INSTANCE"_s, u"web-1"_s}, {u"--local"_s, u"18081:127.0.0.1:80"_s}, {u"--name"_s, u"shop"_s}}).code, 0);
        const Done named = run(u"edit"_s, {{u"FORWARD"_s, u"shop"_s}, {u"--name"_s, u"store"_s}, {u"--autostart"_s, u"on"_s}});
        QVERIFY2(named.code == 0, named.err.constData());
        const QJsonObject row = QJsonDocument::fromJson(named.out).object();
        QCOMPARE(row[u"name"].toString(), u"store"_s);
        QCOMPARE(row[u"spec"].toString(), u"127.0.0.1:18081:127.0.0.1:80"_s);
        QVERIFY(row[u"autostart"].toBool());
        QCOMPARE(run(u"edit"_s, {{u"FORWARD"_s, u"store"_s}, {u"--dynamic"_s, u"18083"_s}, {u"--autostart"_s, u"off"_s}}).code, 0);
        const Forward now = m_desk.forwards().list()->first();
        QCOMPARE(now.kind, Kind::Dynamic);
        QCOMPARE(now.listen.port, 18083);
        QCOMPARE(now.name, u"store"_s);
        QVERIFY(!now.autostart);
    }
    void badEditsChangeNothing_data()
    {
        QTest::addColumn<Values>("values");
        QTest::addColumn<int>("code");
        const auto row = [](const char *name, const QHash<QString, QString> &values, int code) { QTest::newRow(name) << values << code; };
        row("nothing", {}, 2);
        row("not a forward", {{u"--local"_s, u"18081"_s}}, 2);
        row("two kinds", {{u"--local"_s, u"1:a:1"_s}, {u"--dynamic"_s, u"1080"_s}}, 2);
        row("a line end", {{u"--name"_s, u"a\nb"_s}}, 2);
        row("open to others", {{u"--bind"_s, u"*"_s}}, 2); // nobody says yes
    }
    void badEditsChangeNothing()
    {
        QFETCH(Values, values);
        QFETCH(int, code);
        QCOMPARE(run(u"add"_s, {{u"INSTANCE"_s, u"web-1"_s}, {u"--local"_s, u"18081:127.0.0.1:80"_s}}).code, 0);
        const Forward before = m_desk.forwards().list()->first();
        values.insert(u"FORWARD"_s, u"18081"_s);
        QCOMPARE(run(u"edit"_s, values).code, code);
        const Forward after = m_desk.forwards().list()->first();
        QVERIFY(after.doesTheSame(before) && after.name == before.name && after.autostart == before.autostart);
    }
    void anEditedForwardGoesOnRunning()
    {
        const quint16 port = freePort();
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()));
        QVERIFY(forward && m_desk.start(forward->id));
        const quint16 other = freePort();
        const Done done = run(u"edit"_s, {{u"FORWARD"_s, QString::number(port)}, {u"--local"_s, u"%1:127.0.0.1:%2"_s.arg(other).arg(m_echo.serverPort())}});
        QVERIFY2(done.code == 0, done.err.constData());
        QCOMPARE(QJsonDocument::fromJson(done.out).object()[u"state"].toString(), u"listening"_s);
        QTcpSocket socket;
        socket.connectToHost(QHostAddress::LocalHost, other);
        socket.write("hello");
        QTRY_COMPARE_WITH_TIMEOUT(socket.bytesAvailable(), 5, 20'000);
    }

    void openToOthersIsAskedFor()
    {
        const QHash<QString, QString> open{{u"INSTANCE"_s, u"web-1"_s}, {u"--dynamic"_s, u"18082"_s}, {u"--bind"_s, u"*"_s}};
        const Done asked = run(u"add"_s, open);
        QCOMPARE(asked.code, 2); // nobody answers
        QVERIFY2(asked.err.contains("network"), asked.err.constData());
        QCOMPARE(m_desk.forwards().list()->size(), 0);
        QCOMPARE(run(u"add"_s, open, true).code, 0);
    }

    void withoutAProgramThatStaysItIsHeldInTheForeground()
    {
        const quint16 port = freePort();
        QVERIFY(add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort())));
        const Done refused = run(u"start"_s, {{u"FORWARD"_s, QString::number(port)}});
        QCOMPARE(refused.code, 1);
        cli::Registry registry;
        registerCommands(registry);
        test::FakeIo io;
        cli::Arguments arguments;
        arguments.set(u"FORWARD"_s, {QString::number(port)});
        arguments.set(u"--foreground"_s, {QString()});
        const auto verb = std::ranges::find(registry.verbs(), u"start"_s, &cli::Verb::name);
        const Future<int> running = verb->run({&m_desk.desk.services(), &io, arguments});
        QTRY_COMPARE_WITH_TIMEOUT(io.outText, "127.0.0.1:" + QByteArray::number(port) + '\n', 20'000);
        QCOMPARE(echoedThrough(port, "held"), "held"_ba);
        QVERIFY(!running.isFinished());
        io.interrupt();
        QCOMPARE(finished(running).value(), 130);
        QCOMPARE(echoedThrough(port, "x"), QByteArray());
    }

    /// Last: from here on this process stays.
    void whatStartsWithTheProgramWaitsForTheVault()
    {
        const quint16 port = freePort();
        const auto forward = add(Kind::Local, u"%1:127.0.0.1:%2"_s.arg(port).arg(m_echo.serverPort()), {}, true);
        cli::Services &services = m_desk.desk.services();
        services.pool->closeAll();
        services.vault->lock(*services.gatekeeper->request(team::Action::VaultLock));
        QTRY_COMPARE(services.vault->state().value, vault::LockState::Locked);
        m_desk.forwards().keepRunning();
        QTRY_COMPARE(m_desk.state(forward->id), State::Waiting);
        QCOMPARE(m_desk.forwards().condition(forward->id).error->code, Errc::VaultLocked);
        const auto passphrase = std::make_shared<const Secret>(Secret::copyOf("plum anchor velvet tractor"));
        QVERIFY(finished(services.vault->unlock(*services.gatekeeper->request(team::Action::VaultUnlock), passphrase)));
        QTRY_COMPARE_WITH_TIMEOUT(m_desk.state(forward->id), State::Listening, 10'000);
        QCOMPARE(echoedThrough(port, "unlocked"), "unlocked"_ba);
        const Done listed = run(u"start"_s, {{u"FORWARD"_s, QString::number(port)}});
        QCOMPARE(listed.code, 0); // it runs already
        QCOMPARE(run(u"stop"_s, {{u"FORWARD"_s, QString::number(port)}}).code, 0);
    }

private:
    struct Done
    {
        int code;
        QByteArray out;
        QByteArray err;
    };
    Done run(const QString &verb, const QHash<QString, QString> &values, bool yes = false)
    {
        cli::Registry registry;
        registerCommands(registry);
        test::FakeIo io;
        cli::Arguments arguments;
        arguments.json = true;
        arguments.yes = yes;
        for (const auto &[name, value] : values.asKeyValueRange())
            arguments.set(name, {value});
        const auto found = std::ranges::find(registry.verbs(), verb, &cli::Verb::name);
        const auto code = finished(found->run({&m_desk.desk.services(), &io, arguments}));
        return {code ? *code : exitCode(code.error().code), io.outText, code ? io.errText : io.errText + code.error().text.toUtf8()};
    }
    Result<Forward> add(Kind kind, const QString &spec, InstanceId instance = {}, bool autostart = false)
    {
        return m_desk.add(kind, spec, instance, autostart);
    }

    SshServer m_server;
    test::ForwardDesk m_desk;
    test::TcpEcho m_echo;
};

QTEST_GUILESS_MAIN(TestForwards)
#include "tst_forwards.moc"
