#include "execdesk.h"

#include "features/exec/grouping.h"
#include "support/cutproxy.h"
#include "team/auditlog.h"

#include <QDir>
#include <QTest>

#include <csignal>

using namespace aiops;
using namespace aiops::exec;
using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

constexpr int kHosts = 8;
const QByteArray kSudoPassword = "Quartz-Sudo-31";

/// Asks for a password as sudo does, knows one, and says what it was called with.
const QByteArray kSudo = R"(#!/bin/sh
while [ $# -gt 0 ]; do
  case "$1" in -S) shift;; -p) prompt=$2; shift 2;; --) shift; break;; *) break;; esac
done
mode=$(cat "$(dirname "$0")/mode" 2>/dev/null)
echo "We trust you have received the usual lecture." >&2
[ "$mode" = first ] && { printf 'Verification code: ' >&2; read -r code || exit 1; }
for try in 1 2 3; do
  printf '%s' "$prompt" >&2
  IFS= read -r given || exit 1
  [ "$mode" = otp ] && { printf '\nOne-time password (\342\200\256OATH): ' >&2; read -r code || exit 1; }
  [ "$mode" = wrong ] && { printf 'Sorry, try again.\nPassword: ' >&2; read -r code || exit 1; }
  if [ "$given" = "Quartz-Sudo-31" ]; then SUDO_USER=tester; export SUDO_USER; exec "$@"; fi
  echo "Sorry, try again." >&2
  echo x >> "$(dirname "$0")/wrong"
done
exit 1
)";

/// What the sudo of the tests asks for, while this lives.
class SudoMode final
{
public:
    SudoMode(const QString &path, const QByteArray &mode) : m_file(path)
    {
        if (m_file.open(QFile::WriteOnly))
            m_file.write(mode);
        m_file.close();
        m_file.setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    }
    ~SudoMode() { m_file.remove(); }

private:
    QFile m_file;
};

QString outputOf(const Execution &execution, int position = 0)
{
    return execution.outputText(position, ssh::Channel::Stream::Output);
}

QString errorsOf(const Execution &execution, int position = 0)
{
    return execution.outputText(position, ssh::Channel::Stream::Error);
}

int positionOf(const Execution &execution, const QString &name)
{
    for (int i = 0; i < execution.size(); ++i) {
        if (execution.host(i).target.name() == name)
            return i;
    }
    return -1;
}

bool isGone(qint64 pid)
{
    QFile status(u"/proc/%1/stat"_s.arg(pid));
    return !status.open(QFile::ReadOnly) || QString::fromLatin1(status.readAll()).section(u") "_s, 1).startsWith(u'Z');
}

} // namespace

