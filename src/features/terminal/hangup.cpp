#include "features/terminal/hangup.h"

#include <QCoreApplication>
#include <QTimer>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>
#ifdef Q_OS_LINUX
#include <dirent.h>
#endif
#ifdef Q_OS_MACOS
#include <libproc.h>
#endif

namespace aiops::terminal {

using namespace std::chrono_literals;

namespace {

constexpr auto kTick = 100ms;
constexpr int kPatience = 20; // ticks
constexpr int kLastPatience = 30; // of 10 ms, when the program ends

std::vector<pid_t> allProcesses()
{
    std::vector<pid_t> found;
#ifdef Q_OS_LINUX
    if (DIR *folder = ::opendir("/proc")) {
        while (const dirent *entry = ::readdir(folder)) {
            if (const long pid = std::strtol(entry->d_name, nullptr, 10); pid > 1)
                found.push_back(pid_t(pid));
        }
        ::closedir(folder);
    }
#endif
#ifdef Q_OS_MACOS
    found.resize(size_t(std::max(0, ::proc_listallpids(nullptr, 0))) + 64);
    found.resize(size_t(std::max(0, ::proc_listallpids(found.data(), int(found.size() * sizeof(pid_t))))));
#endif
    return found;
}

/// Waits for the shell without waiting; gone when it is done.
class Leaving final : public QObject
{
public:
    Leaving(pid_t shell, pid_t foreground) : QObject(QCoreApplication::instance()), m_shell(shell), m_foreground(foreground)
    {
        m_timer.setInterval(kTick);
        connect(&m_timer, &QTimer::timeout, this, &Leaving::tick);
        m_timer.start();
    }
    ~Leaving() override
    {
        for (int i = 0; !m_gone && i < kLastPatience; ++i) {
            ::usleep(10'000); // the program ends: there is no event loop any more, and a shell may still be saving its history
            m_gone = ::waitpid(m_shell, nullptr, WNOHANG) != 0;
        }
        end();
    }

private:
    void tick()
    {
        m_gone = m_gone || ::waitpid(m_shell, nullptr, WNOHANG) != 0;
        const bool isGroupGone = m_foreground <= 1 || ::killpg(m_foreground, 0) != 0;
        if (++m_ticks < kPatience && !(m_gone && isGroupGone))
            return;
        m_timer.stop();
        end();
        deleteLater();
    }

    void end()
    {
        if (m_foreground > 1 && (!m_gone || m_foreground != m_shell) && ::getsid(m_foreground) == m_shell)
            ::killpg(m_foreground, SIGKILL);
        if (m_gone)
            return;
        ::kill(m_shell, SIGKILL);
        ::waitpid(m_shell, nullptr, 0);
        m_gone = true;
    }

    QTimer m_timer;
    pid_t m_shell;
    pid_t m_foreground;
    bool m_gone = false;
    int m_ticks = 0;
};

} // namespace

void hangUp(pid_t shell, pid_t foreground)
{
    for (const pid_t pid : allProcesses()) {
        if (::getsid(pid) == shell) { // itself too
            ::kill(pid, SIGHUP);
            ::kill(pid, SIGCONT);
        }
    }
    new Leaving(shell, foreground);
}

} // namespace aiops::terminal
