#include "ssh/client/proxycommand.h"

#include "core/text.h"
#include "ssh/client/text.h"

#include <QDir>
#include <QFile>
#include <QSocketNotifier>
#include <QStandardPaths>
#include <QTimer>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMostSaid = 4096;
constexpr int kTries = 40;
constexpr std::chrono::milliseconds kBetween{50};

void closeAll(std::initializer_list<int> descriptors)
{
    for (const int one : descriptors) {
        if (one >= 0)
            ::close(one);
    }
}

/// Asks every 50 ms whether it has ended, and ends it by force after two seconds.
void reap(pid_t pid, int left)
{
    if (::waitpid(pid, nullptr, WNOHANG) != 0)
        return;
    if (left <= 0 || !QCoreApplication::instance() || QCoreApplication::closingDown()) {
        ::kill(-pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
        return;
    }
    QTimer::singleShot(kBetween, [pid, left] { reap(pid, left - 1); });
}

std::vector<QByteArray> cleanEnvironment()
{
    std::vector<QByteArray> clean;
    for (char **one = environ; *one; ++one) {
        if (std::strncmp(*one, "AIOPS_", 6) != 0)
            clean.emplace_back(*one);
    }
    return clean;
}

std::vector<char *> pointers(std::vector<QByteArray> &texts)
{
    std::vector<char *> all;
    for (QByteArray &text : texts)
        all.push_back(text.data());
    all.push_back(nullptr);
    return all;
}

/// Input and output are `end`, errors go to `errors`; signals as at the start of a program.
int spawn(pid_t &pid, const QByteArray &program, char *const *arguments, char *const *environment, int end, int errors)
{
    posix_spawn_file_actions_t files;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawnattr_init(&attributes);
    ::posix_spawn_file_actions_adddup2(&files, end, STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, end, STDOUT_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, errors, STDERR_FILENO);
    sigset_t none, usual;
    sigemptyset(&none);
    sigemptyset(&usual);
    for (const int signal : {SIGPIPE, SIGCHLD, SIGHUP, SIGTERM, SIGINT})
        sigaddset(&usual, signal);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setsigdefault(&attributes, &usual);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK);
    const int code = ::posix_spawn(&pid, program.constData(), &files, &attributes, arguments, environment);
    ::posix_spawn_file_actions_destroy(&files);
    ::posix_spawnattr_destroy(&attributes);
    return code;
}

std::unexpected<Error> notStarted(const QString &program, int error)
{
    return std::unexpected(Error{error == ENOENT || error == EACCES ? Errc::NotFound : Errc::Failed,
                                 Text::tr("The proxy command could not be started: %1.").arg(shownPlain(program, 100)),
                                 QString::fromLocal8Bit(std::strerror(error)), Text::tr("Is the program installed and in PATH?")});
}

/// Non-blocking ends that no child gets by chance.
bool makeStreams(int (&pair)[2], int (&errors)[2])
{
    if (::socketpair(AF_UNIX, SOCK_STREAM, 0, pair) != 0)
        return false;
    if (::pipe(errors) != 0) {
        closeAll({pair[0], pair[1]});
        return false;
    }
    for (const int one : {pair[0], pair[1], errors[0], errors[1]})
        ::fcntl(one, F_SETFD, FD_CLOEXEC);
    for (const int one : {pair[0], errors[0]})
        ::fcntl(one, F_SETFL, ::fcntl(one, F_GETFL) | O_NONBLOCK);
    return true;
}

} // namespace

Result<std::shared_ptr<ProxyCommand>> ProxyCommand::start(const QStringList &words)
{
    const QString program = words.value(0);
    const QString path = program.startsWith("~/"_L1) ? QDir::home().filePath(program.sliced(2))
                         : program.contains(u'/') ? program
                                                  : QStandardPaths::findExecutable(program);
    if (path.isEmpty())
        return notStarted(program, ENOENT);
    int pair[2] = {-1, -1}, errors[2] = {-1, -1};
    if (!makeStreams(pair, errors))
        return notStarted(program, errno);
    std::vector<QByteArray> arguments, environment = cleanEnvironment();
    for (const QString &word : words)
        arguments.push_back(word.toLocal8Bit());
    pid_t pid = -1;
    const int code = spawn(pid, QFile::encodeName(path), pointers(arguments).data(), pointers(environment).data(), pair[1], errors[1]);
    closeAll({pair[1], errors[1]});
    if (code != 0) {
        closeAll({pair[0], errors[0]});
        return notStarted(program, code);
    }
    return std::shared_ptr<ProxyCommand>(new ProxyCommand(pid, pair[0], errors[0]));
}

ProxyCommand::ProxyCommand(int pid, int socket, int errors)
    : m_pid(pid), m_socket(socket), m_errors(errors), m_heard(std::make_unique<QSocketNotifier>(errors, QSocketNotifier::Read))
{
    QObject::connect(m_heard.get(), &QSocketNotifier::activated, m_heard.get(), [this] { readErrors(); });
}

ProxyCommand::~ProxyCommand()
{
    m_heard.reset();
    closeAll({m_socket, m_errors});
    ::kill(-m_pid, SIGHUP);
    ::kill(-m_pid, SIGTERM);
    reap(m_pid, kTries);
}

int ProxyCommand::takeSocket()
{
    return std::exchange(m_socket, -1);
}

void ProxyCommand::readErrors()
{
    std::array<char, 1024> buffer;
    for (int turn = 0; turn < 64; ++turn) {
        const ssize_t got = ::read(m_errors, buffer.data(), buffer.size());
        if (got == 0)
            m_heard->setEnabled(false);
        if (got <= 0)
            return;
        m_said = (m_said + QByteArray(buffer.data(), got)).right(kMostSaid);
    }
}

QString ProxyCommand::complaint()
{
    readErrors();
    return shownPlain(QString::fromLocal8Bit(m_said).simplified(), 300);
}

} // namespace aiops::ssh
