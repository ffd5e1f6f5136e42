#include "ssh/client/engineclient.h"
#include "ssh/fixture.h"
#include "support/sshserver.h"
#include "vault/keysigner.h"

#include <QElapsedTimer>
#include <QEventLoop>
#include <QProcess>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::SshServer;

namespace {

constexpr int kMegabytes = 50;
constexpr int kTransfers = 20;
constexpr int kKeys = 200;
const QString kDownload = u"head -c %1M /dev/zero"_s.arg(kMegabytes);

} // namespace

/// Our transports beside OpenSSH's client, at the same server with the same key. The starting of a process is in ssh's
/// figures; tests/bench/ssh.sh compares programs with programs.
class BenchSsh final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_server.start({.extraLines = {u"MaxStartups 100"_s, u"MaxSessions 100"_s}}));
        m_keyFile = m_server.addUserKey(u"ed25519"_s);
        QFile file(m_keyFile);
        QVERIFY(file.open(QIODevice::ReadOnly));
        auto key = vault::SshKey::fromFile(Secret(file.readAll()), nullptr);
        QVERIFY(key);
        m_bench.credentials.stored.signers.push_back(std::make_shared<vault::KeySigner>(u"bench"_s, std::move(*key)));
        QVERIFY(ssh({u"-M"_s, u"-S"_s, control(), u"-N"_s, u"-f"_s}));
    }
    void cleanupTestCase() { ssh({u"-S"_s, control(), u"-O"_s, u"exit"_s}); }

    void execNewConnection_data() { engines(); }
    void execNewConnection()
    {
        useEngine();
        QBENCHMARK {
            m_bench.pool.closeAll();
            QVERIFY(exec("true"));
        }
    }
    void execNewConnectionSsh()
    {
        QBENCHMARK {
            QVERIFY(ssh({}, u"true"_s));
        }
    }
    void execWarm_data() { engines(); }
    void execWarm()
    {
        useEngine();
        QVERIFY(exec("true"));
        QBENCHMARK {
            QVERIFY(exec("true"));
        }
    }
    void execWarmSshControlMaster()
    {
        QBENCHMARK {
            QVERIFY(ssh({u"-S"_s, control()}, u"true"_s));
        }
    }
    void download50MB_data() { engines(); }
    void download50MB()
    {
        useEngine();
        QVERIFY(exec("true"));
        QBENCHMARK {
            qint64 bytes = 0;
            QVERIFY(exec(kDownload.toLatin1(), &bytes));
            QCOMPARE(bytes, qint64(kMegabytes) << 20);
        }
    }
    void download50MBSshControlMaster()
    {
        QBENCHMARK {
            QVERIFY(ssh({u"-S"_s, control()}, kDownload));
        }
    }

    void keyEchoBesideTransfers_data() { engines(); }
    /// Twenty channels take what they get, and a key is typed in another one of the same connection.
    void keyEchoBesideTransfers()
    {
        useEngine();
        const auto transport = waitFor(m_bench.start(m_server.port()));
        QVERIFY(transport);
        qint64 bytes = 0;
        std::vector<std::shared_ptr<Channel>> transfers;
        for (int i = 0; i < kTransfers; ++i) {
            const auto channel = waitFor((*transport)->exec("cat /dev/zero"));
            QVERIFY(channel);
            connect(channel->get(), &Channel::received, this, [&bytes, one = channel->get()](Channel::Stream, const QByteArray &data) {
                bytes += data.size();
                one->consumed(data.size());
            });
            transfers.push_back(*channel);
        }
        const auto typing = waitFor((*transport)->exec("cat"));
        QVERIFY(typing);
        QElapsedTimer whole;
        whole.start();
        std::vector<double> echoes;
        for (int i = 0; i < kKeys; ++i)
            echoes.push_back(echoOf(**typing));
        const double megabytes = double(bytes) / 1e6 / (double(whole.elapsed()) / 1000);
        std::ranges::sort(echoes);
        qInfo("%d transfers with %.0f MB/s in sum; a key comes back in %.1f ms, 95 of 100 in %.1f ms, all in %.1f ms", kTransfers, megabytes,
              echoes[kKeys / 2], echoes[kKeys * 95 / 100], echoes.back());
        QTest::setBenchmarkResult(echoes[kKeys / 2], QTest::WalltimeMilliseconds);
        for (const auto &channel : transfers) {
            channel->disconnect(this);
            channel->close();
        }
    }

