#include "features/metrics/netdataclient.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace aiops::metrics {

namespace {

template <typename T>
Future<T> parsed(Future<net::HttpResponse> answer, std::function<Result<T>(QByteArrayView)> parse)
{
    const auto response = co_await answer;
    if (!response)
        co_return std::unexpected(response.error());
    if (response->status == 404)
        co_return badAnswer("not_found", Errc::NotFound);
    if (response->status != 200)
        co_return badAnswer(QByteArray("status_" + QByteArray::number(response->status)).constData());
    co_return parse(response->body);
}

Error closedError()
{
    return {Errc::Closed, QCoreApplication::translate("aiops::metrics", "The connection to Netdata ended."), u"netdata: closed"_s};
}

} // namespace

NetdataClient::NetdataClient(std::shared_ptr<ssh::Channel> channel, const Clock &clock, QObject *parent)
    : QObject(parent), m_channel(std::move(channel)), m_clock(clock)
{
    m_timeout.setInterval(std::chrono::seconds(10));
    m_timeout.setSingleShot(true);
    connect(&m_timeout, &QTimer::timeout, this, [this] {
        fail({Errc::TimedOut, tr("Netdata did not answer for %n s.", nullptr, m_timeout.interval() / 1000), u"netdata: timed_out"_s});
    });
    connect(m_channel.get(), &ssh::Channel::received, this, [this](ssh::Channel::Stream stream, const QByteArray &data) {
        m_channel->consumed(data.size());
        if (stream == ssh::Channel::Stream::Output)
            read(data);
    });
    connect(m_channel.get(), &ssh::Channel::endOfFile, this, [this] {
        if (m_busy && m_parser.end())
            finish(m_parser.takeResponse());
        fail(closedError());
    });
    connect(m_channel.get(), &ssh::Channel::closed, this,
            [this](const ssh::ExitState &, const std::optional<Error> &error) { fail(error.value_or(closedError())); });
}

NetdataClient::~NetdataClient()
{
    m_channel->disconnect(this);
    m_channel->close();
}

Future<AgentInfo> NetdataClient::info()
{
    return parsed<AgentInfo>(get("/api/v1/info"), [](QByteArrayView body) { return parseInfo(body); });
}

Future<ChartList> NetdataClient::charts()
{
    return parsed<ChartList>(get("/api/v1/charts"), [](QByteArrayView body) { return parseCharts(body); });
}

Future<DataTable> NetdataClient::data(QByteArrayView chart, int seconds, int points)
{
    const QByteArray target = "/api/v1/data?chart=" + QUrl::toPercentEncoding(QString::fromUtf8(chart)) + "&after=-"
        + QByteArray::number(seconds) + "&points=" + QByteArray::number(points) + "&group=average&format=json&options=seconds";
    return parsed<DataTable>(get(target), [at = now()](QByteArrayView body) { return parseData(body, at); });
}

Future<NetdataClient::Latest> NetdataClient::latest()
{
    QByteArray filter = kSwapChart.toByteArray();
    for (const Chart chart : kCharts)
        filter += "%20" + netdataChart(chart);
    return parsed<Latest>(get("/api/v1/allmetrics?format=json&filter=" + filter),
                          [at = now()](QByteArrayView body) { return parseLatest(body, at); });
}

Future<net::HttpResponse> NetdataClient::get(const QByteArray &target)
{
    if (m_failure)
        return failed<net::HttpResponse>(*m_failure);
    auto bytes = net::encodeGet({.host = "localhost", .target = target, .headers = {{"Accept", "application/json"}}});
    if (!bytes)
        return failed<net::HttpResponse>(bytes.error());
    auto promise = std::make_shared<Promise>();
    promise->start();
    auto future = promise->future();
    m_queue.enqueue({*bytes, std::move(promise)});
    sendNext();
    return future;
}

void NetdataClient::sendNext()
{
    if (m_busy || m_queue.isEmpty())
        return;
    m_busy = true;
    m_parser.reset();
    m_timeout.start();
    m_channel->write(m_queue.head().bytes);
}

void NetdataClient::read(const QByteArray &data)
{
    if (m_failure)
        return;
    if (!m_busy)
        return fail(badAnswer("bytes_without_request").error());
    if (const Status fed = m_parser.feed(data); !fed)
        return fail(fed.error());
    if (!m_parser.isComplete())
        return;
    net::HttpResponse response = m_parser.takeResponse();
    const bool last = !response.keepAlive;
    QPointer<NetdataClient> self(this);
    finish(std::move(response));
    if (self && last)
        fail(closedError());
}

void NetdataClient::finish(Result<net::HttpResponse> response)
{
    m_timeout.stop();
    m_busy = false;
    const Request done = m_queue.dequeue();
    sendNext();
    done.promise->addResult(std::move(response));
    done.promise->finish();
}

void NetdataClient::fail(const Error &error)
{
    if (m_failure)
        return;
    m_failure = error;
    m_timeout.stop();
    m_busy = false;
    m_channel->close();
    for (const Request &request : std::exchange(m_queue, {})) {
        request.promise->addResult(std::unexpected(error));
        request.promise->finish();
    }
}

} // namespace aiops::metrics
