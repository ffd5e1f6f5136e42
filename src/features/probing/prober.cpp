#include "features/probing/prober.h"

#include "core/log.h"
#include "inventory/inventory.h"
#include "ssh/client/pool.h"

namespace aiops::probing {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr auto kTick = 1000ms;
constexpr auto kLongestSleep = 60'000ms; ///< of the timer: an instance that was added meanwhile is seen by then at the latest
constexpr auto kLateBy = 20'000ms;       ///< the timer came so late that the computer must have slept
constexpr auto kSettle = 10'000ms;       ///< for the network to come back after sleep

template <typename T>
Future<T> inThread(QThreadPool &pool, std::function<Result<T>()> work)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    const Future<T> future = promise->future();
    pool.start([promise, work = std::move(work)] {
        promise->addResult(work());
        promise->finish();
    });
    return future;
}

} // namespace

Tally tallyOf(const QList<Looked> &looked)
{
    Tally tally;
    for (const Looked &each : looked) {
        const auto kind = each.outcome.kind;
        ++(kind == Outcome::Reachable ? tally.reachable : kind == Outcome::Unreachable ? tally.unreachable : tally.skipped);
    }
    return tally;
}

Prober::Prober(Parts parts, QObject *parent)
    : QObject(parent), m_parts(std::move(parts)), m_runner(m_parts.clock), m_schedule(m_parts.clock), m_writer(m_parts.inventory)
{
    m_reader.setMaxThreadCount(1);
    m_timer.setSingleShot(true);
    m_timer.setTimerType(Qt::CoarseTimer);
    m_reload.setSingleShot(true);
    m_reload.setInterval(2000);
    connect(&m_timer, &QTimer::timeout, this, &Prober::tick);
    connect(&m_reload, &QTimer::timeout, this, [this] { reload(this); });
    connect(&m_parts.inventory, &inventory::Inventory::changed, this, [this] {
        if (m_on && !m_reload.isActive())
            m_reload.start();
    });
}

Prober::~Prober()
{
    m_writer.flush();
    m_reader.waitForDone();
}

void Prober::start(Permit permit)
{
    permit.note(u"mode"_s, u"background"_s);
    permit.succeeded();
    if (std::exchange(m_on, true))
        return;
    reload(this);
}

void Prober::stop()
{
    m_on = false;
    m_timer.stop();
    m_reload.stop();
    m_runner.cancelBackground();
    m_writer.flush();
}

void Prober::setInterval(std::chrono::seconds interval)
{
    m_schedule.setInterval(interval);
    if (m_on)
        arm();
}

Prober::Host Prober::hostOf(const inventory::Instance &instance)
{
    return {instance.id, instance.address, instance.user, quint16(instance.port), instance.reachedThrough(), !instance.proxy.isEmpty()};
}

Future<void> Prober::reload(QPointer<Prober> self)
{
    using Hosts = QHash<InstanceId, Host>;
    const auto hosts = co_await inThread<Hosts>(self->m_reader, [inventory = &self->m_parts.inventory]() -> Result<Hosts> {
        const auto instances = inventory->instances({});
        if (!instances)
            return std::unexpected(instances.error());
        Hosts read;
        read.reserve(instances->size());
        for (const inventory::Instance &instance : *instances)
            read.insert(instance.id, hostOf(instance));
        return read;
    });
    if (!self || !self->m_on)
        co_return {};
    if (!hosts) {
        qCWarning(lcCore) << "cannot read the instances to probe:" << hosts.error().detail;
        co_return {};
    }
    self->m_hosts = *hosts;
    self->m_schedule.setInstances(self->m_hosts.keys());
    self->arm();
    co_return {};
}

void Prober::arm()
{
    const auto wait = m_schedule.wait();
    if (!wait)
        return m_timer.stop();
    const auto span = std::clamp<std::chrono::milliseconds>(*wait, kTick, kLongestSleep);
    m_tickDue = m_parts.clock.sinceBoot() + span;
    m_timer.start(span);
}

bool Prober::hasSlept()
{
    return m_parts.clock.sinceBoot() > m_tickDue + kLateBy;
}

void Prober::tick()
{
    if (!m_on)
        return;
    const auto now = m_parts.clock.sinceBoot();
    if (hasSlept()) {
        m_quietUntil = now + kSettle;
        m_runner.cancelBackground();
        m_schedule.spread();
    }
    if (now >= m_quietUntil) {
        if (!m_parts.isOnline()) {
            m_runner.cancelBackground();
            m_schedule.spread();
        } else {
            const int room = std::max(0, m_runner.limit() - m_runner.running());
            for (const InstanceId id : m_schedule.takeDue(std::min(Schedule::kMostPerSecond, room)))
                look(this, m_hosts.value(id), Urgency::Background);
        }
    }
    arm();
}

bool Prober::isWarm(const Host &host) const
{
    return m_parts.pool && m_parts.pool->existing({host.address, host.port, host.user, {}, host.id, host.via});
}

Future<Outcome> Prober::look(QPointer<Prober> self, Host host, Urgency urgency)
{
    Outcome outcome{.kind = Outcome::Cancelled, .text = tr("Behind a jump host or a proxy: not probed directly.")};
    if (host.via.isNull() && !host.byProxy) {
        const auto seen = co_await self->m_runner.probe({host.id, host.address, host.port}, urgency);
        if (!self)
            co_return std::unexpected(cancelledError());
        outcome = seen.value_or(Outcome{});
    } else if (self->isWarm(host)) {
        outcome = {Outcome::Reachable, -1, {}, tr("Through its open connection.")};
    }
    self->note(host.id, outcome, urgency);
    co_return outcome;
}

void Prober::note(InstanceId instance, const Outcome &outcome, Urgency urgency)
{
    // What says nothing about the host counts as a good look: it is not the host that has to wait longer.
    m_schedule.note(instance, outcome.kind != Outcome::Unreachable);
    if (outcome.kind == Outcome::Reachable || outcome.kind == Outcome::Unreachable) {
        const bool up = outcome.isReachable();
        m_writer.add({instance, up ? m_parts.clock.now() : QDateTime(), outcome.latencyMs, up ? u"reachable"_s : u"unreachable"_s},
                     urgency == Urgency::Person);
    }
    if (m_on && !m_timer.isActive())
        arm();
}

Future<QList<Looked>> Prober::probeNow(Permit permit, QList<InstanceId> instances)
{
    QList<Host> hosts;
    for (const InstanceId id : std::as_const(instances)) {
        if (const auto instance = m_parts.inventory.instance(id))
            hosts.append(hostOf(*instance));
    }
    if (hosts.isEmpty()) {
        const Error gone{Errc::NotFound, tr("There is nothing to probe.")};
        permit.failed(gone);
        return failed<QList<Looked>>(gone);
    }
    permit.note(u"instances"_s, hosts.size());
    return lookAtAll(this, hosts, std::move(permit));
}

Future<QList<Looked>> Prober::lookAtAll(QPointer<Prober> self, QList<Host> hosts, Permit permit)
{
    QList<Future<Outcome>> looks;
    for (const Host &host : std::as_const(hosts))
        looks.append(look(self, host, Urgency::Person));
    QList<Looked> looked;
    for (qsizetype i = 0; i < looks.size(); ++i) {
        const auto outcome = co_await looks[i];
        looked.append({hosts[i].id, outcome.value_or(Outcome{})});
    }
    permit.note(u"reachable"_s, tallyOf(looked).reachable);
    permit.succeeded();
    co_return looked;
}

} // namespace aiops::probing
