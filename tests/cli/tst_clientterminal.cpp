#include "cli/clientrun.h"

#include <QElapsedTimer>

#include <fcntl.h>
#include <pty.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

using namespace aiops::test;
using namespace Qt::StringLiterals;

namespace {

/// `aiops` on a terminal of its own, as a person has it.
class OnTerminal final
{
public:
    OnTerminal(const ClientBench &bench, const QList<QByteArray> &words)
    {
        const QByteArray program = QFile::encodeName(bench.program());
        const QByteArray home = QFile::encodeName(bench.home());
        winsize size{24, 80, 0, 0};
        m_slave = -1;
        ::openpty(&m_master, &m_slave, nullptr, nullptr, &size);
        ::tcgetattr(m_slave, &m_before);
        m_pid = ::fork();
        if (m_pid == 0) {
            ::login_tty(m_slave);
            ::close(m_master);
            ::setenv("AIOPS_HOME", home.constData(), 1);
            std::vector<char *> arguments{const_cast<char *>("aiops")};
            for (const QByteArray &word : words)
                arguments.push_back(const_cast<char *>(word.constData()));
            arguments.push_back(nullptr);
            ::execv(program.constData(), arguments.data());
            ::_exit(127);
        }
        ::fcntl(m_master, F_SETFL, O_NONBLOCK);
    }
    ~OnTerminal()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            ::waitpid(m_pid, nullptr, 0);
        }
        ::close(m_master);
        ::close(m_slave);
    }

    bool shows(const QByteArray &text)
    {
        char buffer[4096];
        for (ssize_t size = 1; size > 0;) {
            size = ::read(m_master, buffer, sizeof buffer);
            if (size > 0)
                m_screen.append(buffer, size);
        }
        return m_screen.contains(text);
    }
    void type(const QByteArray &text) { QCOMPARE(::write(m_master, text.constData(), size_t(text.size())), text.size()); }
    void resize(ushort columns, ushort rows)
    {
        const winsize size{rows, columns, 0, 0};
        ::ioctl(m_master, TIOCSWINSZ, &size);
    }
    bool has(tcflag_t flag) const
    {
        termios now{};
        ::tcgetattr(m_slave, &now);
        return now.c_lflag & flag;
    }
    bool isAsBefore() const
    {
        termios now{};
        ::tcgetattr(m_slave, &now);
        return now.c_lflag == m_before.c_lflag && now.c_iflag == m_before.c_iflag && now.c_oflag == m_before.c_oflag;
    }
    void signal(int number) const { ::kill(m_pid, number); }
    bool ended()
    {
        shows({});
        int status = 0;
        if (m_pid > 0 && ::waitpid(m_pid, &status, WNOHANG) == m_pid) {
            m_pid = -1;
            m_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        }
        return m_pid < 0;
    }
    int code() const { return m_code; }
    QByteArray screen() const { return m_screen; }

private:
    int m_master = -1;
    int m_slave = -1;
    pid_t m_pid = -1;
    int m_code = -1;
    termios m_before{};
    QByteArray m_screen;
};

} // namespace

class TestClientTerminal final : public QObject
{
    Q_OBJECT

private slots:
    void promptsAreAnsweredWithoutEcho()
    {
        const ClientBench bench;
        OnTerminal terminal(bench, {"t", "ask"});
        QTRY_VERIFY(terminal.shows("Passphrase of the test: "));
        QVERIFY(!terminal.has(ECHO));
        terminal.type("s3cret\n");
        QTRY_VERIFY(terminal.shows("Name: "));
        QVERIFY(!terminal.screen().contains("s3cret"));
        QVERIFY(terminal.has(ECHO));
        terminal.type("Ada\n");
        QTRY_VERIFY(terminal.ended());
        QCOMPARE(terminal.code(), 0);
        QVERIFY(terminal.screen().contains("got s3cret and Ada"));
        QVERIFY(terminal.isAsBefore());
    }

    void interruptAtAPromptPutsTheTerminalBack()
    {
        const ClientBench bench;
        OnTerminal terminal(bench, {"t", "ask"});
        QTRY_VERIFY(terminal.shows("Passphrase of the test: "));
        terminal.type("\x03");
        QTRY_VERIFY(terminal.ended());
        QCOMPARE(terminal.code(), 130);
        QVERIFY(terminal.isAsBefore());
    }

    void rawModePassesKeysAndSizes()
    {
        const ClientBench bench;
        OnTerminal terminal(bench, {"t", "size"});
        QTRY_VERIFY(terminal.shows("size 80x24"));
        QTRY_VERIFY(!terminal.has(ICANON));
        terminal.type("\x03");
        QTRY_VERIFY(terminal.shows("typed 03"));
        terminal.resize(132, 50);
        QTRY_VERIFY(terminal.shows("size 132x50"));
        terminal.type("q");
        QTRY_VERIFY(terminal.ended());
        QCOMPARE(terminal.code(), 0);
        QVERIFY(terminal.isAsBefore());
    }

    void theTerminalIsPutBackWhateverHappens_data()
    {
        QTest::addColumn<bool>("owner");
        QTest::newRow("SIGTERM to aiops") << false;
        QTest::newRow("owner killed") << true;
    }
    void theTerminalIsPutBackWhateverHappens()
    {
        QFETCH(bool, owner);
        const ClientBench bench;
        OnTerminal terminal(bench, {"t", "size"});
        QTRY_VERIFY(!terminal.has(ICANON));
        if (owner)
            ::kill(pid_t(bench.result({u"t"_s, u"pid"_s}).out.trimmed().toLongLong()), SIGKILL);
        else
            terminal.signal(SIGTERM);
        QTRY_VERIFY(terminal.ended());
        QCOMPARE(terminal.code(), owner ? 1 : 143);
        QVERIFY(terminal.isAsBefore());
    }
};

QTEST_GUILESS_MAIN(TestClientTerminal)
#include "tst_clientterminal.moc"
