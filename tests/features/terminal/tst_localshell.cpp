#include "features/terminal/localshell.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>

using namespace aiops;
using namespace aiops::terminal;
using namespace Qt::StringLiterals;

using State = TerminalSession::State;

namespace {

constexpr int kPatience = 30'000;

ShellPlan plainShell(const QByteArray &folder = "/tmp")
{
    return {"/bin/sh", "sh", shellEnvironment({"PATH=/usr/bin:/bin", "PS1=$ ", "HOME=/tmp"}, "/bin/sh"), folder};
}

bool isAlive(pid_t pid)
{
    return ::kill(pid, 0) == 0;
}

} // namespace

class TestLocalShell final : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void theEnvironmentIsNotOurs_data();
    void theEnvironmentIsNotOurs();
    void theShellIsThePersons();
    void itHasATerminalOfItsOwn();
    void itStartsInItsFolder();
    void aFolderThatIsGoneIsNoObstacle();
    void noDescriptorOfOursIsLeftOpen();
    void signalsAreAsForAnyShell();
    void theSizeFollows();
    void theExitCodeIsKept_data();
    void theExitCodeIsKept();
    void aSignalIsNamed();
    void aProgramThatIsMissingEndsWith127();
    void whatItWroteLastIsRead();
    void aBackgroundJobDoesNotKeepTheSessionOpen();
    void itWaitsUntilTheOutputIsShown();
    void aFloodPasses();
    void aLongPasteArrivesWhole();
    void itIsBusyWhileSomethingRuns();
    void theForegroundDiesWithTheTab();
    void aStubbornShellIsEndedInTheEnd();
    void aSessionStartsAgain();

private:
    void start(const ShellPlan &plan = plainShell());
    void type(const QByteArray &line) { m_shell->write(line + '\n'); }
    bool sees(const QByteArray &text) const { return m_out.contains(text); }
    bool reaches(const QByteArray &text);
    pid_t pidAfter(const QByteArray &mark);

    std::shared_ptr<LocalShell> m_shell;
    QByteArray m_out;
    qint64 m_received = 0;
    std::optional<ssh::ExitState> m_exit;
    bool m_isShown = true; ///< what arrives is acknowledged at once
};

void TestLocalShell::init()
{
    m_out.clear();
    m_received = 0;
    m_exit.reset();
    m_isShown = true;
}

void TestLocalShell::cleanup()
{
    m_shell.reset();
}

void TestLocalShell::start(const ShellPlan &plan)
{
    auto process = ShellProcess::start(plan, {.columns = 100, .rows = 30});
    QVERIFY(process);
    m_shell = std::make_shared<LocalShell>(*std::move(process));
    connect(m_shell.get(), &ssh::Channel::received, this, [this](ssh::Channel::Stream, const QByteArray &data) {
        m_received += data.size();
        m_out = (m_out + data).last(qMin<qsizetype>(m_out.size() + data.size(), 64 << 10));
        if (m_isShown)
            m_shell->consumed(data.size());
    });
    connect(m_shell.get(), &ssh::Channel::closed, this, [this](const ssh::ExitState &exit) { m_exit = exit; });
}

bool TestLocalShell::reaches(const QByteArray &text)
{
    const bool found = QTest::qWaitFor([&] { return sees(text); }, kPatience);
    if (!found)
        qWarning().noquote() << "no" << text << "in" << m_out;
    return found;
}

/// "mark-123-": the number that a line of the shell printed; the line itself is seen too, as it was typed.
pid_t TestLocalShell::pidAfter(const QByteArray &mark)
{
    const QRegularExpression number(QString::fromLatin1(mark) + u"-(\\d+)-"_s);
    QRegularExpressionMatch match;
    const bool found = QTest::qWaitFor([&] { return (match = number.match(QString::fromLatin1(m_out))).hasMatch(); }, kPatience);
    return found ? match.captured(1).toInt() : -1;
}

void TestLocalShell::theEnvironmentIsNotOurs_data()
{
    QTest::addColumn<QByteArray>("entry");
    QTest::addColumn<bool>("isPassedOn");
    for (const char *entry : {"PATH=/bin", "LANG=C", "DISPLAY=:0", "SSH_AUTH_SOCK=/x", "TERMINFO=/x", "MY_AIOPS_=1", "A=", "B=x=y"})
        QTest::newRow(entry) << QByteArray(entry) << true;
    for (const char *entry : {"AIOPS_HOME=/h", "AIOPS_PASSPHRASE=x", "AIOPS_=", "TERM=dumb", "COLUMNS=80", "LINES=24", "VTE_VERSION=1", "WINDOWID=7",
                              "TMUX=/t", "STY=1", "KONSOLE_DBUS_SESSION=1", "TERM_PROGRAM=x", "SHLVL=3", "=x", "nothing", ""})
        QTest::addRow("not %s", entry) << QByteArray(entry) << false;
}