/// Commands on several real hosts: one sshd with an address for each.
class TestExecution final : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QVERIFY(m_tools.isValid());
        QFile::setPermissions(m_tools.path(), QFile::Permissions::fromInt(0x7755));
        QFile sudo(m_tools.filePath(u"sudo"_s));
        QVERIFY(sudo.open(QFile::WriteOnly));
        sudo.write(kSudo);
        sudo.close();
        QVERIFY(sudo.setPermissions(QFile::Permissions::fromInt(0x7755)));
        QVERIFY(m_server.start(ExecDesk::options(kHosts + 1, {u"SetEnv PATH=%1:/usr/local/bin:/usr/bin:/bin"_s.arg(m_tools.path())})));
        QVERIFY(m_desk.open(m_server, kHosts));
    }

    void equalResultsAreOneGroup()
    {
        Request request = m_desk.request(u"case $SSH_CONNECTION in *' 127.0.0.3 '*) echo odd; exit 3;; esac; echo same; echo warn >&2"_s);
        const auto done = m_desk.run(request);
        QVERIFY(done);
        QCOMPARE(done->counts()[HostState::Ok], kHosts - 1);
        QCOMPARE(done->counts()[HostState::Failed], 1);
        const auto groups = groupsOf(*done);
        QCOMPARE(groups.size(), 2);
        QCOMPARE(groups.at(0).positions.size(), kHosts - 1);
        QCOMPARE(groups.at(1).positions, QList<int>{positionOf(*done, u"web-3"_s)});
        QCOMPARE(groups.at(1).exit, 3);
        QCOMPARE(outputOf(*done, groups.at(0).positions.first()), u"same\n"_s);
        QCOMPARE(errorsOf(*done, groups.at(0).positions.first()), u"warn\n"_s);
    }
    void theEndOfEachIsTold()
    {
        const auto done = m_desk.run(m_desk.request(u"kill -SEGV $$"_s, {u"web-1"_s}));
        QVERIFY(done);
        QCOMPARE(done->host(0).state, HostState::Failed);
        QCOMPARE(done->host(0).signal, "SEGV");
        const auto missing = m_desk.run(m_desk.request(u"no-such-command-here"_s, {u"web-1"_s}));
        QCOMPARE(missing->host(0).exit, 127);
    }
    void oneTransportServesAll()
    {
        QVERIFY(m_desk.run(m_desk.request(u"true"_s)));
        const int before = m_server.count("Accepted password");
        for (int i = 0; i < 3; ++i)
            QCOMPARE(m_desk.run(m_desk.request(u"true"_s))->counts()[HostState::Ok], kHosts);
        QCOMPARE(m_server.count("Accepted password"), before);
        QCOMPARE_LE(before, kHosts);
    }
    void theParallelLimitHolds()
    {
        Request request = m_desk.request(u"sleep 0.2"_s);
        request.parallel = 3;
        const auto started = m_desk.executions().start(request, nullptr);
        QVERIFY(started);
        int most = 0;
        QObject context;
        connect(started->get(), &Execution::hostChanged, &context, [&] {
            most = std::max(most, (*started)->counts()[HostState::Running] + (*started)->counts()[HostState::Connecting]);
        });
        QTRY_VERIFY_WITH_TIMEOUT((*started)->isFinished(), 30'000);
        QCOMPARE(most, 3);
        QCOMPARE((*started)->counts()[HostState::Ok], kHosts);
    }

    /// A host that hangs, one that is not there and one with another key leave the others alone.
    void badHostsBlockNobody()
    {
        SilentServer silent;
        m_desk.addHost(u"bad-silent"_s, u"127.0.0.1"_s, silent.port());
        m_desk.addHost(u"bad-absent"_s, u"127.0.0.1"_s, freePort());
        m_desk.addHost(u"bad-key"_s, u"127.0.0.%1"_s.arg(kHosts + 1), m_server.port());
        SshServer other;
        QVERIFY(other.start({}));
        m_desk.trust(u"127.0.0.1"_s, other.port(), m_server.hostKeyLine());
        m_desk.addHost(u"bad-changed"_s, u"127.0.0.1"_s, other.port());
        Request request = m_desk.request(u"echo hi"_s);
        request.connectLimit = std::chrono::milliseconds(1500);
        QElapsedTimer timer;
        timer.start();
        const auto done = m_desk.run(request);
        QVERIFY(done);
        QCOMPARE_LT(timer.elapsed(), 20'000);
        QCOMPARE(done->size(), kHosts + 4);
        QCOMPARE(done->counts()[HostState::Ok], kHosts);
        QCOMPARE(done->counts()[HostState::Unreachable], 4);
        QCOMPARE(done->counts().total(), done->size());
        for (const QString &name : {u"bad-silent"_s, u"bad-absent"_s, u"bad-key"_s, u"bad-changed"_s})
            QVERIFY2(!done->host(positionOf(*done, name)).error.isEmpty(), qPrintable(name));
    }
    void aTimeLimitEndsTheProcesses()
    {
        Request request = m_desk.request(u"echo $$; sleep 300 & sleep 301"_s, {u"web-1"_s, u"web-2"_s});
        request.hostLimit = std::chrono::milliseconds(700);
        const auto done = m_desk.run(request);
        QVERIFY(done);
        QCOMPARE(done->counts()[HostState::TimedOut], 2);
        for (int i = 0; i < 2; ++i)
            QTRY_VERIFY(isGone(outputOf(*done, i).trimmed().toLongLong()));
    }
    void stopEndsTheWholeGroup_data()
    {
        QTest::addColumn<QString>("command");
        QTest::newRow("plain") << u"sleep 300 & echo $$ $!; wait"_s;
        QTest::newRow("ignores TERM") << u"trap '' TERM HUP; sleep 300 & echo $$ $!; while :; do sleep 1; done"_s;
        QTest::newRow("child of a child") << u"sh -c 'sleep 300 & echo $$ $!; wait'; wait"_s;
    }
    void stopEndsTheWholeGroup()
    {
        QFETCH(QString, command);
        const auto started = m_desk.executions().start(m_desk.request(command, {u"web-1"_s}), nullptr);
        QVERIFY(started);
        QTRY_VERIFY_WITH_TIMEOUT(outputOf(**started).contains(u'\n'), 20'000);
        const QStringList pids = outputOf(**started).trimmed().split(u' ');
        QCOMPARE(pids.size(), 2);
        QVERIFY(!isGone(pids.at(1).toLongLong()));
        (*started)->stopHost(0);
        QTRY_VERIFY_WITH_TIMEOUT((*started)->isFinished(), 10'000);
        QCOMPARE((*started)->host(0).state, HostState::Stopped);
        for (const QString &pid : pids)
            QTRY_VERIFY(isGone(pid.toLongLong()));
    }
    void leavingStopsEverything()
    {
        Request request = m_desk.request(u"trap '' TERM; echo $$; while :; do sleep 1; done"_s, {u"web-1"_s, u"web-2"_s, u"web-3"_s});
        request.parallel = 2;
        const auto started = m_desk.executions().start(request, nullptr);
        QVERIFY(started);
        QTRY_VERIFY_WITH_TIMEOUT(outputOf(**started, 0).contains(u'\n') && outputOf(**started, 1).contains(u'\n'), 20'000);
        QVERIFY(finished(m_desk.executions().stopAll()));
        QVERIFY((*started)->isFinished());
        for (const int i : {0, 1})
            QTRY_VERIFY(isGone(outputOf(**started, i).trimmed().toLongLong()));
        const auto kept = m_desk.executions().hosts((*started)->id());
        QVERIFY(kept);
        QCOMPARE(kept->size(), 3);
        QCOMPARE(kept->at(0).state, HostState::Stopped);
        QCOMPARE(kept->at(1).state, HostState::Stopped);
        QCOMPARE(kept->at(2).state, HostState::NotRun);
        QCOMPARE(m_desk.executions().find(m_desk.organization(), u"last"_s)->outcome, u"stopped"_s); // and not that it failed
        QCOMPARE(lastAudit(u"exec.run"_s).outcome, u"cancelled"_s);
    }
    void theWholeIsCalledByWhatCameOfItsHosts_data()
    {
        QTest::addColumn<Counts>("counts");
        QTest::addColumn<QString>("outcome");
        const auto row = [](const char *name, const QList<std::pair<HostState, int>> &states, const QString &outcome) {
            Counts counts;
            for (const auto &[state, count] : states)
                counts.of[size_t(state)] = count;
            QTest::newRow(name) << counts << outcome;
        };
        row("well", {{HostState::Ok, 3}}, u"done"_s);
        row("one failed", {{HostState::Ok, 2}, {HostState::Failed, 1}}, u"partial"_s);
        row("some were done before it was stopped", {{HostState::Ok, 2}, {HostState::Stopped, 1}}, u"partial"_s);
        row("nowhere well", {{HostState::Failed, 1}, {HostState::Unreachable, 2}}, u"failed"_s);
        row("stopped", {{HostState::Stopped, 2}}, u"stopped"_s);
        row("stopped, also before its turn", {{HostState::Stopped, 2}, {HostState::NotRun, 5}}, u"stopped"_s);
        row("stopped after one failed", {{HostState::Stopped, 2}, {HostState::Failed, 1}}, u"failed"_s);
        row("stopped while one was not there", {{HostState::Stopped, 2}, {HostState::Unreachable, 1}}, u"failed"_s);
    }
    void theWholeIsCalledByWhatCameOfItsHosts()
    {
        QFETCH(Counts, counts);
        QTEST(counts.outcome(), "outcome");
    }
    /// A host that says nothing any more does not keep the program from ending, and is not called stopped without a word.
    void leavingWaitsForNoSilentHost()
    {
        CutProxy proxy;
        QVERIFY(proxy.start(m_server.port()));
        m_desk.trust(u"127.0.0.1"_s, proxy.port(), m_server.hostKeyLine());
        const InstanceId silent = m_desk.addHost(u"silent-1"_s, u"127.0.0.1"_s, proxy.port());
        QVERIFY(!silent.isNull());
        const auto started = m_desk.executions().start(m_desk.request(u"echo begun; sleep 300"_s, {u"silent-1"_s}), nullptr);
        QVERIFY(started);
        QTRY_VERIFY_WITH_TIMEOUT(outputOf(**started).contains(u"begun"_s), 20'000);
        proxy.frozen = true;
        QElapsedTimer timer;
        timer.start();
        QVERIFY(finished(m_desk.executions().stopAll(std::chrono::milliseconds(700))));
        QCOMPARE_LT(timer.elapsed(), 4000);
        const auto kept = m_desk.executions().hosts((*started)->id());
        QVERIFY(kept);
        QCOMPARE(kept->first().state, HostState::Stopped);
        QCOMPARE(kept->first().error, u"The host did not say that it ended."_s);
        proxy.cut();
        QVERIFY(finished(m_desk.inventory().removeInstance(m_desk.permit(team::Action::InstanceRemove), silent)));
    }
    void whatNeverRanIsNotRun()
    {
        Request request = m_desk.request(u"case $SSH_CONNECTION in *' 127.0.0.1 '*) exit 0;; esac; echo begun; sleep 300"_s,
                                         {u"web-1"_s, u"web-2"_s, u"web-3"_s, u"web-4"_s, u"web-5"_s});
        request.parallel = 2;
        const auto started = m_desk.executions().start(request, nullptr);
        QVERIFY(started);
        const Execution &execution = **started;
        QTRY_COMPARE_WITH_TIMEOUT(execution.counts()[HostState::Ok], 1, 20'000);
        QTRY_VERIFY(outputOf(execution, 1).contains("begun"_L1) && outputOf(execution, 2).contains("begun"_L1));
        (*started)->stopHost(4); // still in the queue
        QCOMPARE(execution.host(4).state, HostState::NotRun);
        (*started)->stop();
        QTRY_VERIFY_WITH_TIMEOUT(execution.isFinished(), 15'000);
        QCOMPARE(execution.counts()[HostState::Ok], 1);
        QCOMPARE(execution.counts()[HostState::Stopped], 2);
        QCOMPARE(execution.counts()[HostState::NotRun], 2);
        QCOMPARE(execution.counts().total(), 5);
    }

    void environmentFolderAndInputArrive()
    {
        Request request = m_desk.request(u"printf '%s|' \"$GREETING\" \"$PWD\"; cat | wc -c"_s, {u"web-1"_s, u"web-2"_s});
        request.directory = u"/usr/lib"_s;
        request.variables = {{u"GREETING"_s, std::make_shared<const Secret>(Secret::copyOf("good 'day' $HOME"))}};
        request.input = std::make_shared<const QByteArray>(3'000'000, 'z');
        const auto done = m_desk.run(request);
        QVERIFY(done);
        for (int i = 0; i < 2; ++i)
            QCOMPARE(outputOf(*done, i), u"good 'day' $HOME|/usr/lib|3000000\n"_s);
    }
    void theOrderOfTheStreamsIsKept()
    {
        const auto done = m_desk.run(m_desk.request(u"echo one; sleep 0.2; echo two >&2; sleep 0.2; echo three"_s, {u"web-1"_s}));
        QVERIFY(done);
        const QList<Piece> came{{u"one"_s}, {u"two"_s, true}, {u"three"_s}};
        QCOMPARE(done->output(0), came);
        const auto kept = m_desk.executions().hosts(done->id(), true);
        QVERIFY(kept);
        QCOMPARE(kept->first().out, u"one\nthree\n"_s); // each by itself, as ever
        QCOMPARE(kept->first().err, u"two\n"_s);
        QCOMPARE(transcript(linesOf(kept->first().out), linesOf(kept->first().err), parseOrder(kept->first().order)), came);
    }
    void aCommandWithoutInputSeesItsEnd()
    {
        QCOMPARE(outputOf(*m_desk.run(m_desk.request(u"cat; echo end"_s, {u"web-1"_s}))), u"end\n"_s);
    }
    void variablesStayOutOfCommandLines()
    {
        Request request = m_desk.request(u"cat /proc/*/cmdline | tr '\\0' ' '; echo $API_TOKEN"_s, {u"web-1"_s});
        request.variables = {{u"API_TOKEN"_s, std::make_shared<const Secret>(Secret::copyOf("Amber-Token-99"))}};
        const auto done = m_desk.run(request);
        QVERIFY(outputOf(*done).contains("API_TOKEN"_L1)); // its name is in the script
        QVERIFY(!outputOf(*done).contains("Amber-Token-99"_L1));
        QVERIFY(outputOf(*done).endsWith("[hidden]\n"_L1));
    }

    void sudoGetsItsPassword()
    {
        Request request = m_desk.request(u"echo as $SUDO_USER; cat /proc/*/cmdline 2>/dev/null | tr '\\0' ' '; cat"_s, {u"web-1"_s});
        request.useSudo = true;
        request.input = std::make_shared<const QByteArray>("only this\n");
        const auto without = m_desk.run(request);
        QCOMPARE(without->host(0).state, HostState::Failed);
        QVERIFY2(without->host(0).error.contains("purpose sudo"_L1), qPrintable(without->host(0).error));

        QVERIFY(m_desk.giveSudo(kSudoPassword));
        const auto done = m_desk.run(request);
        QCOMPARE(done->host(0).state, HostState::Ok);
        QVERIFY(outputOf(*done).startsWith("as tester\n"_L1));
        QVERIFY(outputOf(*done).endsWith("only this\n"_L1)); // the password did not go to the command
        QVERIFY(!outputOf(*done).contains(QString::fromLatin1(kSudoPassword)));
        QVERIFY2(errorsOf(*done).isEmpty(), qPrintable(errorsOf(*done))); // neither lecture nor prompt

        Request echo = m_desk.request(u"echo Quartz-Sudo-31 is it"_s, {u"web-1"_s});
        echo.useSudo = true;
        QCOMPARE(outputOf(*m_desk.run(echo)), u"[hidden] is it\n"_s);
    }
    void aSudoThatAsksForMoreEndsSoon_data()
    {
        QTest::addColumn<QByteArray>("mode");
        QTest::addColumn<QString>("error");
        QTest::newRow("behind the password") << "otp"_ba << u"“One-time password (\\u202eOATH):”"_s;
        QTest::newRow("instead of it") << "first"_ba << u"“Verification code:”"_s;
        QTest::newRow("wrong, in other words") << "wrong"_ba << u"sudo refused the password."_s;
    }
    void aSudoThatAsksForMoreEndsSoon()
    {
        QFETCH(QByteArray, mode);
        QFETCH(QString, error);
        const SudoMode asks(m_tools.filePath(u"mode"_s), mode);
        Request request = m_desk.request(u"echo ran"_s, {u"web-1"_s});
        request.useSudo = true;
        request.hostLimit = std::chrono::minutes(5);
        const auto done = m_desk.run(request, 10'000);
        QVERIFY(done);
        QCOMPARE(done->host(0).state, HostState::Failed);
        QVERIFY2(done->host(0).error.contains(error), qPrintable(done->host(0).error));
        QVERIFY(!done->host(0).error.contains(QString::fromLatin1(kSudoPassword)));
        QVERIFY(!outputOf(*done).contains("ran"_L1));
    }
    void aStoppedSudoEnds()
    {
        Request request = m_desk.request(u"echo $$; sleep 300"_s, {u"web-1"_s});
        request.useSudo = true;
        const auto started = m_desk.executions().start(request, nullptr);
        QTRY_VERIFY_WITH_TIMEOUT(outputOf(**started).contains(u'\n'), 20'000);
        (*started)->stop();
        QTRY_VERIFY_WITH_TIMEOUT((*started)->isFinished(), 10'000);
        QTRY_VERIFY(isGone(outputOf(**started).trimmed().toLongLong()));
    }
    void aWrongSudoPasswordIsGivenOnce()
    {
        ExecDesk desk;
        QVERIFY(desk.open(m_server, 1));
        QVERIFY(desk.giveSudo("Wrong-Quartz-11"));
        Request request = desk.request(u"echo ran"_s);
        request.useSudo = true;
        const auto done = desk.run(request);
        QVERIFY(done);
        QCOMPARE(done->host(0).state, HostState::Failed);
        QCOMPARE(done->host(0).error, u"sudo refused the password."_s);
        QVERIFY(!outputOf(*done).contains("ran"_L1));
        QFile wrong(m_tools.filePath(u"wrong"_s));
        if (wrong.open(QFile::ReadOnly)) // the account may not write there
            QCOMPARE(wrong.readAll(), "x\n");
    }

    void aFloodIsBounded()
    {
        Request request = m_desk.request(u"head -c 1000000000 /dev/zero | tr '\\0' 'x' | fold -w 99"_s, {u"web-1"_s});
        const auto flood = m_desk.executions().start(request, nullptr);
        QVERIFY(flood);
        const auto beside = m_desk.run(m_desk.request(u"echo quick"_s, {u"web-2"_s}), 20'000);
        QVERIFY(beside && !(*flood)->isFinished()); // nobody waits for it
        QTRY_VERIFY_WITH_TIMEOUT((*flood)->isFinished(), 200'000);
        const HostResult &host = (*flood)->host(0);
        QCOMPARE(host.state, HostState::Ok);
        QCOMPARE_GT(host.out.bytes(), 1'000'000'000);
        QCOMPARE_LT(outputOf(**flood).size(), 600'000);
        QVERIFY(outputOf(**flood).contains("bytes left out here"_L1));
        (void)finished(m_desk.executions().settled(*flood));
        QVERIFY(!host.file.isEmpty());
        QCOMPARE_LE(QFileInfo(host.file).size(), HostFile::mostBytes + 1000);
        QCOMPARE(QFile::permissions(host.file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
    }
    void aDiskThatTakesNothingIsSaid()
    {
        ExecDesk desk;
        QVERIFY(desk.open(m_server, 1));
        QFile inTheWay(desk.home() + u"/runs"_s);
        QVERIFY(inTheWay.open(QFile::WriteOnly));
        const auto done = desk.run(desk.request(u"head -c 200000 /dev/zero | tr '\\0' x | fold -w 99; echo; echo end"_s));
        QVERIFY(done);
        QCOMPARE(done->host(0).state, HostState::Ok); // it ran all the same
        QVERIFY(outputOf(*done).endsWith("end\n"_L1));
        QVERIFY2(done->host(0).cut.contains("cannot be made"_L1), qPrintable(done->host(0).cut));
        const auto kept = desk.executions().hosts(done->id(), true);
        QVERIFY(kept);
        QCOMPARE(kept->first().cut, done->host(0).cut);
        QCOMPARE(kept->first().file, QString());
        QVERIFY(desk.run(desk.request(u"echo short"_s))->host(0).cut.isEmpty());
    }
    void hostileOutputIsVisible()
    {
        const auto done = m_desk.run(m_desk.request(u"printf 'a\\000b\\033[2J\\033]0;x\\007\\342\\200\\256z\\n'"_s, {u"web-1"_s}));
        QCOMPARE(outputOf(*done), u"a\\x00b\\x1b[2J\\x1b]0;x\\x07\\u202ez\n"_s);
    }

    void aDeniedCommandRunsNowhere()
    {
        const InstanceId production = m_desk.addHost(u"prod-1"_s, u"127.0.0.1"_s, m_server.port(), inventory::Environment::Production);
        QVERIFY(!production.isNull());
        Request request = m_desk.request(u"dropdb shop; touch /tmp/aiops-exec-denied"_s, {u"prod-1"_s, u"web-1"_s});
        request.isConfirmed = true;
        const auto done = m_desk.run(request);
        QVERIFY(done);
        QCOMPARE(done->counts()[HostState::Denied], 1);
        QCOMPARE(done->counts()[HostState::NotRun], 1);
        QCOMPARE(done->host(positionOf(*done, u"prod-1"_s)).state, HostState::Denied);
        QVERIFY(!done->refusal().isEmpty());
        QVERIFY(!QFile::exists(u"/tmp/aiops-exec-denied"_s));
        QCOMPARE(lastAudit(u"exec.run"_s).outcome, u"denied"_s);
        QCOMPARE(lastAudit(u"exec.run"_s).detail[u"rule"_s].toString(), u"drop-database"_s);
    }
    void productionIsConfirmed()
    {
        Request request = m_desk.request(u"echo hi"_s, {u"prod-1"_s});
        const auto refused = m_desk.executions().start(request, nullptr);
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, Errc::Denied);
        QCOMPARE(lastAudit(u"exec.run"_s).outcome, u"denied"_s);
        request.isConfirmed = true;
        QCOMPARE(m_desk.run(request)->counts()[HostState::Ok], 1);
    }
    void aRuleThatConfirmsIsAsked()
    {
        Request request = m_desk.request(u"$NOTHING"_s, {u"web-1"_s});
        QCOMPARE(m_desk.executions().start(request, nullptr).error().code, Errc::Denied);
        request.isConfirmed = true;
        QCOMPARE(m_desk.run(request)->counts()[HostState::Ok], 1);
    }
    void ownRulesAreAsked()
    {
        team::CommandRule rule{.id = {}, .organization = m_desk.organization(), .name = u"No uptime"_s, .effect = team::Effect::Deny,
                               .kind = team::CommandRule::Kind::Words, .pattern = u"uptime"_s};
        const auto saved = finished(m_desk.policy().save(m_desk.permit(team::Action::PolicyEdit), rule));
        QVERIFY(saved);
        const auto done = m_desk.run(m_desk.request(u"uptime"_s, {u"web-1"_s}));
        QCOMPARE(done->counts()[HostState::Denied], 1);
        QVERIFY(finished(m_desk.policy().remove(m_desk.permit(team::Action::PolicyEdit), saved->id)));
        QCOMPARE(m_desk.run(m_desk.request(u"uptime"_s, {u"web-1"_s}))->counts()[HostState::Ok], 1);
    }
    void aRoleMayForbidIt()
    {
        m_desk.services().gatekeeper->setRole(team::Role::Viewer);
        const auto done = m_desk.run(m_desk.request(u"uptime"_s, {u"web-1"_s, u"web-2"_s}));
        m_desk.services().gatekeeper->setRole(team::Role::Admin);
        QVERIFY(done);
        QCOMPARE(done->counts()[HostState::Denied], 2);
    }

    void historyKeepsWhatCameOfIt()
    {
        const auto done = m_desk.run(m_desk.request(u"echo API_KEY=abcd1234; echo oops >&2; exit 4"_s, {u"web-1"_s, u"web-2"_s}));
        const auto kept = m_desk.executions().find(m_desk.organization(), u"last"_s);
        QVERIFY(kept);
        QCOMPARE(kept->id, done->id());
        QCOMPARE(kept->outcome, u"failed"_s);
        QCOMPARE(kept->command, u"echo API_KEY=[hidden]; echo oops >&2; exit 4"_s);
        QVERIFY(kept->isMasked);
        const auto hosts = m_desk.executions().hosts(kept->id, true);
        QVERIFY(hosts);
        QCOMPARE(hosts->size(), 2);
        QCOMPARE(hosts->first().exit, 4);
        QCOMPARE(hosts->first().out, u"API_KEY=[hidden]\n"_s);
        QCOMPARE(hosts->first().err, u"oops\n"_s);
        QCOMPARE(hosts->at(0).digest, hosts->at(1).digest);
        const AuditEntry entry = lastAudit(u"exec.run"_s);
        QCOMPARE(entry.objectId, done->id().toString());
        QCOMPARE(entry.detail[u"hosts"_s][u"web-2"_s].toString(), u"failed 4"_s);
        QCOMPARE(entry.detail[u"counts"_s][u"failed"_s].toInt(), 2);
        QVERIFY(!QJsonDocument(entry.detail).toJson().contains("oops"));
    }
    void badRequestsAreRefused_data()
    {
        QTest::addColumn<Request>("request");
        const auto row = [this](const char *name, auto change) {
            Request request = m_desk.request(u"true"_s, {u"web-1"_s});
            change(request);
            QTest::newRow(name) << request;
        };
        row("empty", [](Request &r) { r.command = u"  "_s; });
        row("zero byte", [](Request &r) { r.command = u"a"_s + QChar(0); });
        row("long", [](Request &r) { r.command = QString(200'000, u'x'); });
        row("nobody", [](Request &r) { r.targets.clear(); });
        row("parallel", [](Request &r) { r.parallel = 0; });
        row("limit", [](Request &r) { r.hostLimit = std::chrono::milliseconds(-1); });
        row("folder", [](Request &r) { r.directory = u"a\nb"_s; });
        row("variable", [](Request &r) { r.variables = {{u"A;rm"_s, std::make_shared<const Secret>()}}; });
        row("value", [](Request &r) { r.variables = {{u"A"_s, std::make_shared<const Secret>(Secret::copyOf("a\nb"))}}; });
        row("input", [](Request &r) { r.input = std::make_shared<const QByteArray>(mostInput + 1, 'x'); });
    }
    void badRequestsAreRefused()
    {
        QFETCH(Request, request);
        QVERIFY(!m_desk.executions().start(request, nullptr));
    }

private:
    AuditEntry lastAudit(const QString &action)
    {
        (void)finished(m_desk.services().audit->flushed());
        const auto rows = m_desk.services().audit->list({.action = action, .limit = 1});
        return rows && !rows->isEmpty() ? rows->first().entry : AuditEntry();
    }

    QTemporaryDir m_tools;
    SshServer m_server;
    ExecDesk m_desk;
};

QTEST_GUILESS_MAIN(TestExecution)
#include "tst_execution.moc"
