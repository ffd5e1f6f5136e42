#include "app/sessionbench.h"
#include "support/sshserver.h"

#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QTest>

#include <csignal>
#include <sys/stat.h>

using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

const QByteArray kPassphrase = "violet harbour canary quartz 83 tulip";

QList<QJsonObject> linesOf(const QByteArray &out)
{
    QList<QJsonObject> lines;
    for (const QByteArray &line : out.trimmed().split('\n'))
        lines += QJsonDocument::fromJson(line).object();
    return lines;
}

int sumOf(const QJsonObject &counts)
{
    int sum = 0;
    for (const QJsonValue count : counts)
        sum += count.toInt();
    return sum;
}

} // namespace

/// `aiops exec`, `run` and `policy` as a script uses them, against a daemon and a real sshd with four addresses.
class TestExecCommands final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        SshServer::Options options;
        options.addresses = 4;
        QVERIFY(m_server.start(options));
        QCOMPARE(m_bench.type(u"daemon start"_s).code, 0);
        QCOMPARE(m_bench.type(u"org add Fernhill"_s).code, 0);
        QCOMPARE(m_bench.type(u"project add Shop"_s).code, 0);
        QCOMPARE(m_bench.type(u"vault create --passphrase-fd 3"_s, {{3, kPassphrase}}).code, 0);
        QCOMPARE(m_bench.type(u"credential add login --kind password --user tester --secret-fd 4"_s, {{4, SshServer::password}}).code, 0);
        for (int i = 1; i <= 4; ++i) {
            const QString name = i == 4 ? u"prod-1"_s : u"web-%1"_s.arg(i);
            QCOMPARE(m_bench.type(u"instance add %1 --address 127.0.0.%2 --port %3 --user tester --project Shop --env %4 --tag n=%2"_s
                                      .arg(name).arg(i).arg(m_server.port()).arg(i == 4 ? u"prod"_s : u"dev"_s)).code, 0);
            QCOMPARE(m_bench.type(u"credential attach login "_s + name).code, 0);
            QCOMPARE(m_bench.type(u"host-key trust %1 --fingerprint %2"_s.arg(name, m_server.fingerprint())).code, 0);
        }
    }

    void equalOutputIsPrintedOnce()
    {
        const auto done = m_bench.type(u"exec --env dev -- echo same"_s);
        QCOMPARE(done.code, 0);
        QCOMPARE(done.out, "--- 3 hosts: ok\n    web-1, web-2, web-3\nsame\n");
        QCOMPARE(done.err, "3 ok of 3.\n");
        QVERIFY(m_bench.type(u"--quiet exec web-1 -- true"_s).err.isEmpty());
    }
    void exitCodesTellWhatCameOfIt()
    {
        QCOMPARE(m_bench.type(u"exec --env dev -- 'case $SSH_CONNECTION in *\" 127.0.0.2 \"*) exit 3;; esac'"_s).code, 8);
        QCOMPARE(m_bench.type(u"exec web-1 -- exit 3"_s).code, 1);
        QCOMPARE(m_bench.type(u"instance add gone --address 127.0.0.1 --port 1 --user tester"_s).code, 0);
        QCOMPARE(m_bench.type(u"exec gone -- true"_s).code, 6);
        QCOMPARE(m_bench.type(u"exec gone web-1 -- true"_s).code, 8);
        QCOMPARE(m_bench.type(u"instance remove gone --yes"_s).code, 0);
        QCOMPARE(m_bench.type(u"exec web-1 --yes -- rm -rf /"_s).code, 4);
        QCOMPARE(m_bench.type(u"exec web-1 --timeout 300ms -- sleep 60"_s).code, 6);
    }
    void jsonIsAStreamWithASum()
    {
        const auto done = m_bench.type(u"--json exec --project Shop --yes -- 'echo é; test \"${SSH_CONNECTION#* 127.0.0.1 }\" = \"$SSH_CONNECTION\"'"_s);
        const QList<QJsonObject> lines = linesOf(done.out);
        QVERIFY2(lines.size() >= 5, done.out.constData());
        QHash<QString, int> ends;
        for (const QJsonObject &line : lines) {
            checkShape(line);
            if (line[u"event"_s] == "host"_L1 && line.contains(u"exit"_s))
                ++ends[line[u"name"_s].toString()];
        }
        QCOMPARE(ends.size(), 4);
        QVERIFY(std::ranges::all_of(ends, [](int count) { return count == 1; }));
        const QJsonObject summary = lines.last();
        QCOMPARE(summary[u"event"_s].toString(), u"summary"_s);
        QCOMPARE(summary[u"targets"_s].toInt(), 4);
        QCOMPARE(sumOf(summary[u"counts"_s].toObject()), 4);
        QCOMPARE(summary[u"exit_code"_s].toInt(), done.code);
    }
    void productionWantsAYes()
    {
        QCOMPARE(m_bench.type(u"exec prod-1 -- true"_s).code, 4);
        QCOMPARE(m_bench.type(u"exec prod-1 --no-input -- true"_s).code, 4);
        QCOMPARE(m_bench.type(u"exec prod-1 --yes -- true"_s).code, 0);
    }
    void inputAndVariablesArrive()
    {
        const auto done = m_bench.type(u"exec web-1 --stdin --env-var A=x --cwd /usr -- 'cat; echo \"$A $PWD\"'"_s, {}, "typed\n");
        QCOMPARE(done.out, "--- web-1: ok\ntyped\nx /usr\n");
        QFile file(m_bench.filePath(u"names"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write("# comment\nTOKEN_A=Amber-Token-99\n");
        file.close();
        const auto masked = m_bench.type(u"exec web-1 --env-file names --stdin-file names -- 'echo $TOKEN_A; wc -l'"_s);
        QCOMPARE(masked.out, "--- web-1: ok\n[hidden]\n2\n");
        QVERIFY(!m_bench.shown().contains("Amber-Token-99"));
    }
    void aPipeIsNotWaitedFor()
    {
        QCOMPARE(::mkfifo(QFile::encodeName(m_bench.filePath(u"pipe"_s)).constData(), 0600), 0);
        for (const QString &option : {u"--env-file"_s, u"--stdin-file"_s}) {
            const auto refused = m_bench.type(u"exec web-1 %1 pipe -- true"_s.arg(option));
            QVERIFY(refused.code != 0);
            QVERIFY2(refused.err.contains("is not a plain file"), refused.err.constData());
        }
    }
    void failedOnesAreTriedAgain()
    {
        const QString command = u"test -e /tmp/aiops-retry-%1 || case $SSH_CONNECTION in *\" 127.0.0.2 \"*) exit 5;; esac"_s.arg(m_server.port());
        QCOMPARE(m_bench.run({u"exec"_s, u"--env"_s, u"dev"_s, u"--yes"_s, u"--"_s, command}).code, 8);
        QFile made(u"/tmp/aiops-retry-%1"_s.arg(m_server.port()));
        QVERIFY(made.open(QFile::WriteOnly));
        made.setPermissions(QFile::ReadOwner | QFile::ReadOther);
        const auto again = m_bench.type(u"exec --retry-failed --yes"_s);
        QCOMPARE(again.code, 0);
        QCOMPARE(again.err, "1 ok of 1.\n");
        QCOMPARE(m_bench.type(u"exec --retry-failed --yes"_s).code, 3); // nothing failed
        made.remove();
    }
    void interruptingStopsTheHosts()
    {
        const auto process = m_bench.start({u"--json"_s, u"exec"_s, u"--env"_s, u"dev"_s, u"--parallel"_s, u"2"_s, u"--"_s, u"sleep 300"_s});
        QByteArray out;
        QTRY_VERIFY_WITH_TIMEOUT((out += process->readAllStandardOutput()).count("running") >= 2, 20'000);
        ::kill(pid_t(process->processId()), SIGINT);
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 20'000);
        out += process->readAllStandardOutput();
        QCOMPARE(process->exitCode(), 130);
        const QJsonObject counts = linesOf(out).last()[u"counts"_s].toObject();
        QCOMPARE(counts[u"stopped"_s].toInt(), 2);
        QCOMPARE(counts[u"not_run"_s].toInt(), 1);
        QCOMPARE(sumOf(counts), 3);
        QCOMPARE(m_bench.type(u"--json run show"_s).json().object()[u"outcome"_s].toString(), u"stopped"_s);
    }

    void historyIsThere()
    {
        QCOMPARE(m_bench.type(u"exec web-1 web-2 -- echo kept"_s).code, 0);
        const QJsonArray all = m_bench.type(u"--json run list"_s).json().array();
        QVERIFY(all.size() >= 2);
        checkShape(all);
        QCOMPARE(all.first()[u"command"_s].toString(), u"echo kept"_s);
        QCOMPARE(all.first()[u"outcome"_s].toString(), u"done"_s);
        const QJsonObject shown = m_bench.type(u"--json run show"_s).json().object();
        checkShape(shown);
        QCOMPARE(shown[u"hosts"_s].toArray().size(), 2);
        QCOMPARE(m_bench.type(u"run output --host web-1"_s).out, "kept\n");
        QCOMPARE(m_bench.type(u"run output last --host prod-1"_s).code, 3);
    }

    void rulesAreKeptAndAsked()
    {
        QCOMPARE(m_bench.run({u"policy"_s, u"add"_s, u"No uname"_s, u"--effect"_s, u"deny"_s, u"--pattern"_s, u"uname"_s, u"--env"_s, u"dev"_s}).code, 0);
        QCOMPARE(m_bench.type(u"policy test --env dev -- uname -a"_s).code, 4);
        QCOMPARE(m_bench.type(u"policy test --env prod -- uname -a"_s).code, 0);
        QCOMPARE(m_bench.type(u"exec web-1 --yes -- uname -a"_s).code, 4);
        QCOMPARE(m_bench.type(u"ssh web-1 -- uname -a"_s).code, 4);
        QCOMPARE(m_bench.type(u"ssh prod-1 -- uname -s"_s).code, 0);
        QCOMPARE(m_bench.run({u"policy"_s, u"edit"_s, u"No uname"_s, u"--effect"_s, u"confirm"_s}).code, 0);
        QCOMPARE(m_bench.type(u"ssh web-1 -- uname -s"_s).code, 4);
        QCOMPARE(m_bench.type(u"ssh web-1 --yes -- uname -s"_s).out, "Linux\n");
        const QJsonArray rules = m_bench.type(u"--json policy list"_s).json().array();
        checkShape(rules);
        QCOMPARE(rules.first()[u"effect"_s].toString(), u"confirm"_s);
        QVERIFY(rules.last()[u"built_in"_s].toBool());
        QCOMPARE(m_bench.run({u"policy"_s, u"add"_s, u"no UNAME"_s, u"--effect"_s, u"deny"_s, u"--pattern"_s, u"x"_s}).code, 9);
        QCOMPARE(m_bench.run({u"policy"_s, u"remove"_s, u"No uname"_s}).code, 0);
        QCOMPARE(m_bench.type(u"ssh web-1 -- uname -s"_s).code, 0);
        const QByteArray audit = m_bench.type(u"--json audit list --action policy."_s).out;
        QCOMPARE(audit.count("policy.edit"), 4); // one of them refused: the name was taken
    }
    void nothingSecretIsShownOrStored()
    {
        QVERIFY(!m_bench.shown().contains(SshServer::password));
        QVERIFY(!m_bench.stored().contains("Amber-Token-99"));
    }

    void aStoppedDaemonLeavesNothingRunning()
    {
        const auto process = m_bench.start({u"exec"_s, u"web-1"_s, u"--"_s, sleeper()});
        const qint64 pid = sleepingPid();
        QVERIFY(pid > 1);
        QCOMPARE(m_bench.type(u"daemon stop"_s).code, 0);
        QTRY_COMPARE_WITH_TIMEOUT(process->state(), QProcess::NotRunning, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(u"/proc/%1"_s.arg(pid)), 10'000);
        m_bench.waitUntilFree();
    }
    /// Its owner is there for this command only.
    void aKilledCommandLeavesNothingRunning()
    {
        const auto process = m_bench.start({u"exec"_s, u"web-1"_s, u"--passphrase-fd"_s, u"3"_s, u"--"_s, sleeper()}, {{3, kPassphrase}});
        const qint64 pid = sleepingPid();
        QVERIFY(pid > 1);
        ::kill(pid_t(process->processId()), SIGKILL);
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(u"/proc/%1"_s.arg(pid)), 10'000);
        m_bench.waitUntilFree();
        const QJsonObject shown = m_bench.type(u"--json run show"_s).json().object();
        QCOMPARE(shown[u"counts"_s][u"stopped"_s].toInt(), 1);
        QVERIFY(shown[u"ended_at"_s].isString());
    }

    /// The second Ctrl+C leaves at once; its owner sees to the rest.
    void whoDoesNotWaitLeavesNothingRunning()
    {
        const auto process = m_bench.start({u"exec"_s, u"web-1"_s, u"--yes"_s, u"--passphrase-fd"_s, u"3"_s, u"--"_s, u"trap '' TERM; echo $$ > %1; while true; do sleep 1; done"_s.arg(sleeperFile())},
                                           {{3, kPassphrase}});
        const qint64 pid = sleepingPid();
        QVERIFY(pid > 1);
        QElapsedTimer timer;
        timer.start();
        const auto isGone = [&process] {
            if (const qint64 running = process->processId(); running > 0)
                ::kill(pid_t(running), SIGINT);
            return process->state() == QProcess::NotRunning;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isGone(), 10'000);
        QCOMPARE_LT(timer.elapsed(), 1500); // before the host has ended it
        m_bench.waitUntilFree();
        QTRY_VERIFY_WITH_TIMEOUT(!QFile::exists(u"/proc/%1"_s.arg(pid)), 10'000);
        const QJsonObject shown = m_bench.type(u"--json run show"_s).json().object();
        QCOMPARE(shown[u"counts"_s][u"stopped"_s].toInt(), 1);
        QVERIFY(shown[u"ended_at"_s].isString());
    }

private:
    QString sleeperFile() const { return u"/tmp/aiops-sleeper-%1"_s.arg(m_server.port()); }
    QString sleeper() const { return u"echo $$ > %1; exec sleep 300"_s.arg(sleeperFile()); }
    qint64 sleepingPid()
    {
        const auto read = [this] {
            QFile file(sleeperFile());
            return file.open(QFile::ReadOnly) ? file.readAll().trimmed().toLongLong() : 0;
        };
        (void)QTest::qWaitFor([&] { return read() > 1; }, 20'000);
        const qint64 pid = read();
        QFile::remove(sleeperFile());
        return pid;
    }

    SshServer m_server;
    SessionBench m_bench;
};

QTEST_GUILESS_MAIN(TestExecCommands)
#include "tst_execcommands.moc"
