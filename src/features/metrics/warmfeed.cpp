#include "features/metrics/warmfeed.h"

#include "features/metrics/pooldialer.h"
#include "team/gatekeeper.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace aiops::metrics {

namespace {

constexpr auto kTick = 500ms;
constexpr auto kKept = 15min;
constexpr auto kAskAgentAgain = 5min;
constexpr auto kStaleAfter = 20s;
constexpr std::size_t kMostHosts = 512; ///< 2 KB each

} // namespace

WarmFeed::WarmFeed(team::Gatekeeper &gatekeeper, const ssh::Pool &pool, const Clock &clock, quint16 port, QObject *parent)
    : QObject(parent), m_gatekeeper(gatekeeper), m_pool(pool), m_clock(clock), m_port(port)
{
    m_telling.setSingleShot(true);
    m_telling.setInterval(kTick);
    connect(&m_timer, &QTimer::timeout, this, &WarmFeed::tick);
    connect(&m_telling, &QTimer::timeout, this, [this] {
        const QSet<InstanceId> news = std::exchange(m_news, {});
        emit changed(news.values());
    });
    connect(&pool, &ssh::Pool::changed, this, &WarmFeed::findOpen);
    findOpen();
}

WarmFeed::~WarmFeed() = default;

void WarmFeed::setInterval(std::chrono::seconds interval)
{
    m_interval = std::max(interval, 1s);
    for (auto &[id, host] : m_hosts) {
        host.ring = PercentRing(int(m_interval.count()));
        host.next = m_clock.sinceBoot();
    }
}

std::optional<WarmFeed::Reading> WarmFeed::reading(InstanceId instance) const
{
    const auto found = m_hosts.find(instance);
    if (found == m_hosts.end())
        return {};
    const Host &host = found->second;
    const auto age = m_clock.sinceBoot() - host.fresh;
    SessionState state{.kind = host.kind};
    if (host.fresh > 0ms)
        state.ageSeconds = std::chrono::duration_cast<std::chrono::seconds>(age).count();
    if (state.kind == SessionState::Live && age > std::max<std::chrono::milliseconds>(kStaleAfter, 3 * m_interval))
        state.kind = SessionState::Stale;
    return Reading{state, host.now, &host.ring};
}

WarmFeed::Host *WarmFeed::host(InstanceId id)
{
    const auto found = m_hosts.find(id);
    return found == m_hosts.end() ? nullptr : &found->second;
}

void WarmFeed::findOpen()
{
    for (const auto &transport : m_pool.open()) {
        const ssh::Endpoint &endpoint = transport->endpoint();
        if (endpoint.instance.isNull() || (m_hosts.size() >= kMostHosts && !m_hosts.contains(endpoint.instance)))
            continue;
        Host &host = m_hosts[endpoint.instance];
        if (host.endpoint == endpoint && host.client)
            continue;
        if (host.ring.isEmpty())
            host.ring = PercentRing(int(m_interval.count()));
        host.endpoint = endpoint;
        host.next = host.othersUsed = m_clock.sinceBoot();
    }
    if (!m_hosts.empty() && !m_timer.isActive())
        m_timer.start(kTick);
}

bool WarmFeed::isWanted(Host &host)
{
    const auto now = m_clock.sinceBoot();
    if (!m_pool.existing(host.endpoint))
        return false;
    if (m_pool.channels(host.endpoint) > (host.client ? 1 : 0))
        host.othersUsed = now;
    return now - host.othersUsed <= m_pool.options().idle;
}

void WarmFeed::drop(Host &host)
{
    if (auto *client = std::exchange(host.client, nullptr))
        client->deleteLater();
}

void WarmFeed::tick()
{
    const auto now = m_clock.sinceBoot();
    QList<InstanceId> due;
    std::erase_if(m_hosts, [&](auto &entry) {
        auto &[id, host] = entry;
        if (host.busy)
            return false;
        if (isWanted(host)) {
            if (host.next <= now)
                due.append(id);
            return false;
        }
        drop(host);
        if (host.kind != SessionState::Stale) {
            host.kind = SessionState::Stale;
            tell(id);
        }
        const bool isOld = now - std::max(host.fresh, host.othersUsed) > kKept || host.ring.isEmpty();
        if (isOld)
            tell(id);
        return isOld;
    });
    for (const InstanceId id : std::as_const(due))
        read(this, id);
    if (m_hosts.empty())
        m_timer.stop();
}

Future<std::shared_ptr<ssh::Channel>> WarmFeed::dial(const Host &host)
{
    using Channel = std::shared_ptr<ssh::Channel>;
    const auto transport = m_pool.existing(host.endpoint);
    if (!transport)
        return failed<Channel>({Errc::Closed, {}, {}});
    auto permit = m_gatekeeper.request(team::Action::MetricsRead, {u"instance"_s, host.endpoint.instance.toString(), host.endpoint.label});
    if (!permit)
        return failed<Channel>(permit.error());
    permit->succeeded();
    return dialAgent(transport, m_port);
}

Future<void> WarmFeed::read(QPointer<WarmFeed> self, InstanceId id)
{
    Host *host = self->host(id);
    host->busy = true;
    if (!host->client) {
        const auto channel = co_await self->dial(*host);
        host = self ? self->host(id) : nullptr;
        if (!host)
            co_return {};
        if (!channel) {
            const Errc code = channel.error().code;
            const bool isFinal = code == Errc::NotFound || code == Errc::Denied;
            self->finish(id, code == Errc::NotFound ? SessionState::NoAgent : isFinal ? SessionState::Failed : SessionState::Stale,
                         isFinal ? kAskAgentAgain : self->m_interval);
            co_return {};
        }
        host->client = new NetdataClient(*channel, self->m_clock, self);
    }
    const auto latest = co_await host->client->latest();
    host = self ? self->host(id) : nullptr;
    if (!host)
        co_return {};
    if (!latest) {
        self->drop(*host);
        self->finish(id, SessionState::Stale, self->m_interval);
        co_return {};
    }
    host->now = percentsOf(*latest);
    host->fresh = self->m_clock.sinceBoot();
    host->ring.add(self->m_clock.now().toSecsSinceEpoch(), host->now);
    self->finish(id, SessionState::Live, self->m_interval);
    co_return {};
}

void WarmFeed::finish(InstanceId id, SessionState::Kind kind, std::chrono::milliseconds again)
{
    Host &host = m_hosts[id];
    host.busy = false;
    host.kind = kind;
    host.next = m_clock.sinceBoot() + again;
    tell(id);
}

void WarmFeed::tell(InstanceId id)
{
    m_news.insert(id);
    if (!m_telling.isActive())
        m_telling.start();
}

} // namespace aiops::metrics
