#include "features/audit/forwardsender.h"

#include "net/curlpost.h"
#include "net/httpparser.h"

#include <QFile>
#include <QThreadPool>
#include <QUrl>

#include <cerrno>
#include <cstring>

#include <netdb.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

namespace aiops::audit {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("audit", text);
}

/// A pool of its own, because a resolver or a dead receiver must not hold up others. Never destroyed: that would wait for it
/// when the program ends.
QThreadPool &senders()
{
    static QThreadPool *pool = [] {
        auto *made = new QThreadPool;
        made->setMaxThreadCount(2);
        return made;
    }();
    return *pool;
}

class Socket final
{
public:
    Socket() = default;
    explicit Socket(int fd) : m_fd(fd) {}
    Socket(Socket &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) {}
    Socket &operator=(Socket &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~Socket()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    int fd() const { return m_fd; }

private:
    int m_fd = -1;
};

std::unexpected<Error> unreachable(const ForwardTarget &target, const QString &why)
{
    return std::unexpected(Error{Errc::Unreachable, tr("%1 cannot be reached: %2.").arg(target.shown(), why)});
}

QString lastError()
{
    return QString::fromLocal8Bit(std::strerror(errno));
}

void limit(int fd, std::chrono::milliseconds patience)
{
    const timeval time{.tv_sec = time_t(patience.count() / 1000), .tv_usec = suseconds_t(patience.count() % 1000 * 1000)};
    ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &time, sizeof time); // also ends connect() on Linux
    ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
}

Result<Socket> connectLocal(const Outgoing &out)
{
    const QByteArray path = QFile::encodeName(out.target.host);
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.isEmpty() || std::size_t(path.size()) >= sizeof address.sun_path)
        return unreachable(out.target, tr("the path of its socket is too long"));
    std::memcpy(address.sun_path, path.constData(), std::size_t(path.size()));
    Socket socket(::socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    if (socket.fd() < 0 || ::connect(socket.fd(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
        return unreachable(out.target, lastError());
    limit(socket.fd(), out.patience);
    return socket;
}

Result<Socket> connectHost(const Outgoing &out)
{
    addrinfo hints{};
    hints.ai_flags = AI_ADDRCONFIG;
    hints.ai_socktype = out.target.kind == ForwardTarget::Udp ? SOCK_DGRAM : SOCK_STREAM;
    addrinfo *found = nullptr;
    const QByteArray port = QByteArray::number(out.target.port);
    if (const int code = ::getaddrinfo(out.target.host.toLatin1().constData(), port.constData(), &hints, &found); code != 0)
        return unreachable(out.target, QString::fromLocal8Bit(::gai_strerror(code)));
    const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> list(found, &::freeaddrinfo);
    QString why;
    for (const addrinfo *one = found; one; one = one->ai_next) {
        Socket socket(::socket(one->ai_family, one->ai_socktype | SOCK_CLOEXEC, 0));
        limit(socket.fd(), out.patience);
        if (socket.fd() >= 0 && ::connect(socket.fd(), one->ai_addr, one->ai_addrlen) == 0)
            return socket;
        why = lastError();
    }
    return unreachable(out.target, why);
}

Status sendWhole(const Outgoing &out, int fd, const QByteArray &bytes)
{
    for (qsizetype sent = 0; sent < bytes.size();) {
        const ssize_t now = ::send(fd, bytes.constData() + sent, std::size_t(bytes.size() - sent), MSG_NOSIGNAL);
        if (now < 0 && errno == EINTR)
            continue;
        if (now < 0)
            return errno == EAGAIN ? Status(std::unexpected(Error{Errc::TimedOut, tr("%1 does not take more.").arg(out.target.shown())}))
                                   : Status(unreachable(out.target, lastError()));
        sent += now;
    }
    return {};
}

Status judge(const ForwardTarget &target, int status)
{
    if (status >= 200 && status < 300)
        return {};
    return std::unexpected(Error{Errc::Failed, tr("%1 answered with %2.").arg(target.shown()).arg(status)});
}

Status readAnswer(const Outgoing &out, int fd)
{
    net::HttpResponseParser parser({.header = 16 * 1024, .body = 64 * 1024});
    std::array<char, 4096> buffer;
    while (!parser.isComplete()) {
        const ssize_t got = ::recv(fd, buffer.data(), buffer.size(), 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return std::unexpected(Error{Errc::TimedOut, tr("%1 did not answer.").arg(out.target.shown()), lastError()});
        const Status fed = got == 0 ? parser.end() : parser.feed(QByteArrayView(buffer.data(), got));
        if (!fed)
            return fed;
    }
    return judge(out.target, parser.takeResponse().status);
}

Status run(const Outgoing &out)
{
    Result<Socket> socket = out.target.kind == ForwardTarget::Local ? connectLocal(out) : connectHost(out);
    if (!socket)
        return std::unexpected(socket.error());
    for (const QByteArray &message : out.messages) {
        if (auto sent = sendWhole(out, socket->fd(), message); !sent)
            return sent;
    }
    return out.target.kind == ForwardTarget::Webhook ? readAnswer(out, socket->fd()) : Status();
}

Future<void> sendSecure(Outgoing out)
{
    const QString host = out.target.host.contains(u':') ? u'[' + out.target.host + u']' : out.target.host;
    const QUrl url(u"https://%1:%2%3"_s.arg(host).arg(out.target.port).arg(out.target.path), QUrl::StrictMode);
    for (const QByteArray &body : std::as_const(out.messages)) {
        const auto answer = co_await net::postByCurl(url, {{"Content-Type", "application/json"}}, body);
        if (!answer)
            co_return std::unexpected(Error{answer.error().code, tr("%1: %2").arg(out.target.shown(), answer.error().text), answer.error().detail, answer.error().hint});
        if (const Status taken = judge(out.target, answer->status); !taken)
            co_return taken;
    }
    co_return Status{};
}

} // namespace

Future<void> sendAll(Outgoing outgoing)
{
    if (outgoing.target.kind == ForwardTarget::SecureWebhook)
        return sendSecure(std::move(outgoing));
    auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    auto future = promise->future();
    senders().start([promise, outgoing = std::move(outgoing)] {
        promise->addResult(run(outgoing));
        promise->finish();
    });
    return future;
}

} // namespace aiops::audit
