#include "cli/systemkeychain.h"

#include "cli/keychainmain.h"

#include <QCoreApplication>
#include <QFile>

#ifdef Q_OS_UNIX
#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>
extern char **environ;
#endif

namespace aiops::cli {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kAskAgainAfter = 10s;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

Error errorOf(KeychainAnswer answer)
{
    switch (answer) {
    case KeychainAnswer::Missing: return {Errc::NotFound, tr("The keychain has no key of this computer."), {}};
    case KeychainAnswer::NoKeychain: return {Errc::NotFound, tr("There is no keychain on this computer."), {}};
    case KeychainAnswer::Refused: return {Errc::Denied, tr("The keychain is locked or did not allow it."), {}};
    default: return {Errc::Failed, tr("The keychain could not be used."), {}};
    }
}

Error lateError()
{
    return {Errc::TimedOut, tr("The keychain did not answer."), {}};
}

} // namespace

#ifdef Q_OS_UNIX

/// One run of the program. It ends with this object at the latest.
class SystemKeychain::Helper final
{
public:
    Helper(const QString &program, const char *verb, const QString &entry, const Secret *input)
    {
        int in[2], out[2];
        if (::pipe2(in, O_CLOEXEC) != 0)
            return;
        if (::pipe2(out, O_CLOEXEC) == 0) {
            spawn(program, verb, entry, in[0], out[1]);
            ::close(out[1]);
            m_out = out[0];
        }
        if (input && m_pid > 0) // a few bytes: they fit into the pipe, whose other end is still open here
            (void)!::write(in[1], input->reveal().data(), size_t(input->size()));
        ::close(in[0]);
        ::close(in[1]);
    }
    ~Helper()
    {
        if (m_out >= 0)
            ::close(m_out);
        if (m_pid > 0 && ::kill(m_pid, SIGKILL) == 0)
            ::waitpid(m_pid, nullptr, 0);
    }
    Helper(const Helper &) = delete;
    Helper &operator=(const Helper &) = delete;

    Result<Secret> take(std::chrono::milliseconds patience)
    {
        QElapsedTimer waited;
        waited.start();
        while (m_pid > 0) {
            pollfd poll{.fd = m_out, .events = POLLIN, .revents = 0};
            const auto left = std::max<qint64>(0, patience.count() - waited.elapsed());
            const int ready = ::poll(&poll, 1, int(left));
            if (ready == 0)
                return std::unexpected(lateError());
            const ssize_t got = ready > 0 ? ::read(m_out, m_bytes.data() + m_size, size_t(m_bytes.size() - m_size)) : -1;
            if (got > 0)
                m_size += got;
            else if (errno != EINTR || got == 0)
                break;
        }
        const auto answer = m_size > 0 ? KeychainAnswer(m_bytes.reveal()[0]) : KeychainAnswer::Failed;
        if (answer != KeychainAnswer::Done)
            return std::unexpected(errorOf(answer));
        return Secret::copyOf(m_bytes.reveal().sliced(1, m_size - 1));
    }

private:
    void spawn(const QString &program, const char *verb, const QString &entry, int in, int out)
    {
        posix_spawn_file_actions_t actions;
        ::posix_spawn_file_actions_init(&actions);
        ::posix_spawn_file_actions_adddup2(&actions, in, 0);
        ::posix_spawn_file_actions_adddup2(&actions, out, 1);
        ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
        QByteArray path = QFile::encodeName(program), option = keychainOption, word = verb, name = entry.toUtf8();
        char *arguments[] = {path.data(), option.data(), word.data(), name.data(), nullptr};
        if (::posix_spawn(&m_pid, path.constData(), &actions, nullptr, arguments, environ) != 0)
            m_pid = 0;
        ::posix_spawn_file_actions_destroy(&actions);
    }

    pid_t m_pid = 0;
    int m_out = -1;
    Secret m_bytes = Secret::zeroed(keychainLargest + 1);
    qsizetype m_size = 0;
};

#else

class SystemKeychain::Helper final
{
public:
    Helper(const QString &, const char *, const QString &, const Secret *) {}
    Result<Secret> take(std::chrono::milliseconds) { return std::unexpected(errorOf(KeychainAnswer::NoKeychain)); }
};

#endif

SystemKeychain::SystemKeychain(QString program, std::chrono::milliseconds patience) : m_program(std::move(program)), m_patience(patience) {}
SystemKeychain::~SystemKeychain() = default;

Result<Secret> SystemKeychain::read(const QString &entry)
{
    if (m_refusal && m_failed.durationElapsed() < kAskAgainAfter)
        return std::unexpected(*m_refusal);
    const bool isWaitedFor = m_reading != nullptr; // not a second time: every entry of the audit chain would wait
    if (!isWaitedFor)
        m_reading = std::make_unique<Helper>(m_program, "read", entry, nullptr);
    Result<Secret> value = m_reading->take(isWaitedFor ? 0ms : m_patience);
    if (!value && value.error().code == Errc::TimedOut)
        return value;
    m_reading.reset();
    m_refusal = value ? std::nullopt : std::optional(value.error());
    m_failed.start();
    return value;
}

Status SystemKeychain::write(const QString &entry, const Secret &value)
{
    m_refusal.reset();
    m_reading.reset(); // of a value that is about to be another one
    const Result<Secret> done = Helper(m_program, "write", entry, &value).take(m_patience);
    return done ? Status() : std::unexpected(done.error());
}

Status SystemKeychain::remove(const QString &entry)
{
    m_reading.reset();
    const Result<Secret> done = Helper(m_program, "remove", entry, nullptr).take(m_patience);
    return done ? Status() : std::unexpected(done.error());
}

} // namespace aiops::cli