void TestLocalShell::theEnvironmentIsNotOurs()
{
    QFETCH(QByteArray, entry);
    const QByteArrayList environment = shellEnvironment({entry}, "/bin/zsh");
    QTEST(environment.contains(entry), "isPassedOn");
    for (const char *own : {"TERM=xterm-256color", "COLORTERM=truecolor", "SHELL=/bin/zsh"})
        QCOMPARE(environment.count(own), 1);
}

void TestLocalShell::theShellIsThePersons()
{
    qputenv("AIOPS_HOME", "/somewhere");
    const ShellPlan plan = localShellPlan();
    QVERIFY(::access(plan.program.constData(), X_OK) == 0);
    QVERIFY(plan.program.endsWith(QByteArray(plan.name).replace('-', "")));
    QCOMPARE(plan.folder, qgetenv("HOME"));
    QVERIFY(std::ranges::none_of(plan.environment, [](const QByteArray &entry) { return entry.startsWith("AIOPS_"); }));
}

void TestLocalShell::itHasATerminalOfItsOwn()
{
    start();
    type("test -t 0 && test -t 1 && test -t 2 && echo tty-o''k; (: </dev/tty) && echo controlling-o''k; ps -o pid=,sid= -p $$");
    QVERIFY(reaches("tty-ok"));
    QVERIFY(reaches("controlling-ok"));
    type("echo $TERM; echo lines-$(stty size)-");
    QVERIFY(reaches("xterm-256color"));
    QVERIFY(reaches("lines-30 100-"));
}

void TestLocalShell::itStartsInItsFolder()
{
    const QTemporaryDir folder;
    start(plainShell(folder.path().toUtf8()));
    type("echo at-$(pwd)-");
    QVERIFY(reaches("at-" + folder.path().toUtf8() + '-'));
}

void TestLocalShell::aFolderThatIsGoneIsNoObstacle()
{
    start(plainShell("/gone/for/ever"));
    type("echo at-$(pwd)-");
    QVERIFY(reaches("at-/-"));
}

void TestLocalShell::noDescriptorOfOursIsLeftOpen()
{
    const int leaked = ::open("/dev/null", O_RDONLY); // without close-on-exec, as a library may do it
    QVERIFY(leaked > 2);
    start();
#ifdef Q_OS_LINUX
    type("echo open:; ls -1 /proc/$$/fd; echo en''d");
    QVERIFY(reaches("end"));
    const qsizetype at = m_out.lastIndexOf("open:\r\n") + 5;
    QByteArrayList open = m_out.sliced(at, m_out.indexOf("end", at) - at).simplified().split(' ');
    open.removeAll("10"); // where dash keeps its terminal
    open.removeAll("255"); // and bash
    QCOMPARE(open, (QByteArrayList{"0", "1", "2"}));
#endif
    ::close(leaked);
}

void TestLocalShell::signalsAreAsForAnyShell()
{
    ::signal(SIGPIPE, SIG_IGN);
    start();
#ifdef Q_OS_LINUX
    type("sed -n 's/^Sig\\(Ign\\|Blk\\):.*[1-9a-f].*/odd/p' /proc/self/status; echo looke''d");
    QVERIFY(reaches("looked"));
    QVERIFY2(!sees("\nodd"), m_out);
#endif
}

void TestLocalShell::theSizeFollows()
{
    start();
    m_shell->resize(132, 43);
    type("echo size-$(stty size)-");
    QVERIFY(reaches("size-43 132-"));
    m_shell->resize(-5, 1'000'000);
    type("echo size-$(stty size)-");
    QVERIFY(reaches("size-10000 1-"));
}

void TestLocalShell::theExitCodeIsKept_data()
{
    QTest::addColumn<int>("code");
    for (const int code : {0, 1, 3, 255})
        QTest::addRow("%d", code) << code;
}

void TestLocalShell::theExitCodeIsKept()
{
    QFETCH(int, code);
    start();
    type("exit " + QByteArray::number(code));
    QTRY_VERIFY_WITH_TIMEOUT(m_exit, kPatience);
    QCOMPARE(m_exit->status, std::optional(code));
    QVERIFY(!m_shell->isOpen());
}

void TestLocalShell::aSignalIsNamed()
{
    start();
    type("kill -9 $$");
    QTRY_VERIFY_WITH_TIMEOUT(m_exit, kPatience);
    QVERIFY(!m_exit->status);
    QCOMPARE(m_exit->signal, "KILL");
}

void TestLocalShell::aProgramThatIsMissingEndsWith127()
{
    ShellPlan plan = plainShell();
    plan.program = "/gone/shell";
    start(plan);
    QTRY_VERIFY_WITH_TIMEOUT(m_exit, kPatience);
    QCOMPARE(m_exit->status, std::optional(127));
}

