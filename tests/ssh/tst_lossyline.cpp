#include "ssh/fixture.h"
#include "support/lossyline.h"
#include "support/procinfo.h"
#include "support/sshserver.h"

#include <QElapsedTimer>

#include <random>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::contentOf;
using aiops::test::LossyLine;
using aiops::test::openDescriptors;
using aiops::test::SshServer;
using namespace std::chrono_literals;

namespace {

constexpr std::chrono::milliseconds kKeepalive = 2100ms; // the library sends none more often than every two seconds
constexpr int kPatience = 30'000;

QByteArray anyBytes(qsizetype size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 1;
    for (char &byte : bytes)
        byte = char((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

/// A file that the account of the server may write.
QByteArray openFile(const QString &path)
{
    QFile file(path);
    const bool made = file.open(QIODevice::WriteOnly) && file.setPermissions(file.permissions() | QFile::WriteOther);
    return made ? path.toUtf8() : QByteArray();
}

/// Short where a test waits for them to pass.
PoolOptions hasty()
{
    PoolOptions options;
    options.dial = options.banner = options.keyExchange = options.signIn = 400ms;
    return options;
}

/// The host behind the line, and who connects to it.
struct Away : Bench
{
    explicit Away(quint16 server) : port(server)
    {
        host = QString::fromLatin1(LossyLine::there);
        storePassword(SshServer::password);
    }
    Result<std::shared_ptr<Transport>> reach() { return connect(port); }
    void setKeepalive(std::chrono::milliseconds keepalive)
    {
        PoolOptions options;
        options.keepalive = keepalive;
        pool.setOptions(options);
    }
    quint16 port;
};

constexpr std::array kCutStages{Stage::Banner, Stage::KeyExchange, Stage::SignIn};

} // namespace

/// What TCP makes of a network that loses, reorders and cuts: the packets are real, and so are the kernel's answers to it.
class TestLossyLine final : public QObject
{
    Q_OBJECT

public:
    explicit TestLossyLine(QString refused) : m_refused(std::move(refused)) {}

private:
    const QString m_refused;
    SshServer m_server;
    std::unique_ptr<LossyLine> m_line;
    QStringList m_ran; ///< a file for each command that may run once
    const LossyLine::Rules m_bad{.loss = 0.05, .repeat = 0.02, .late = 0.1, .delay = 20ms};

    void cut(LossyLine::Cut how) { m_line->setRules({.cut = how}); }
    void mend() { m_line->setRules({}); }

private slots:
    void initTestCase()
    {
        if (!m_refused.isEmpty() && qEnvironmentVariable("CI") != "true"_L1)
            QSKIP(qPrintable(m_refused));
        QVERIFY2(m_refused.isEmpty(), qPrintable(m_refused));
        SshServer::Options options;
        options.everywhere = true;
        QVERIFY(m_server.start(options));
        m_line = std::make_unique<LossyLine>(20'261'126);
        const QString error = m_line->start(m_server.port());
        QVERIFY2(error.isEmpty(), qPrintable(error));
    }
    void init() { mend(); }

    void aBadLineOnlyTakesLonger()
    {
        Away away(m_server.port());
        m_line->setRules(m_bad);
        const auto before = m_line->counts();
        const int signIns = m_server.count("Accepted password");
        const auto transport = away.reach();
        QVERIFY2(transport.has_value(), qPrintable(transport ? QString() : transport.error().text));
        Run command;
        QVERIFY(command.open((*transport)->exec("echo fine; exit 3")));
        QVERIFY(command.finish());
        QCOMPARE(command.out, "fine\n");
        QCOMPARE(command.exit.status, 3);

        Run typing;
        QVERIFY(typing.open((*transport)->exec("stty raw; echo ready; cat", Pty())));
        QTRY_VERIFY_WITH_TIMEOUT(typing.out.contains("ready"), kPatience);
        typing.out.clear();
        QByteArray typed;
        for (char key = 'a'; key <= 'z'; ++key) {
            typing.channel->write(QByteArray(1, key));
            typed += QByteArray(2, key); // of the terminal and of the program
            QTRY_COMPARE_WITH_TIMEOUT(typing.out.size(), typed.size(), kPatience);
        }
        QVERIFY(std::ranges::is_permutation(typing.out, typed));

        const QByteArray sent = anyBytes(5'000'000);
        Run copy;
        QVERIFY(copy.open((*transport)->exec("cat")));
        copy.channel->write(sent);
        copy.channel->sendEof();
        QVERIFY(copy.finish(kPatience));
        QVERIFY(copy.out == sent);
        QCOMPARE(m_server.count("Accepted password"), signIns + 1);
        const auto after = m_line->counts();
        QVERIFY(after.lost - before.lost > 20);
        QVERIFY(after.repeated > before.repeated);
        QVERIFY(after.overtaking > before.overtaking);
    }

    void aNarrowLineTakesItsTime()
    {
        Away away(m_server.port());
        const auto transport = away.reach();
        QVERIFY(transport.has_value());
        const QByteArray sent = anyBytes(1'000'000);
        m_line->setRules({.bytesPerSecond = 1'000'000});
        QElapsedTimer timer;
        timer.start();
        Run copy;
        QVERIFY(copy.open((*transport)->exec("cat")));
        copy.channel->write(sent);
        copy.channel->sendEof();
        QVERIFY(copy.finish());
        QVERIFY(copy.out == sent);
        QVERIFY(timer.elapsed() >= 900);
    }

    void aShortSilenceIsSurvived()
    {
        Away away(m_server.port());
        away.setKeepalive(kKeepalive);
        const auto transport = away.reach();
        QVERIFY(transport.has_value());
        Run run;
        QVERIFY(run.open((*transport)->exec("cat")));
        cut(LossyLine::Cut::Both);
        run.channel->write("still there");
        (void)QTest::qWaitFor([&] { return run.closed; }, 1200);
        QVERIFY(!run.closed);
        QVERIFY(run.out.isEmpty());
        mend();
        QTRY_COMPARE_WITH_TIMEOUT(run.out, "still there", 5000);
        run.channel->sendEof();
        QVERIFY(run.finish());
        QCOMPARE(run.exit.status, 0);
    }

    /// A command on a connection that was kept: it may have reached the server or not, nobody can tell.
    void nothingRunsTwice_data()
    {
        QTest::addColumn<LossyLine::Cut>("how");
        QTest::addColumn<int>("outage");
        QTest::newRow("it arrived, the answer is late") << LossyLine::Cut::ToClient << 300;
        QTest::newRow("it arrived, the answer never") << LossyLine::Cut::ToClient << 1500;
        QTest::newRow("it is late") << LossyLine::Cut::ToServer << 300;
        QTest::newRow("it never arrived") << LossyLine::Cut::ToServer << 1500;
    }
    void nothingRunsTwice()
    {
        QFETCH(LossyLine::Cut, how);
        QFETCH(int, outage);
        Away away(m_server.port());
        PoolOptions options;
        options.channelOpen = options.dial = 800ms;
        away.pool.setOptions(options);
        Run first;
        QVERIFY(first.open(away.reach().value()->exec("true")) && first.finish());
        const auto warm = away.reach();
        QVERIFY(warm.has_value());
        const QByteArray ran = openFile(m_server.folder() + u"/ran-%1-%2"_s.arg(int(how)).arg(outage));
        cut(how);
        const auto opening = (*warm)->exec("echo ran >> " + ran + "; echo done");
        (void)QTest::qWaitFor([] { return false; }, outage);
        mend();
        Run run;
        const bool opened = run.open(opening);
        if (opened)
            QVERIFY(run.finish());
        const int times = int(contentOf(QString::fromUtf8(ran)).count("ran"));
        if (opened && !run.error)
            QCOMPARE(run.out, "done\n");
        QVERIFY2(times == 1 || (times == 0 && run.error), qPrintable(QString::number(times)));
        m_ran += QString::fromUtf8(ran);
        if (!opened || run.error)
            QVERIFY2(run.error->code == Errc::TimedOut || run.error->code == Errc::Closed, qPrintable(errorName(run.error->code)));
    }

    /// Half-open: no end tells the other, as when a cable is pulled, a firewall forgets, a computer sleeps.
    void aDeadPeerIsNoticed_data()
    {
        QTest::addColumn<LossyLine::Cut>("how");
        QTest::addColumn<bool>("asked");
        QTest::newRow("by its silence") << LossyLine::Cut::Both << false;
        QTest::newRow("when asked after sleep") << LossyLine::Cut::Both << true;
        QTest::newRow("that hears nothing, when asked") << LossyLine::Cut::ToServer << true;
        QTest::newRow("that is not heard, when asked") << LossyLine::Cut::ToClient << true;
    }
    void aDeadPeerIsNoticed()
    {
        QFETCH(LossyLine::Cut, how);
        QFETCH(bool, asked);
        QVERIFY(PoolOptions().keepalive * 3 < 60s); // what people get
        Away away(m_server.port());
        away.setKeepalive(kKeepalive);
        QVERIFY(away.reach().has_value()); // what is made once is made
        away.pool.closeAll();
        QTRY_VERIFY(away.pool.open().isEmpty());
        const qsizetype descriptors = openDescriptors();
        {
            const auto transport = away.reach();
            QVERIFY(transport.has_value());
            QSignalSpy ended(transport->get(), &Transport::closed);
            Run shell, command;
            QVERIFY(shell.open((*transport)->shell({})));
            QVERIFY(command.open((*transport)->exec("sleep 1000")));
            QTRY_VERIFY_WITH_TIMEOUT(shell.out.contains("$ "), kPatience); // its prompt would be a sign of life
            cut(how);
            QElapsedTimer timer;
            timer.start();
            if (asked)
                away.pool.probe(700ms);
            QVERIFY(shell.finish() && command.finish());
            const auto promised = asked ? 700ms : 3 * kKeepalive;
            // Where only our half is cut the server may have said something after it was asked, which is a sign of life.
            const auto latest = how == LossyLine::Cut::ToServer ? 3 * kKeepalive : promised;
            QVERIFY2(timer.durationElapsed() < latest + 3s, qPrintable(QString::number(timer.elapsed())));
            QVERIFY2(timer.durationElapsed() > promised / 2, qPrintable(QString::number(timer.elapsed()))); // not by another way
            QCOMPARE(ended.count(), 1);
            QVERIFY(command.error && shell.error);
            QCOMPARE(command.error->code, Errc::TimedOut);
            QVERIFY(!command.exit.status && command.exit.signal.isEmpty());
        }
        QTRY_VERIFY(away.pool.open().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(openDescriptors() <= descriptors, 10'000);
        QTRY_VERIFY_WITH_TIMEOUT(aiops::test::workers().size() <= 1, 10'000);
    }

    void aServerThatWentMeanwhileIsNoticedWhenTheLineIsBack()
    {
        Away away(m_server.port());
        const auto transport = away.reach();
        QVERIFY(transport.has_value());
        Run run;
        QVERIFY(run.open((*transport)->exec("sleep 1000")));
        cut(LossyLine::Cut::Both);
        m_server.killSessions();
        QVERIFY(!run.finish(400));
        mend();
        QVERIFY(run.finish(10'000));
        QVERIFY(run.error.has_value());
        QCOMPARE(run.error->code, Errc::Closed);
        QTRY_VERIFY(away.pool.open().isEmpty());
    }

    void aConnectionIntoTheVoidEndsAtItsStage_data()
    {
        QTest::addColumn<LossyLine::Cut>("how");
        QTest::newRow("the first packet is lost") << LossyLine::Cut::ToServer;
        QTest::newRow("the answer to it is lost") << LossyLine::Cut::ToClient;
    }
    void aConnectionIntoTheVoidEndsAtItsStage()
    {
        QFETCH(LossyLine::Cut, how);
        Away away(m_server.port());
        away.pool.setOptions(hasty());
        cut(how);
        const auto transport = away.reach();
        QVERIFY(!transport.has_value());
        QCOMPARE(transport.error().code, Errc::TimedOut);
        QVERIFY(!transport.error().text.isEmpty());
        QCOMPARE(away.report->stage, Stage::Dial);
        QVERIFY(away.pool.open().isEmpty());
        away.pool.setOptions(PoolOptions());
        const auto later = away.start(away.port);
        (void)QTest::qWaitFor([&] { return later.isFinished(); }, 300);
        QVERIFY(!later.isFinished());
        mend(); // the kernel sends it again after a second
        QTRY_VERIFY_WITH_TIMEOUT(later.isFinished(), kPatience);
        QVERIFY(takeResult(later).has_value());
    }

    /// After one packet of the server, two, … until it goes through.
    void aLineCutAtAnyPacketGivesAClearError()
    {
        Away away(m_server.port());
        QVERIFY(away.reach().has_value());
        away.pool.closeAll();
        QTRY_VERIFY(away.pool.open().isEmpty());
        const qsizetype descriptors = openDescriptors();
        away.pool.setOptions(hasty());
        std::mt19937 random(7);
        QHash<Stage, int> stages;
        const auto missing = [&stages] {
            QStringList names;
            for (const Stage stage : kCutStages)
                if (!stages.contains(stage))
                    names += stageName(stage);
            return names.join(u' ');
        };
        // What the server says again of an earlier connection counts, too: which stage a number of packets reaches is not certain.
        for (int round = 0; round < 3 && !missing().isEmpty(); ++round) {
            bool through = false;
            for (qint64 packets = 1; packets < 80 && !through; packets += packets < 6 ? 1 : 1 + random() % 2) {
                m_line->setRules({.packets = packets});
                const auto transport = away.reach();
                through = transport.has_value();
                if (through)
                    break;
                const QString told = u"%1: %2 %3"_s.arg(packets).arg(errorName(transport.error().code), transport.error().text);
                QVERIFY2(transport.error().code == Errc::TimedOut && !transport.error().text.isEmpty(), qPrintable(told));
                QVERIFY2(away.pool.open().isEmpty(), qPrintable(told));
                ++stages[away.report->stage];
            }
            QVERIFY(through);
            mend();
            away.pool.closeAll();
            QTRY_VERIFY(away.pool.open().isEmpty());
        }
        QCOMPARE(missing(), QString());
        QTRY_VERIFY_WITH_TIMEOUT(openDescriptors() <= descriptors, 10'000);
    }

    void cleanupTestCase()
    {
        for (const QString &file : std::as_const(m_ran)) // what was still under way has arrived since
            QVERIFY2(contentOf(file).count("ran") <= 1, qPrintable(file));
        m_line.reset();
    }
};

int main(int argc, char **argv)
{
    const QString refused = LossyLine::enter();
    const QCoreApplication app(argc, argv);
    TestLossyLine test(refused);
    return QTest::qExec(&test, argc, argv);
}
#include "tst_lossyline.moc"
