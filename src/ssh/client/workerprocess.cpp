#include "ssh/client/workerprocess.h"

#include "ssh/client/text.h"

#include <QFile>

#include <cerrno>
#include <csignal>
#include <cstring>

#include <fcntl.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

constexpr int kSocket = 3; ///< where the worker looks for it

QString &otherProgram()
{
    static QString path;
    return path;
}

class FileActions final
{
public:
    FileActions() { ::posix_spawn_file_actions_init(&m_actions); }
    ~FileActions() { ::posix_spawn_file_actions_destroy(&m_actions); }
    Q_DISABLE_COPY_MOVE(FileActions)
    posix_spawn_file_actions_t *get() { return &m_actions; }

private:
    posix_spawn_file_actions_t m_actions{};
};

/// A group of its own: a signal of the terminal is for the program, which tells its workers by closing the socket.
class Attributes final
{
public:
    Attributes()
    {
        ::posix_spawnattr_init(&m_attributes);
        sigset_t none;
        ::sigemptyset(&none);
        ::posix_spawnattr_setsigmask(&m_attributes, &none);
        ::posix_spawnattr_setpgroup(&m_attributes, 0);
        ::posix_spawnattr_setflags(&m_attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETPGROUP);
    }
    ~Attributes() { ::posix_spawnattr_destroy(&m_attributes); }
    Q_DISABLE_COPY_MOVE(Attributes)
    posix_spawnattr_t *get() { return &m_attributes; }

private:
    posix_spawnattr_t m_attributes{};
};

std::unexpected<Error> cannotStart(const QString &why)
{
    Error error{Errc::Failed, Text::tr("The program that drives SSH connections could not be started.")};
    error.detail = why;
    return std::unexpected(error);
}

} // namespace

void WorkerProcess::useProgram(const QString &path)
{
    otherProgram() = path;
}

QString WorkerProcess::program()
{
    if (!otherProgram().isEmpty())
        return otherProgram();
    const QString folder = QCoreApplication::applicationDirPath();
    for (const QString &place : {folder + u"/aiops-ssh-worker"_s, folder + u"/../libexec/aiops-ssh-worker"_s}) {
        if (QFile::exists(place))
            return place;
    }
    return {};
}

Result<WorkerProcess> WorkerProcess::start()
{
    const QByteArray path = QFile::encodeName(program());
    if (path.isEmpty())
        return cannotStart(u"aiops-ssh-worker is not beside the program"_s);
    int sockets[2] = {-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets) != 0)
        return cannotStart(QString::fromLocal8Bit(std::strerror(errno)));
    FileActions actions;
    ::posix_spawn_file_actions_addopen(actions.get(), 0, "/dev/null", O_RDONLY, 0);
    ::posix_spawn_file_actions_addopen(actions.get(), 1, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_adddup2(actions.get(), sockets[1], kSocket);
#ifdef __linux__
    ::posix_spawn_file_actions_addclosefrom_np(actions.get(), kSocket + 1);
#endif
    Attributes attributes;
    QByteArray name = "aiops-ssh-worker", language = "LC_ALL=C";
    char *words[] = {name.data(), nullptr};
    char *environment[] = {language.data(), nullptr};
    pid_t pid = -1;
    const int code = ::posix_spawn(&pid, path.constData(), actions.get(), attributes.get(), words, environment);
    ::close(sockets[1]);
    if (code != 0) {
        ::close(sockets[0]);
        return cannotStart(QString::fromLocal8Bit(std::strerror(code)));
    }
    return WorkerProcess(pid, sockets[0]);
}

WorkerProcess::WorkerProcess(WorkerProcess &&other) noexcept
    : m_pid(std::exchange(other.m_pid, -1)), m_socket(std::exchange(other.m_socket, -1))
{
}

WorkerProcess &WorkerProcess::operator=(WorkerProcess &&other) noexcept
{
    std::swap(m_pid, other.m_pid);
    std::swap(m_socket, other.m_socket);
    return *this;
}

WorkerProcess::~WorkerProcess()
{
    if (m_socket >= 0)
        ::close(m_socket);
    if (m_pid <= 0)
        return;
    ::kill(m_pid, SIGKILL);
    while (::waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) { }
}

} // namespace aiops::ssh
