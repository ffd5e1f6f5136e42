#include "ssh/fixture.h"
#include "support/sshserver.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QFile>
#include <QTcpServer>
#include <QTcpSocket>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshServer;

/// Freed memory that the sanitizer keeps back would count as growth.
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=4";
}

namespace {

qint64 residentKilobytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    const QByteArray text = status.readAll();
    return text.sliced(text.indexOf("VmRSS:") + 6).trimmed().split(' ').first().toLongLong();
}

QByteArray allBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes) {
        state = state * 1664525 + 1013904223;
        byte = char(state >> 24);
    }
    return bytes;
}

} // namespace

class TestChannels final : public QObject
{
    Q_OBJECT

    SshServer m_server;
    std::unique_ptr<Bench> m_bench;
    std::shared_ptr<Transport> m_transport;

private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({}));
        m_bench = std::make_unique<Bench>();
        m_bench->storePassword(SshServer::password);
        const auto transport = m_bench->connect(m_server.port());
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        m_transport = *transport;
    }

    void cleanupTestCase()
    {
        m_transport.reset();
        m_bench.reset();
    }

    void theExitStatusIsPassedOn()
    {
        Run run;
        QVERIFY(run.open(m_transport->exec("echo out; echo err >&2; exit 42")));
        QVERIFY(run.finish());
        QCOMPARE(run.exit.status, 42);
        QVERIFY(run.exit.signal.isEmpty());
        QCOMPARE(run.out, "out\n");
        QCOMPARE(run.err, "err\n");
        QVERIFY(run.eof);
        QVERIFY(!run.error);
    }

    void aSignalIsNotAStatus()
    {
        Run run;
        QVERIFY(run.open(m_transport->exec("kill -KILL $$")));
        QVERIFY(run.finish());
        QVERIFY(!run.exit.status);
        QCOMPARE(run.exit.signal, "KILL");
    }

    void inputAndOutputAreBinarySafe()
    {
        const QByteArray sent = allBytes(10 * 1024 * 1024);
        Run run;
        QVERIFY(run.open(m_transport->exec("cat")));
        run.channel->write(sent);
        run.channel->sendEof();
        QVERIFY(run.finish(60'000));
        QCOMPARE(run.out.size(), sent.size());
        QCOMPARE(QCryptographicHash::hash(run.out, QCryptographicHash::Sha256),
                 QCryptographicHash::hash(sent, QCryptographicHash::Sha256));
        QCOMPARE(run.channel->bytesQueued(), 0);
        QCOMPARE(run.exit.status, 0);
    }

    void aHundredMegabytesTakeNoMemory()
    {
        Run run;
        run.keep = false;
        const qint64 memory = residentKilobytes();
        qint64 most = 0;
        QElapsedTimer timer;
        timer.start();
        QVERIFY(run.open(m_transport->exec("head -c 104857600 /dev/zero")));
        QObject::connect(run.channel.get(), &Channel::received, this, [&] { most = std::max(most, residentKilobytes() - memory); });
        QVERIFY(run.finish(90'000));
        QCOMPARE(run.outBytes, 104'857'600);
        qInfo("%lld MB/s, at most %lld KiB more", 100'000 / std::max<qint64>(1, timer.elapsed()), most);
        QVERIFY2(most < 64 * 1024, qPrintable(QString::number(most)));
    }

    void aReaderThatDoesNotConsumeStopsTheStream()
    {
        Run slow;
        slow.keep = slow.consume = false;
        QVERIFY(slow.open(m_transport->exec("yes")));
        QTRY_VERIFY(slow.outBytes >= 1024 * 1024);
        Run other; // goes on while the first one waits
        QVERIFY(other.open(m_transport->exec("echo fine")));
        QVERIFY(other.finish());
        QCOMPARE(other.out, "fine\n");
        QVERIFY2(slow.outBytes < 1024 * 1024 + 256 * 1024, qPrintable(QString::number(slow.outBytes)));
        const qint64 before = slow.outBytes;
        slow.channel->consumed(before);
        QTRY_VERIFY(slow.outBytes > before);
        slow.channel->close();
        QVERIFY(slow.finish());
    }

    void interruptStopsAFlood()
    {
        Run run;
        run.keep = false;
        QVERIFY(run.open(m_transport->exec("yes", Pty{})));
        QTRY_VERIFY(run.outBytes > 2'000'000);
        QElapsedTimer timer;
        timer.start();
        run.channel->write("\x03");
        QVERIFY(run.finish(5000));
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QString::number(timer.elapsed())));
    }

    void aSignalReachesTheCommand()
    {
        Run run;
        QVERIFY(run.open(m_transport->exec("echo ready; exec sleep 60")));
        QTRY_COMPARE(run.out, "ready\n");
        run.channel->sendSignal("TERM");
        QVERIFY(run.finish());
        QCOMPARE(run.exit.signal, "TERM");
    }

    void theShellSeesItsSize()
    {
        Run run;
        QVERIFY(run.open(m_transport->shell({"xterm-256color", 100, 30})));
        run.channel->write("stty size\n");
        QTRY_VERIFY(run.out.contains("30 100"));
        run.channel->resize(120, 40);
        run.channel->write("stty size\n");
        QTRY_VERIFY(run.out.contains("40 120"));
        run.channel->write("echo $TERM; exit 3\n");
        QVERIFY(run.finish());
        QVERIFY(run.out.contains("xterm-256color"));
        QCOMPARE(run.exit.status, 3);
    }

    void fiftyChannelsRunAtOnce()
    {
        std::array<Run, 50> runs;
        std::vector<Future<std::shared_ptr<Channel>>> futures;
        for (size_t i = 0; i < runs.size(); ++i)
            futures.push_back(m_transport->exec("cat; echo " + QByteArray::number(i)));
        for (size_t i = 0; i < runs.size(); ++i)
            QVERIFY2(runs[i].open(futures[i]), qPrintable(runs[i].error ? runs[i].error->text : QString()));
        for (Run &run : runs)
            QVERIFY(run.channel->isOpen());
        for (Run &run : runs)
            run.channel->sendEof();
        for (size_t i = 0; i < runs.size(); ++i) {
            QVERIFY(runs[i].finish());
            QCOMPARE(runs[i].out, QByteArray::number(i) + '\n');
        }
    }

    void aPortIsReachedThroughTheServer()
    {
        QTcpServer web;
        QVERIFY(web.listen(QHostAddress::LocalHost));
        connect(&web, &QTcpServer::newConnection, &web, [&] {
            QTcpSocket *client = web.nextPendingConnection();
            connect(client, &QTcpSocket::readyRead, client, [client] {
                client->write("HTTP/1.0 200 OK\r\n\r\n" + client->readAll());
                client->disconnectFromHost();
            });
        });
        Run run;
        QVERIFY(run.open(m_transport->dial(u"127.0.0.1"_s, web.serverPort())));
        run.channel->write("GET / HTTP/1.0\r\n\r\n");
        QTRY_VERIFY(run.eof);
        QCOMPARE(run.out, "HTTP/1.0 200 OK\r\n\r\nGET / HTTP/1.0\r\n\r\n");
        run.channel->close();
        QVERIFY(run.finish());
    }

    void aPortThatNobodyServesIsDenied()
    {
        Run run;
        QVERIFY(!run.open(m_transport->dial(u"127.0.0.1"_s, aiops::test::freePort())));
        QCOMPARE(run.error->code, Errc::Denied);
        QVERIFY(m_transport->isOpen());
    }

    void aWarmCommandIsQuick()
    {
        QList<qint64> times;
        for (int i = 0; i < 20; ++i) {
            QElapsedTimer timer;
            timer.start();
            QFutureWatcher<Result<std::shared_ptr<Channel>>> watcher;
            QSignalSpy opened(&watcher, &QFutureWatcherBase::finished);
            watcher.setFuture(m_transport->exec("true"));
            QVERIFY(opened.wait(5000));
            const auto channel = takeResult(watcher.future());
            QVERIFY(channel.has_value());
            QSignalSpy closed(channel->get(), &Channel::closed);
            QVERIFY(closed.wait(5000));
            times += timer.nsecsElapsed() / 1000;
        }
        std::ranges::sort(times);
        qInfo("exec true: median %lld µs, best %lld µs", times.at(10), times.first());
        QVERIFY2(times.at(10) < 200'000, qPrintable(QString::number(times.at(10))));
    }

    void droppingAChannelClosesIt()
    {
        {
            Run run;
            QVERIFY(run.open(m_transport->exec("echo $$; exec sleep 1000")));
            QTRY_VERIFY(run.out.endsWith('\n'));
        }
        Run check;
        QVERIFY(check.open(m_transport->exec("true")));
        QVERIFY(check.finish());
        QVERIFY(m_transport->isOpen());
    }

    void losingTheServerClosesEverythingWithAnError()
    {
        Run run;
        QVERIFY(run.open(m_transport->exec("sleep 100")));
        QSignalSpy closed(m_transport.get(), &Transport::closed);
        m_server.killSessions();
        QVERIFY(run.finish(5000));
        QVERIFY(run.error.has_value());
        QVERIFY(!run.exit.status);
        QTRY_COMPARE(closed.count(), 1);
        QVERIFY(!m_transport->isOpen());
        QVERIFY(m_bench->pool.open().isEmpty());
        Run late;
        QVERIFY(!late.open(m_transport->exec("true")));
        QCOMPARE(late.error->code, Errc::Closed);
    }
};

QTEST_GUILESS_MAIN(TestChannels)
#include "tst_channels.moc"
