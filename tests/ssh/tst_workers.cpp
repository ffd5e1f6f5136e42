#include "ssh/client/engineclient.h"
#include "ssh/client/workerprocess.h"
#include "ssh/fixture.h"
#include "ssh/messages.h"
#include "support/fakeworker.h"
#include "support/sshserver.h"

#include <QDir>
#include <QProcess>
#include <QtEndian>

#include <csignal>

#include <fcntl.h>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::FakeWorker;
using aiops::test::SshServer;

/// The processes that drive the sessions, seen from outside.
class TestWorkers final : public QObject
{
    Q_OBJECT

    SshServer m_first, m_second, m_third;

    static QByteArray read(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    /// The children of this process that are workers, with the sockets to servers that each has.
    static QMap<pid_t, int> workers()
    {
        QMap<pid_t, int> found;
        for (const QByteArray &word : read(u"/proc/self/task/%1/children"_s.arg(::getpid())).simplified().split(' ')) {
            const QString process = u"/proc/"_s + QString::fromLatin1(word);
            if (word.isEmpty() || read(process + u"/comm"_s).trimmed() != "aiops-ssh-worke" || read(process + u"/stat"_s).contains(") Z "))
                continue;
            const int descriptors = int(QDir(process + u"/fd"_s).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot).size());
            found[word.toInt()] = descriptors - kOwnDescriptors;
        }
        return found;
    }
    static constexpr int kOwnDescriptors = 6; ///< 0, 1, 2, the link, and the pipe that wakes it
    static QList<pid_t> busy()
    {
        const QMap<pid_t, int> all = workers();
        QList<pid_t> result;
        for (auto one = all.begin(); one != all.end(); ++one) {
            if (one.value() > 0)
                result += one.key();
        }
        return result;
    }
private slots:
    void initTestCase()
    {
        QVERIFY(m_first.start({}));
        QVERIFY(m_second.start({}));
        QVERIFY(m_third.start({}));
    }
    void cleanup() { QTRY_VERIFY(workers().isEmpty()); }

    void aWorkerMayDoNothingButTalk()
    {
        QProcess worker;
        worker.start(WorkerProcess::program(), {u"--check-limits"_s});
        QVERIFY(worker.waitForFinished());
        QCOMPARE(worker.readAllStandardOutput(), "open denied\nsocket denied\nfork denied\nkill denied\nptrace denied\ncore file denied\n"
                                                 "many descriptors denied\nmuch memory denied\nexec denied\n");
        QCOMPARE(worker.readAllStandardError(), "");
    }

    void aDeadWorkerIsALostConnectionAndHarmsNobodyElse()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto first = bench.connect(m_first.port());
        QVERIFY(first.has_value());
        const QList<pid_t> ofFirst = busy();
        QCOMPARE(ofFirst.size(), 1);
        const auto second = bench.connect(m_second.port());
        QVERIFY(second.has_value());
        QCOMPARE(busy().size(), 2);
        Run lasting, lost;
        QVERIFY(lasting.open((*second)->exec("read line; echo \"$line\"")));
        QVERIFY(lost.open((*first)->exec("sleep 60")));
        QSignalSpy closed(first->get(), &Transport::closed);

        ::kill(ofFirst.first(), SIGKILL);
        QTRY_COMPARE(closed.size(), 1);
        QVERIFY(!(*first)->isOpen());
        QVERIFY(lost.finish());
        QVERIFY(lost.error.has_value());
        lasting.channel->write("still here\n");
        lasting.channel->sendEof();
        QVERIFY(lasting.finish());
        QCOMPARE(lasting.out, "still here\n");