private:
    template <typename T>
    static Result<T> waitFor(Future<T> future)
    {
        QEventLoop loop;
        std::optional<Result<T>> out;
        deliver(future, &loop, [&](const Result<T> &result) {
            out = result;
            loop.quit();
        });
        if (!out)
            loop.exec();
        return *out;
    }
    static double echoOf(Channel &channel)
    {
        QEventLoop loop;
        QElapsedTimer timer;
        connect(&channel, &Channel::received, &loop, [&](Channel::Stream, const QByteArray &data) {
            channel.consumed(data.size());
            loop.quit();
        });
        timer.start();
        channel.write("x");
        loop.exec();
        return double(timer.nsecsElapsed()) / 1e6;
    }
    /// What the workers cost: the same in a thread of this process.
    static void engines()
    {
        QTest::addColumn<bool>("workers");
        QTest::newRow("worker process") << true;
        QTest::newRow("thread") << false;
    }
    void useEngine()
    {
        QFETCH(const bool, workers);
        m_bench.pool.closeAll();
        m_bench.pool.setEngine(std::make_shared<EngineClient>(workers ? EngineClient::Mode::Workers : EngineClient::Mode::Thread));
    }
    QString control() const { return m_bench.folder.filePath(u"control"_s); }

    /// Its own loop, because qWaitFor() sleeps up to 10 ms between two looks.
    bool exec(const QByteArray &command, qint64 *bytes = nullptr)
    {
        QEventLoop loop;
        std::shared_ptr<Channel> channel;
        deliver(m_bench.start(m_server.port()), &loop, [&](const Result<std::shared_ptr<Transport>> &transport) {
            if (!transport)
                return loop.exit(-1);
            deliver((*transport)->exec(command), &loop, [&](const Result<std::shared_ptr<Channel>> &opened) {
                if (!opened)
                    return loop.exit(-1);
                channel = *opened;
                connect(channel.get(), &Channel::received, &loop, [&](Channel::Stream, const QByteArray &data) {
                    if (bytes)
                        *bytes += data.size();
                    channel->consumed(data.size());
                });
                connect(channel.get(), &Channel::closed, &loop, [&](const ExitState &exit) { loop.exit(exit.status.value_or(-1)); });
            });
        });
        return loop.exec() == 0;
    }
    bool ssh(const QStringList &options, const QString &command = {})
    {
        QProcess client;
        QStringList words{u"-F"_s, u"none"_s, u"-p"_s, QString::number(m_server.port()), u"-i"_s, m_keyFile, u"-o"_s, u"IdentitiesOnly=yes"_s,
                          u"-o"_s, u"StrictHostKeyChecking=no"_s, u"-o"_s, u"UserKnownHostsFile=/dev/null"_s, u"-o"_s, u"LogLevel=ERROR"_s};
        words << options << u"tester@127.0.0.1"_s;
        if (!command.isEmpty())
            words << command;
        client.setStandardOutputFile(QProcess::nullDevice());
        client.setStandardErrorFile(QProcess::nullDevice()); // the master keeps it
        client.start(u"ssh"_s, words);
        return client.waitForFinished(60'000) && client.exitStatus() == QProcess::NormalExit && client.exitCode() == 0;
    }

    SshServer m_server;
    QString m_keyFile;
    Bench m_bench;
};

QTEST_GUILESS_MAIN(BenchSsh)
#include "bench_ssh.moc"
