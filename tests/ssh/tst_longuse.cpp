#include "ssh/fixture.h"
#include "support/fakeworker.h"
#include "support/procinfo.h"
#include "support/sshserver.h"

#include <QElapsedTimer>

#include <deque>

using namespace aiops;
using namespace aiops::ssh;
using namespace aiops::ssh::test;
using aiops::test::openDescriptors;
using aiops::test::residentKilobytes;
using aiops::test::SshServer;

/// Freed memory that the sanitizer keeps back would count as growth.
extern "C" const char *__asan_default_options()
{
    return "quarantine_size_mb=4";
}

namespace {

int wanted(const char *name, int usual)
{
    const int value = qEnvironmentVariableIntValue(name);
    return value > 0 ? value : usual;
}

constexpr int kAtOnce = 6;                 ///< commands on one connection
constexpr qint64 kMostGrowth = 16 * 1024;  ///< KiB, after the first fifth

} // namespace

/// A day of use in a minute. AIOPS_CONNECTS=2000 AIOPS_COMMANDS=20000 is the whole day.
class TestLongUse final : public QObject
{
    Q_OBJECT

    const aiops::test::ThriftyWorkers m_thrift;
    SshServer m_server;
    const int m_connects = wanted("AIOPS_CONNECTS", 100);
    const int m_commands = wanted("AIOPS_COMMANDS", 2000);
    int m_run = 0;

    /// So many commands, a few at a time; false when one of them did not do what it should.
    bool runSome(Transport &transport, int count)
    {
        std::deque<std::pair<std::unique_ptr<Run>, QByteArray>> running;
        for (int i = 0; i < count || !running.empty();) {
            if (i < count && running.size() < kAtOnce) {
                const QByteArray word = QByteArray::number(++m_run);
                auto run = std::make_unique<Run>();
                if (!run->open(transport.exec("echo " + word)))
                    return false;
                running.emplace_back(std::move(run), word + '\n');
                ++i;
                continue;
            }
            if (!running.front().first->finish() || running.front().first->out != running.front().second)
                return false;
            running.pop_front();
        }
        return true;
    }
    /// One after the other, half of them in the background; every fourth is cut by the server.
    bool connectSome(Bench &bench, int from, int to, int commandsEach)
    {
        for (int i = from; i < to; ++i) {
            auto transport = bench.connect(m_server.port(), i % 2 == 0 ? Usage::Interactive : Usage::Background);
            if (!transport || !runSome(**transport, commandsEach)) {
                qWarning() << i << (transport ? QString() : transport.error().text + transport.error().detail);
                return false;
            }
            if (i % 4 == 3)
                m_server.killSessions();
            else
                bench.pool.closeAll();
            transport = std::unexpected(cancelledError());
            if (!QTest::qWaitFor([&] { return bench.pool.open().isEmpty(); }, 20'000))
                return false;
        }
        return true;
    }

private slots:
    void initTestCase() { QVERIFY(m_server.start({})); }

    void manyConnectionsLeaveNothing()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        bench.interaction->answer = HostKeyAnswer::Trust;
        const int each = std::max(1, m_commands / 2 / m_connects);
        QVERIFY(connectSome(bench, 0, m_connects / 5, each));
        const qint64 memory = residentKilobytes();
        const qsizetype descriptors = openDescriptors();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(connectSome(bench, m_connects / 5, m_connects, each));
        qInfo("%d connections in %.1f s, %lld KiB more, %d descriptors more", m_connects - m_connects / 5, double(timer.elapsed()) / 1000,
              residentKilobytes() - memory, int(openDescriptors() - descriptors));
        QVERIFY(bench.pool.open().isEmpty() && bench.pool.sessions().isEmpty());
        QTRY_VERIFY_WITH_TIMEOUT(openDescriptors() <= descriptors + 2, 10'000); // the worker that waits for the next
        QTRY_VERIFY_WITH_TIMEOUT(aiops::test::workers().size() <= 1, 10'000);
        QVERIFY2(residentKilobytes() - memory < kMostGrowth, qPrintable(QString::number(residentKilobytes() - memory)));
    }

    void manyCommandsOnOneConnectionLeaveNothing()
    {
        Bench bench;
        bench.storePassword(SshServer::password);
        const auto transport = bench.connect(m_server.port());
        QVERIFY(transport.has_value());
        const int count = m_commands / 2;
        QVERIFY(runSome(**transport, count / 5));
        const auto all = [] {
            qint64 sum = residentKilobytes();
            for (const qint64 one : aiops::test::workers())
                sum += one;
            return sum;
        };
        QTRY_COMPARE(aiops::test::workers().size(), 2); // with the one that waits for the next
        const qint64 memory = all();
        const qsizetype descriptors = openDescriptors();
        QElapsedTimer timer;
        timer.start();
        QVERIFY(runSome(**transport, count - count / 5));
        qInfo("%d commands in %.1f s, %lld KiB more", count - count / 5, double(timer.elapsed()) / 1000, all() - memory);
        QVERIFY((*transport)->isOpen());
        QTRY_COMPARE(bench.pool.sessions().first().commands, 0);
        QVERIFY2(openDescriptors() <= descriptors + 1, qPrintable(QString::number(openDescriptors() - descriptors)));
        QVERIFY2(all() - memory < kMostGrowth, qPrintable(QString::number(all() - memory)));
    }
};

QTEST_GUILESS_MAIN(TestLongUse)
#include "tst_longuse.moc"