        const auto again = bench.connect(m_first.port());
        QVERIFY(again.has_value());
        Run works;
        QVERIFY(works.open((*again)->exec("echo again")));
        QVERIFY(works.finish());
        QCOMPARE(works.out, "again\n");
    }

    void aHangingWorkerIsGivenUp()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        PoolOptions options;
        options.liveness = std::chrono::milliseconds(300);
        bench.pool.setOptions(options);
        const auto transport = bench.connect(m_first.port());
        QVERIFY(transport.has_value());
        QSignalSpy closed(transport->get(), &Transport::closed);
        const QList<pid_t> pids = busy();
        QCOMPARE(pids.size(), 1);
        ::kill(pids.first(), SIGSTOP);
        QTRY_COMPARE(closed.size(), 1);
        QTRY_VERIFY(!workers().contains(pids.first()));
        QVERIFY(bench.connect(m_first.port()).has_value());
    }

    void aWorkingOneIsNot()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        PoolOptions options;
        options.liveness = std::chrono::milliseconds(200);
        bench.pool.setOptions(options);
        const auto transport = bench.connect(m_first.port());
        QVERIFY(transport.has_value());
        Run run;
        QVERIFY(run.open((*transport)->exec("head -c 20000000 /dev/zero; sleep 1")));
        QVERIFY(run.finish());
        QCOMPARE(run.outBytes, 20'000'000);
        QCOMPARE(run.exit.status, 0);
    }

    void thoseInTheBackgroundShare()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto first = bench.connect(m_first.port(), Usage::Background);
        const auto second = bench.connect(m_second.port(), Usage::Background);
        QVERIFY(first.has_value() && second.has_value());
        QCOMPARE(busy().size(), 1);
        const auto third = bench.connect(m_third.port(), Usage::Interactive);
        QVERIFY(third.has_value());
        QCOMPARE(busy().size(), 2);
    }

    void aWorkerIsGivenNothingButItsSockets()
    {
        qputenv("CANARY", "a value of the environment");
        const int file = ::open("/etc/hostname", O_RDONLY); // not close-on-exec: some library's
        QVERIFY(file >= 0);
        Bench bench;
        bench.storePassword(SshServer::password);
        QVERIFY(bench.connect(m_first.port()).has_value());
        ::close(file);
        const QString process = u"/proc/%1/"_s.arg(busy().value(0));
        QCOMPARE(read(process + u"environ"_s).split('\0').first(), "LC_ALL=C");
        QVERIFY(!read(process + u"environ"_s).contains("CANARY"));
        QCOMPARE(read(process + u"cmdline"_s), QByteArray("aiops-ssh-worker", 17));
        for (const QString &name : QDir(process + u"fd"_s).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot)) {
            const QString target = QFile::symLinkTarget(process + u"fd/"_s + name);
            QVERIFY2(!target.endsWith(u"hostname"_s), qPrintable(target));
        }
        QVERIFY(read(process + u"status"_s).contains("Seccomp:\t2"));
        QVERIFY(read(process + u"status"_s).contains("NoNewPrivs:\t1"));
    }

    void aWorkerOfAnotherVersionIsAnErrorThatSaysRestart_data()
    {
        using messages::encode, messages::ToClient, messages::Hello;
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<FakeWorker::Then>("then");
        QTest::addColumn<QString>("word");
        QByteArray longer = encode(ToClient(Hello{0, messages::kVersion + 1, "x"})) + "something that is not known yet";
        qToBigEndian(quint32(longer.size() - 4), longer.data());
        const auto listens = FakeWorker::Then::Listens, ends = FakeWorker::Then::Ends;
        QTest::newRow("newer") << encode(ToClient(Hello{0, messages::kVersion + 1, {}})) << listens << u"was updated"_s;
        QTest::newRow("older") << encode(ToClient(Hello{0, messages::kVersion - 1, {}})) << listens << u"was updated"_s;
        QTest::newRow("newer, and says more") << longer << listens << u"was updated"_s;
        QTest::newRow("from before there was a hello") << encode(ToClient(messages::Pong{0, 1})) << listens << u"was updated"_s;
        QTest::newRow("newer, and ends") << encode(ToClient(Hello{0, messages::kVersion + 1, {}})) << ends << u"was updated"_s;
        QTest::newRow("rubbish") << QByteArray(40, '\xff') << listens << u"does not work"_s;
        QTest::newRow("ends at once") << QByteArray() << ends << u"does not work"_s;
        QTest::newRow("says nothing") << QByteArray() << listens << u"does not work"_s;
    }

    void aWorkerOfAnotherVersionIsAnErrorThatSaysRestart()
    {
        QFETCH(QByteArray, says);
        QFETCH(FakeWorker::Then, then);
        QFETCH(QString, word);
        Bench bench;
        bench.storePassword(SshServer::password);
        PoolOptions options;
        options.liveness = std::chrono::milliseconds(500);
        bench.pool.setOptions(options);
        {
            FakeWorker worker(says, then);
            for (int i = 0; i < 2; ++i) { // the second finds the one that was started ahead, or what became of it
                const auto refused = bench.connect(m_first.port());
                QVERIFY(!refused);
                QVERIFY2(refused.error().text.contains(word), qPrintable(refused.error().text + refused.error().detail));
                QVERIFY2(refused.error().hint.contains(u"estart"_s), qPrintable(refused.error().hint));
            }
            QCOMPARE(bench.credentials.reads, 0);
        }
        Bench other;
        other.storePassword(SshServer::password);
        QVERIFY(other.connect(m_first.port()).has_value());
    }

    void whatAWorkerCouldNotBeKeptFromIsKnown()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        QSignalSpy changed(&bench.pool, &Pool::changed);
        QVERIFY(bench.connect(m_first.port()).has_value());
        QCOMPARE(bench.pool.unlimited(), QString());
        bench.pool.setEngine(std::make_shared<EngineClient>());
        changed.clear();
        FakeWorker worker(messages::encode(messages::ToClient(messages::Hello{0, messages::kVersion, "system calls\x1b[2J"})), FakeWorker::Then::Ends);
        QVERIFY(!bench.connect(m_second.port()));
        QVERIFY2(bench.pool.unlimited().startsWith(u"system calls"_s) && !bench.pool.unlimited().contains(QChar(0x1b)), qPrintable(bench.pool.unlimited()));
        QVERIFY(!changed.isEmpty());
    }

    void nothingIsLeftAfterManyConnections()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto descriptors = [] { return QDir(u"/proc/self/fd"_s).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot).size(); };
        qsizetype before = 0;
        for (int i = 0; i < 12; ++i) {
            QVERIFY(bench.connect(m_first.port()).has_value());
            bench.pool.closeAll();
            QTRY_VERIFY(busy().isEmpty());
            QTRY_VERIFY(bench.pool.open().isEmpty());
            if (i == 1)
                before = descriptors();
        }
        QTRY_VERIFY(workers().size() <= 1); // the one that waits for the next
        QTRY_VERIFY(descriptors() <= before + 1);
    }
};

QTEST_GUILESS_MAIN(TestWorkers)
#include "tst_workers.moc"
