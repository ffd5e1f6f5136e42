#include "features/metrics/metricssession.h"

#include "core/log.h"


namespace aiops::metrics {

namespace {

constexpr int kMostPoints = 1800;
constexpr qint64 kStaleAfter = 10; ///< s; load comes every 5 s, everything else every second
constexpr qint64 kRefillAfter = 10;

} // namespace

MetricsSession::MetricsSession(InstanceId instance, AgentDialer &dialer, const Clock &clock, QObject *parent)
    : QObject(parent), m_instance(instance), m_dialer(dialer), m_clock(clock), m_memoryTotal(double(kGap))
{
    m_poll.setInterval(1000);
    m_retry.setSingleShot(true);
    connect(&m_poll, &QTimer::timeout, this, [this] { poll(this, m_run); });
    connect(&m_retry, &QTimer::timeout, this, &MetricsSession::retry);
}

MetricsSession::~MetricsSession() = default;

void MetricsSession::start()
{
    if (!std::exchange(m_started, true))
        retry();
}

void MetricsSession::stop()
{
    m_started = false;
    ++m_run;
    m_retry.stop();
    dropClient();
    setState(SessionState::Idle);
}

void MetricsSession::retry()
{
    m_started = true;
    ++m_run;
    m_retry.stop();
    dropClient();
    setState(SessionState::Connecting);
    open(this, m_run);
}

void MetricsSession::setRange(int seconds)
{
    if (std::exchange(m_range, seconds) == seconds || !m_client)
        return;
    if (m_charts.units.isEmpty())
        return retry();
    m_poll.stop();
    m_polling = false;
    fill(this, ++m_run);
}

qint64 MetricsSession::step() const
{
    return std::max(1, m_range / kMostPoints);
}

void MetricsSession::dropClient()
{
    m_poll.stop();
    m_polling = false;
    if (auto *client = std::exchange(m_client, nullptr))
        client->deleteLater();
}

Future<void> MetricsSession::open(QPointer<MetricsSession> self, int run)
{
    const auto channel = co_await self->m_dialer.dial(self->m_instance);
    if (!self || !self->isCurrent(run))
        co_return {};
    if (!channel) {
        self->lost(channel.error());
        co_return {};
    }
    self->m_client = new NetdataClient(*channel, self->m_clock, self);
    const auto info = co_await self->m_client->info();
    if (!self || !self->isCurrent(run))
        co_return {};
    const auto charts = info ? co_await self->m_client->charts() : Result<ChartList>(std::unexpected(info.error()));
    if (!self || !self->isCurrent(run))
        co_return {};
    if (!charts) {
        Error error = charts.error();
        error.code = error.code == Errc::NotFound ? Errc::Protocol : error.code; // something else listens there
        self->lost(error);
        co_return {};
    }
    self->m_agent = *info;
    self->m_charts = *charts;
    fill(self, run);
    co_return {};
}

Future<void> MetricsSession::fill(QPointer<MetricsSession> self, int run)
{
    const int points = std::min(self->m_range, kMostPoints);
    for (const Chart chart : kCharts) {
        const auto table = co_await self->m_client->data(netdataChart(chart), self->m_range, points);
        if (!self || !self->isCurrent(run))
            co_return {};
        if (!table && table.error().code != Errc::NotFound) {
            self->lost(table.error());
            co_return {};
        }
        self->take(chart, table.value_or(DataTable()));
        if (chart != Chart::Memory || !self->m_charts.units.contains(kSwapChart.toByteArray()))
            continue;
        const auto swap = co_await self->m_client->data(kSwapChart, self->m_range, points);
        if (!self || !self->isCurrent(run))
            co_return {};
        if (swap)
            self->takeSwap(*swap);
    }
    self->m_failures = 0;
    self->noteAge(!self->series(Chart::Cpu).isEmpty());
    emit self->updated();
    if (self && self->isCurrent(run)) {
        self->m_poll.start();
        poll(self, run);
    }
    co_return {};
}

Future<void> MetricsSession::poll(QPointer<MetricsSession> self, int run)
{
    if (!self->m_client || std::exchange(self->m_polling, true))
        co_return {};
    const auto latest = co_await self->m_client->latest();
    if (!self || !self->isCurrent(run))
        co_return {};
    self->m_polling = false;
    if (!latest) {
        self->lost(latest.error());
        co_return {};
    }
    if (++self->m_polls % 3 == 0 && self->hasNewCharts(*latest)) {
        self->m_poll.stop();
        const auto charts = co_await self->m_client->charts();
        if (!self || !self->isCurrent(run))
            co_return {};
        self->m_charts = charts.value_or(self->m_charts);
        fill(self, run);
        co_return {};
    }
    const qint64 before = self->series(Chart::Cpu).lastTime();
    const bool fresh = self->take(*latest);
    self->noteAge(fresh);
    if (before > 0 && self->series(Chart::Cpu).lastTime() - before > kRefillAfter) {
        self->m_poll.stop();
        fill(self, run);
    }
    if (self && fresh)
        emit self->updated();
    co_return {};
}

void MetricsSession::take(Chart chart, const DataTable &table)
{
    Series &series = m_series[std::size_t(chart)];
    series.clear();
    const QByteArray units = m_charts.units.value(netdataChart(chart));
    if (units.isEmpty())
        return; // not in the list yet, see hasNewCharts()
    for (std::size_t i = 0; i < table.times.size(); ++i) {
        const auto dimensions = dimensionsOf(table, i);
        const auto row = toRow(chart, units, dimensions);
        if (!row) {
            qCWarning(lcMetrics) << row.error().detail << netdataChart(chart);
            return;
        }
        series.append(table.times[i], *row);
        if (chart == Chart::Memory && i + 1 == table.times.size())
            m_memoryTotal = metrics::memoryTotal(units, dimensions);
    }
}

void MetricsSession::takeSwap(const DataTable &table)
{
    const QByteArray units = m_charts.units.value(kSwapChart.toByteArray());
    Series joined;
    Series &memory = m_series[std::size_t(Chart::Memory)];
    for (std::size_t i = 0; i < memory.size(); ++i) {
        Row row{memory.line(0)[i], memory.line(1)[i], memory.line(2)[i], kGap};
        const auto at = std::ranges::lower_bound(table.times, memory.times()[i]);
        if (at != table.times.end() && *at == memory.times()[i])
            row[3] = swapUsed(units, dimensionsOf(table, std::size_t(at - table.times.begin())));
        joined.append(memory.times()[i], row);
    }
    memory = std::move(joined);
}

/// An agent that has just started lists its charts one by one.
bool MetricsSession::hasNewCharts(const NetdataClient::Latest &latest) const
{
    return m_charts.cores == 0
        || std::ranges::any_of(kCharts, [&](Chart chart) {
               return latest.contains(netdataChart(chart)) && !m_charts.units.contains(netdataChart(chart));
           });
}

bool MetricsSession::take(const NetdataClient::Latest &latest)
{
    bool fresh = false;
    for (const Chart chart : kCharts) {
        const auto found = latest.find(netdataChart(chart));
        if (found == latest.end() || found->at == 0)
            continue;
        auto row = toRow(chart, found->units, found->dimensions);
        if (!row)
            continue;
        if (chart == Chart::Memory) {
            m_memoryTotal = metrics::memoryTotal(found->units, found->dimensions);
            const auto swap = latest.value(kSwapChart.toByteArray());
            (*row)[3] = swapUsed(swap.units, swap.dimensions);
        }
        Series &series = m_series[std::size_t(chart)];
        fresh = series.append(found->at, *row) || fresh;
        series.dropBefore(found->at - m_range - 1);
    }
    return fresh;
}

void MetricsSession::noteAge(bool fresh)
{
    // By our own clock since the last new sample: the host's clock may be wrong.
    const auto now = m_clock.sinceBoot();
    if (fresh)
        m_freshAt = now;
    m_state.ageSeconds = m_freshAt.count() == 0 ? -1 : std::chrono::duration_cast<std::chrono::seconds>(now - m_freshAt).count();
    const bool live = m_state.ageSeconds >= 0 && m_state.ageSeconds <= kStaleAfter;
    setState(live ? SessionState::Live : SessionState::Stale);
}

void MetricsSession::lost(const Error &error)
{
    qCInfo(lcMetrics) << "metrics lost:" << errorName(error.code) << error.detail;
    // A live stream that ends says only that values stop; the next dial finds out why.
    const bool wasLive = m_client && m_state.kind == SessionState::Live;
    ++m_run;
    dropClient();
    setState(wasLive && kindOf(error) == SessionState::Unreachable ? SessionState::Stale : kindOf(error), error);
    if (!m_state.isRetried())
        return;
    using namespace std::chrono_literals;
    const auto wait = m_state.kind == SessionState::NoAgent ? 30s : std::chrono::seconds(std::min(30, 2 << std::min(m_failures, 4)));
    ++m_failures;
    m_retry.start(wait);
}

void MetricsSession::setState(SessionState::Kind kind, const Error &error)
{
    m_state.kind = kind;
    m_state.error = error;
    emit stateChanged();
}

} // namespace aiops::metrics
