#include "features/exec/execdesk.h"

#include <QElapsedTimer>

#include <sys/resource.h>

using namespace aiops;
using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kHosts = 500;

double cpuSeconds()
{
    rusage usage;
    ::getrusage(RUSAGE_SELF, &usage);
    return double(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) + double(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

qsizetype threads()
{
    return QDir(u"/proc/self/task"_s).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size();
}

qint64 residentKiB()
{
    QFile status(u"/proc/self/status"_s);
    return status.open(QFile::ReadOnly) ? QString::fromLatin1(status.readAll()).section(u"VmRSS:"_s, 1).simplified().section(u' ', 0, 0).toLongLong() : 0;
}

} // namespace

/// One command on 500 hosts: cold, then over the kept connections. One sshd serves them all, at addresses of their own.
class BenchExec final : public QObject
{
    Q_OBJECT

private slots:
    void fiveHundredHosts()
    {
        SshServer server;
        QVERIFY(server.start({.extraLines = {u"MaxStartups 500"_s, u"LogLevel ERROR"_s}, .addresses = kHosts}));
        ExecDesk desk;
        QVERIFY(desk.open(server, kHosts, server.addUserKey(u"ed25519"_s)));
        const exec::Request request = desk.request(u"uname -n"_s);
        QCOMPARE(request.targets.size(), kHosts);
        const qsizetype threadsBefore = threads();
        const qint64 memoryBefore = residentKiB();
        for (const char *name : {"cold", "warm", "warm again"}) {
            QElapsedTimer timer;
            timer.start();
            const double cpu = cpuSeconds();
            const auto done = desk.run(request, 300'000);
            QVERIFY(done);
            qInfo("%s: %d of %d ok, %lld ms, %.2f ms CPU a host, %lld threads more, %lld MiB more", name, done->counts()[exec::HostState::Ok], kHosts,
                  timer.elapsed(), (cpuSeconds() - cpu) * 1000 / kHosts, qlonglong(threads() - threadsBefore), (residentKiB() - memoryBefore) / 1024);
            QCOMPARE(done->counts()[exec::HostState::Ok], kHosts);
        }
    }
};

QTEST_GUILESS_MAIN(BenchExec)
#include "bench_exec.moc"
