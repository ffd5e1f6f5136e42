#include "features/terminal/shellprocess.h"

#include "features/terminal/hangup.h"

#include <QCoreApplication>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <vector>
#ifdef Q_OS_LINUX
#include <sys/syscall.h>
#endif

namespace aiops::terminal {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Error failure(const char *step)
{
    return Error{Errc::Failed, QCoreApplication::translate("terminal", "The shell of this computer could not be started."),
                 QString::fromLatin1(step) + u": "_s + QString::fromLocal8Bit(std::strerror(errno))};
}

class Descriptor final
{
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    ~Descriptor()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    int get() const { return m_fd; }
    int release() { return std::exchange(m_fd, -1); }

private:
    Q_DISABLE_COPY_MOVE(Descriptor)
    int m_fd;
};

void setSize(int terminal, int columns, int rows)
{
    const winsize size{.ws_row = ushort(qBound(1, rows, 10'000)), .ws_col = ushort(qBound(1, columns, 10'000)), .ws_xpixel = 0, .ws_ypixel = 0};
    ::ioctl(terminal, TIOCSWINSZ, &size);
}

int openMaster()
{
    const int master = ::posix_openpt(O_RDWR | O_NOCTTY);
    if (master < 0)
        return -1;
    ::fcntl(master, F_SETFD, FD_CLOEXEC);
    ::fcntl(master, F_SETFL, ::fcntl(master, F_GETFL) | O_NONBLOCK);
    if (::grantpt(master) == 0 && ::unlockpt(master) == 0)
        return master;
    ::close(master);
    return -1;
}

int openSlave(int master)
{
    const char *name = ::ptsname(master); // one thread opens terminals here
    const int slave = name ? ::open(name, O_RDWR | O_NOCTTY | O_CLOEXEC) : -1;
    termios settings{};
    if (slave >= 0 && ::tcgetattr(slave, &settings) == 0) {
        settings.c_iflag |= IUTF8;
        settings.c_cc[VERASE] = '\x7f';
        ::tcsetattr(slave, TCSANOW, &settings);
    }
    return slave;
}

std::vector<char *> pointersTo(QByteArrayList &texts)
{
    std::vector<char *> pointers;
    for (QByteArray &text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

void closeFrom(int first)
{
#ifdef SYS_close_range
    if (::syscall(SYS_close_range, unsigned(first), ~0U, 0U) == 0)
        return;
#endif
    const long most = ::sysconf(_SC_OPEN_MAX);
    for (int fd = first; fd < (most > 0 && most < 65'536 ? most : 65'536); ++fd)
        ::close(fd);
}

QByteArray signalName(int number)
{
#if defined(Q_OS_MACOS)
    const char *name = number < NSIG ? sys_signame[number] : nullptr;
#elif defined(__GLIBC__)
    const char *name = ::sigabbrev_np(number);
#else
    const char *name = nullptr;
#endif
    return name ? QByteArray(name).toUpper() : QByteArray::number(number);
}

/// Between fork and exec: nothing that allocates or locks, other threads may have been at it.
[[noreturn]] void become(int slave, const char *program, const char *folder, char **arguments, char **environment)
{
    ::setsid();
    ::ioctl(slave, TIOCSCTTY, 0);
    for (int fd = 0; fd < 3; ++fd)
        ::dup2(slave, fd);
    closeFrom(3);
    for (int number = 1; number < NSIG; ++number)
        ::signal(number, SIG_DFL);
    sigset_t none;
    ::sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    if (::chdir(folder) != 0 && ::chdir("/") != 0)
        ::_exit(126);
    ::execve(program, arguments, environment);
    ::_exit(127);
}

} // namespace

Result<std::unique_ptr<ShellProcess>> ShellProcess::start(const ShellPlan &plan, const ssh::Pty &pty)
{
    Descriptor master(openMaster());
    if (master.get() < 0)
        return std::unexpected(failure("openpt"));
    const Descriptor slave(openSlave(master.get()));
    if (slave.get() < 0)
        return std::unexpected(failure("open slave"));
    setSize(master.get(), pty.columns, pty.rows);
    QByteArrayList names{plan.name}, entries = plan.environment;
    const std::vector<char *> arguments = pointersTo(names), environment = pointersTo(entries);
    const pid_t pid = ::fork();
    if (pid == 0)
        become(slave.get(), plan.program.constData(), plan.folder.constData(), const_cast<char **>(arguments.data()),
               const_cast<char **>(environment.data()));
    if (pid < 0)
        return std::unexpected(failure("fork"));
    return std::unique_ptr<ShellProcess>(new ShellProcess(master.release(), pid));
}

ShellProcess::ShellProcess(int terminal, pid_t pid) : m_terminal(terminal), m_pid(pid)
{
    m_poll.setInterval(250ms);
    connect(&m_poll, &QTimer::timeout, this, &ShellProcess::reap);
    watch();
}

ShellProcess::~ShellProcess()
{
    m_endNotifier.reset();
    if (m_processFd >= 0)
        ::close(m_processFd);
    const pid_t foreground = ::tcgetpgrp(m_terminal);
    ::close(m_terminal);
    // What a shell left behind when it ended by itself goes on, as everywhere.
    if (m_running)
        hangUp(m_pid, foreground);
}

void ShellProcess::watch()
{
#ifdef SYS_pidfd_open
    m_processFd = int(::syscall(SYS_pidfd_open, m_pid, 0U)); // close-on-exec of itself
#endif
    if (m_processFd < 0)
        return m_poll.start();
    m_endNotifier = std::make_unique<QSocketNotifier>(m_processFd, QSocketNotifier::Read);
    connect(m_endNotifier.get(), &QSocketNotifier::activated, this, &ShellProcess::reap);
}

void ShellProcess::reap()
{
    int status = 0;
    if (!m_running || ::waitpid(m_pid, &status, WNOHANG) != m_pid)
        return;
    m_running = false;
    m_poll.stop();
    if (m_endNotifier)
        m_endNotifier->setEnabled(false);
    if (WIFEXITED(status))
        m_exit.status = WEXITSTATUS(status);
    else if (WIFSIGNALED(status))
        m_exit.signal = signalName(WTERMSIG(status));
    emit ended();
}

void ShellProcess::resize(int columns, int rows)
{
    setSize(m_terminal, columns, rows);
}

void ShellProcess::sendSignal(int signal)
{
    if (const pid_t group = ::tcgetpgrp(m_terminal); group > 1 && m_running)
        ::killpg(group, signal);
}

bool ShellProcess::isBusy() const
{
    const pid_t group = ::tcgetpgrp(m_terminal);
    return m_running && group > 0 && group != m_pid;
}

} // namespace aiops::terminal