void TestLocalShell::whatItWroteLastIsRead()
{
    start();
    type("exec sh -c 'head -c 200000 /dev/zero | tr \"\\0\" x; echo last-wor''d'");
    QTRY_VERIFY_WITH_TIMEOUT(m_exit, kPatience);
    QVERIFY(m_out.endsWith("last-word\r\n"));
    QVERIFY(m_received > 200'000);
}

void TestLocalShell::aBackgroundJobDoesNotKeepTheSessionOpen()
{
    start();
    type("sleep 300 & echo job-$!-");
    const pid_t job = pidAfter("job");
    QVERIFY(job > 1);
    type("exit 4");
    QTRY_VERIFY_WITH_TIMEOUT(m_exit, kPatience);
    QCOMPARE(m_exit->status, std::optional(4));
    QVERIFY(isAlive(job)); // as with any terminal
    ::kill(job, SIGKILL);
}

void TestLocalShell::itWaitsUntilTheOutputIsShown()
{
    m_isShown = false;
    start();
    type("yes | head -c 3000000; echo don''e");
    QTRY_COMPARE_WITH_TIMEOUT(m_received, LocalShell::kWindow, kPatience);
    QVERIFY(!QTest::qWaitFor([&] { return m_received > LocalShell::kWindow; }, 100));
    m_isShown = true;
    m_shell->consumed(m_received);
    QVERIFY(reaches("done"));
    QVERIFY(m_received > 3'000'000);
}

void TestLocalShell::aFloodPasses()
{
    start();
    qint64 longest = 0;
    QElapsedTimer sinceBeat;
    QTimer beat;
    connect(&beat, &QTimer::timeout, this, [&] { longest = qMax(longest, sinceBeat.restart()); });
    sinceBeat.start();
    beat.start(10);
    type("head -c 10000000 /dev/zero | tr '\\0' x; echo don''e");
    QTRY_VERIFY_WITH_TIMEOUT(sees("done"), 100'000);
    QVERIFY(m_received > 10'000'000);
    QVERIFY2(longest < 1000, qPrintable(QString::number(longest))); // the window is never held up for long
}

void TestLocalShell::aLongPasteArrivesWhole()
{
    start();
    type("stty -icanon -echo; echo pasta''ble; head -c 500000 | wc -c; echo counte''d");
    QVERIFY(reaches("pastable"));
    const QByteArray text(500'000, 'p');
    m_shell->write(text);
    QVERIFY(reaches("500000"));
    QVERIFY(reaches("counted"));
    QCOMPARE(m_shell->bytesQueued(), 0);
}

void TestLocalShell::itIsBusyWhileSomethingRuns()
{
    start();
    type("echo ready-$$-");
    QVERIFY(pidAfter("ready") > 1);
    QTRY_VERIFY(!m_shell->isBusy());
    type("cat");
    QTRY_VERIFY_WITH_TIMEOUT(m_shell->isBusy(), kPatience);
    m_shell->sendSignal("INT");
    QTRY_VERIFY_WITH_TIMEOUT(!m_shell->isBusy(), kPatience);
    type("cat");
    QTRY_VERIFY_WITH_TIMEOUT(m_shell->isBusy(), kPatience);
    m_shell->sendEof();
    QTRY_VERIFY_WITH_TIMEOUT(!m_shell->isBusy(), kPatience);
}

void TestLocalShell::theForegroundDiesWithTheTab()
{
    start();
    type("echo shell-$$-; sleep 301 & echo job-$!-; sh -c 'echo child-$$-; sleep 302; :'");
    const pid_t shell = pidAfter("shell"), job = pidAfter("job"), child = pidAfter("child");
    QVERIFY(shell > 1 && job > 1 && child > 1);
    m_shell->close();
    for (const pid_t pid : {shell, job, child})
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), kPatience);
}

void TestLocalShell::aStubbornShellIsEndedInTheEnd()
{
    start();
    type("trap '' HUP; echo shell-$$-; sh -c 'echo child-$$-; sleep 303; :'");
    const pid_t shell = pidAfter("shell"), child = pidAfter("child");
    QVERIFY(shell > 1 && child > 1);
    QElapsedTimer took;
    took.start();
    m_shell->close();
    QVERIFY(took.elapsed() < 500);
    for (const pid_t pid : {shell, child})
        QTRY_VERIFY_WITH_TIMEOUT(!isAlive(pid), kPatience);
}

void TestLocalShell::aSessionStartsAgain()
{
    TerminalSession session(localEndpoint(), [](ssh::Endpoint, const ssh::Pty &pty, std::shared_ptr<ssh::ConnectReport>) {
        auto process = ShellProcess::start(plainShell(), pty);
        return ready<OpenChannel>(OpenChannel{nullptr, std::make_shared<LocalShell>(*std::move(process))});
    });
    QByteArray out;
    connect(&session, &TerminalSession::output, this, [&](const QByteArray &data) { out += data, session.shown(data.size()); });
    QVERIFY(session.isLocal());
    for (int i = 0; i < 2; ++i) {
        out.clear();
        session.start();
        QTRY_COMPARE(session.state(), State::Live);
        session.type("echo again-o''k; exit 5\n");
        QTRY_COMPARE_WITH_TIMEOUT(session.state(), State::Closed, kPatience);
        QVERIFY(out.contains("again-ok"));
        QCOMPARE(session.exit().status, std::optional(5));
        QVERIFY(!session.isBusy());
    }
}

QTEST_GUILESS_MAIN(TestLocalShell)
#include "tst_localshell.moc"
