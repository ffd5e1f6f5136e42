#include "features/rotation/httppost.h"

#include "net/httpparser.h"
#include "ssh/client/dialer.h"

#include <QSocketNotifier>

#include <cerrno>
#include <unistd.h>

namespace aiops::rotation {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kPatience = std::chrono::seconds(30);

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

Error broken(const QString &detail)
{
    return {Errc::Unreachable, say("The connection to the service failed."), detail};
}

/// One request and its answer on a connected socket; deletes itself.
class PlainExchange final : public QObject
{
public:
    PlainExchange(int socket, QByteArray request) : m_socket(socket), m_left(std::move(request)), m_read(socket, QSocketNotifier::Read), m_write(socket, QSocketNotifier::Write)
    {
        connect(&m_read, &QSocketNotifier::activated, this, &PlainExchange::read);
        connect(&m_write, &QSocketNotifier::activated, this, &PlainExchange::write);
        QTimer::singleShot(kPatience, this, [this] { finish(std::unexpected(Error{Errc::TimedOut, say("The service did not answer in time."), {}})); });
        m_promise.start();
    }
    ~PlainExchange() override { ::close(m_socket); }
    Future<HttpAnswer> future() { return m_promise.future(); }

private:
    void write()
    {
        const ssize_t count = ::write(m_socket, m_left.constData(), size_t(m_left.size()));
        if (count < 0 && errno != EAGAIN && errno != EINTR)
            return finish(std::unexpected(broken(u"write"_s)));
        m_left.remove(0, qsizetype(std::max<ssize_t>(0, count)));
        m_write.setEnabled(!m_left.isEmpty());
    }
    void read()
    {
        std::array<char, 16384> buffer{};
        const ssize_t count = ::read(m_socket, buffer.data(), buffer.size());
        if (count < 0 && (errno == EAGAIN || errno == EINTR))
            return;
        const Status fed = count > 0 ? m_parser.feed(QByteArrayView(buffer.data(), count)) : count == 0 ? m_parser.end() : Status(std::unexpected(broken(u"read"_s)));
        if (!fed)
            return finish(std::unexpected(fed.error()));
        if (!m_parser.isComplete())
            return;
        net::HttpResponse response = m_parser.takeResponse();
        finish(HttpAnswer{response.status, std::move(response.body)});
    }
    void finish(Result<HttpAnswer> answer)
    {
        if (std::exchange(m_isFinished, true))
            return;
        m_read.setEnabled(false);
        m_write.setEnabled(false);
        m_promise.addResult(std::move(answer));
        m_promise.finish();
        deleteLater();
    }

    const int m_socket;
    QByteArray m_left;
    QSocketNotifier m_read;
    QSocketNotifier m_write;
    net::HttpResponseParser m_parser;
    bool m_isFinished = false;
    QPromise<Result<HttpAnswer>> m_promise;
};

bool isThisComputer(const QUrl &url)
{
    return url.host() == "127.0.0.1"_L1 || url.host() == "::1"_L1 || url.host() == "localhost"_L1;
}

Future<HttpAnswer> postPlain(QUrl url, HttpPost::Headers headers, QByteArray body)
{
    const auto dialer = std::make_shared<ssh::Dialer>(std::chrono::seconds(10));
    const auto addresses = co_await dialer->resolve(url.host());
    if (!addresses)
        co_return std::unexpected(addresses.error());
    const Result<int> socket = co_await dialer->dial(*addresses, quint16(url.port(80)));
    if (!socket)
        co_return std::unexpected(socket.error());
    QByteArray request = "POST / HTTP/1.1\r\nHost: " + url.authority().toLatin1() + "\r\nConnection: close\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n";
    for (const auto &[name, value] : headers)
        request += name + ": " + value + "\r\n";
    auto *exchange = new PlainExchange(*socket, request + "\r\n" + body);
    co_return co_await exchange->future();
}

} // namespace

Future<HttpAnswer> ExternalPost::post(QUrl url, Headers headers, QByteArray body)
{
    if (net::hasLineEnd(headers, body) || !url.isValid() || url.host().isEmpty())
        return failed<HttpAnswer>({Errc::Invalid, say("The request cannot be sent."), {}});
    if (url.scheme() == "https"_L1)
        return net::postByCurl(url, headers, body);
    if (url.scheme() == "http"_L1 && isThisComputer(url))
        return postPlain(url, headers, body);
    return failed<HttpAnswer>({Errc::Invalid, say("The address must begin with https:// (http:// only for this computer)."), {}});
}

} // namespace aiops::rotation
