#include "ssh/client/agentcall.h"

#include "ssh/client/address.h"
#include "ssh/client/text.h"

#include <QFile>
#include <QSocketNotifier>
#include <QTimer>
#include <QtEndian>

#include <array>
#include <cerrno>
#include <cstring>

#include <sys/un.h>
#include <unistd.h>

namespace aiops::ssh {
namespace {

constexpr quint32 kLongestAnswer = 256 * 1024;
constexpr std::chrono::seconds kPatience{60};
constexpr std::chrono::milliseconds kQueueFull{20};
#ifdef MSG_NOSIGNAL
constexpr int kNoSignal = MSG_NOSIGNAL;
#else
constexpr int kNoSignal = 0;
#endif

/// A socket of its own for each question; deletes itself.
class AgentCall final : public QObject
{
public:
    AgentCall(const QString &path, const QByteArray &message) : QObject(QCoreApplication::instance()), m_path(QFile::encodeName(path))
    {
        const quint32 size = qToBigEndian(quint32(message.size()));
        m_frame.append(reinterpret_cast<const char *>(&size), 4).append(message);
        m_promise.start();
        QTimer::singleShot(kPatience, this, [this] { finish(fail(Errc::TimedOut, Text::tr("The SSH agent did not answer in time."))); });
    }
    ~AgentCall() override
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    Future<QByteArray> future() { return m_promise.future(); }

    void connectToAgent()
    {
        if (m_done)
            return;
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        if (m_path.isEmpty() || m_path.size() >= qsizetype(sizeof address.sun_path))
            return lost(ENAMETOOLONG);
        std::memcpy(address.sun_path, m_path.constData(), size_t(m_path.size()) + 1);
        m_fd = m_fd < 0 ? openStream(AF_UNIX) : m_fd;
        if (m_fd < 0)
            return lost(errno);
        if (::connect(m_fd, reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0 || errno == EINPROGRESS)
            return watch();
        if (errno != EAGAIN) // Linux: more callers than the agent lets wait
            return lost(errno);
        QTimer::singleShot(kQueueFull, this, [this] { connectToAgent(); });
    }

private:
    void watch()
    {
        m_writable = new QSocketNotifier(m_fd, QSocketNotifier::Write, this);
        m_readable = new QSocketNotifier(m_fd, QSocketNotifier::Read, this);
        connect(m_writable, &QSocketNotifier::activated, this, [this] { write(); });
        connect(m_readable, &QSocketNotifier::activated, this, [this] { read(); });
    }
    void write()
    {
        if (m_done)
            return;
        const ssize_t sent = ::send(m_fd, m_frame.constData(), size_t(m_frame.size()), kNoSignal);
        if (sent < 0 && errno != EAGAIN && errno != EINTR)
            return lost(errno);
        m_frame.remove(0, std::max<ssize_t>(sent, 0));
        m_writable->setEnabled(!m_frame.isEmpty());
    }
    void read()
    {
        if (m_done)
            return;
        std::array<char, 16 * 1024> buffer;
        const ssize_t got = ::recv(m_fd, buffer.data(), buffer.size(), 0);
        if (got < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        if (got <= 0)
            return lost(got < 0 ? errno : ECONNRESET);
        m_answer.append(buffer.data(), got);
        if (m_answer.size() < 4)
            return;
        const quint32 size = qFromBigEndian<quint32>(m_answer.constData());
        if (size > kLongestAnswer || size == 0)
            return finish(fail(Errc::Protocol, Text::tr("The SSH agent sent an answer that makes no sense.")));
        if (m_answer.size() >= qsizetype(size) + 4)
            finish(m_answer.sliced(4, size));
    }
    void lost(int error)
    {
        finish(fail(Errc::Unreachable, Text::tr("The SSH agent does not answer."), QString::fromLocal8Bit(std::strerror(error))));
    }
    void finish(Result<QByteArray> result)
    {
        if (std::exchange(m_done, true))
            return;
        for (QSocketNotifier *notifier : {m_writable, m_readable}) {
            if (notifier)
                notifier->setEnabled(false);
        }
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    const QByteArray m_path;
    QByteArray m_frame; ///< what is left to send
    QByteArray m_answer;
    QPromise<Result<QByteArray>> m_promise;
    QSocketNotifier *m_writable = nullptr;
    QSocketNotifier *m_readable = nullptr;
    int m_fd = -1;
    bool m_done = false;
};

} // namespace

Future<QByteArray> askAgent(const QString &socket, const QByteArray &message)
{
    auto *call = new AgentCall(socket, message);
    const Future<QByteArray> future = call->future();
    call->connectToAgent();
    return future;
}

} // namespace aiops::ssh
