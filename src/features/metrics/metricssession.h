#pragma once

#include "features/metrics/agentdialer.h"
#include "features/metrics/netdataclient.h"
#include "features/metrics/sessionstate.h"

namespace aiops::metrics {

/// Live metrics of one instance while somebody looks: history first, then one request a second on the same
/// stream. Series stay when the connection is lost. Main thread; `dialer` and `clock` outlive it.
class MetricsSession final : public QObject
{
    Q_OBJECT

public:
    MetricsSession(InstanceId instance, AgentDialer &dialer, const Clock &clock, QObject *parent = nullptr);
    ~MetricsSession() override;

    void start();
    void stop();  ///< nobody looks: closes the stream, keeps the series
    void retry(); ///< now, whatever failed before
    void setRange(int seconds);
    int range() const { return m_range; }
    void setPollInterval(std::chrono::milliseconds interval) { m_poll.setInterval(interval); }

    const SessionState &state() const { return m_state; }
    const Series &series(Chart chart) const { return m_series[std::size_t(chart)]; }
    double memoryTotal() const { return m_memoryTotal; } ///< bytes, NaN when unknown
    int cores() const { return m_charts.cores; }         ///< 0 when unknown
    QString agentVersion() const { return m_agent.version; }
    qint64 step() const;                                 ///< seconds between samples of the history

signals:
    void stateChanged();
    void updated(); ///< series have new rows

private:
    static Future<void> open(QPointer<MetricsSession> self, int run);
    static Future<void> fill(QPointer<MetricsSession> self, int run);
    static Future<void> poll(QPointer<MetricsSession> self, int run);

    bool isCurrent(int run) const { return m_run == run; }
    void take(Chart chart, const DataTable &table);
    void takeSwap(const DataTable &table);
    bool take(const NetdataClient::Latest &latest);
    bool hasNewCharts(const NetdataClient::Latest &latest) const;
    void lost(const Error &error);
    void dropClient();
    void setState(SessionState::Kind kind, const Error &error = {});
    void noteAge(bool fresh);

    InstanceId m_instance;
    AgentDialer &m_dialer;
    const Clock &m_clock;
    NetdataClient *m_client = nullptr;
    std::array<Series, kCharts.size()> m_series;
    ChartList m_charts;
    AgentInfo m_agent;
    SessionState m_state;
    QTimer m_poll;
    QTimer m_retry;
    std::chrono::milliseconds m_freshAt{0};
    double m_memoryTotal;
    int m_range = 900;
    int m_failures = 0;
    int m_polls = 0;
    int m_run = 0; ///< what an older run started is dropped when it ends
    bool m_started = false;
    bool m_polling = false;
};

} // namespace aiops::metrics
