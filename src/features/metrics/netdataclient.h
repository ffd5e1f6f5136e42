#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "features/metrics/chartcatalog.h"
#include "net/httpparser.h"
#include "ssh/client/channel.h"

#include <QQueue>
#include <QTimer>

namespace aiops::metrics {

/// Netdata's API v1 over one kept-alive stream; requests wait for each other, because Netdata drops pipelined ones.
/// Main thread. Errors: NotFound (no such chart), TimedOut (10 s), Closed, Protocol, TooLarge. After one of the last
/// four the stream is closed.
class NetdataClient final : public QObject
{
    Q_OBJECT

public:
    NetdataClient(std::shared_ptr<ssh::Channel> channel, const Clock &clock, QObject *parent = nullptr);
    ~NetdataClient() override;

    Future<AgentInfo> info();
    Future<ChartList> charts();
    /// The last `seconds` in at most `points` rows.
    Future<DataTable> data(QByteArrayView chart, int seconds, int points);
    using Latest = QHash<QByteArray, LatestChart>;
    /// The newest values of all our charts in one request.
    Future<Latest> latest();
    void setTimeout(std::chrono::milliseconds timeout) { m_timeout.setInterval(timeout); }

private:
    using Promise = QPromise<Result<net::HttpResponse>>;
    struct Request
    {
        QByteArray bytes;
        std::shared_ptr<Promise> promise;
    };

    Future<net::HttpResponse> get(const QByteArray &target);
    void sendNext();
    void read(const QByteArray &data);
    void finish(Result<net::HttpResponse> response);
    void fail(const Error &error);
    qint64 now() const { return m_clock.now().toSecsSinceEpoch(); }

    std::shared_ptr<ssh::Channel> m_channel;
    const Clock &m_clock;
    net::HttpResponseParser m_parser;
    QQueue<Request> m_queue;
    QTimer m_timeout;
    std::optional<Error> m_failure;
    bool m_busy = false;
};

} // namespace aiops::metrics
