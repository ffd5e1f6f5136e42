#include "features/probing/schedule.h"

#include <QSet>

namespace aiops::probing {

Schedule::Schedule(const Clock &clock, quint32 seed) : m_clock(clock), m_random(seed) {}

std::chrono::milliseconds Schedule::pace() const
{
    return std::max(m_interval, std::chrono::milliseconds(m_entries.size() * 1000 / kMostPerSecond));
}

void Schedule::setInterval(std::chrono::seconds interval)
{
    m_interval = interval;
    const Time now = m_clock.sinceBoot();
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        if (!entry->out && entry->failures == 0 && entry->due > now + pace())
            plan(entry.key(), *entry, now + within(pace()));
    }
}

void Schedule::setInstances(const QList<InstanceId> &instances)
{
    const QSet<InstanceId> wanted(instances.begin(), instances.end());
    m_entries.removeIf([&wanted](const std::pair<const InstanceId &, Entry &> &entry) { return !wanted.contains(entry.first); });
    QList<InstanceId> fresh;
    for (const InstanceId instance : wanted) {
        if (m_entries.contains(instance))
            continue;
        m_entries.insert(instance, {});
        fresh.append(instance);
    }
    // The first look comes soon: a person who has just added a host is waiting for it.
    const Time span = std::min(pace(), Time(fresh.size() * 1000 / kMostPerSecond));
    for (const InstanceId instance : std::as_const(fresh))
        plan(instance, m_entries[instance], m_clock.sinceBoot() + within(span));
}

QList<InstanceId> Schedule::takeDue(int most)
{
    QList<InstanceId> due;
    const Time now = m_clock.sinceBoot();
    for (dropStale(); due.size() < most && !m_turns.empty() && m_turns.top().due <= now; dropStale()) {
        const InstanceId instance = m_turns.top().instance;
        m_turns.pop();
        m_entries[instance].out = true;
        due.append(instance);
    }
    return due;
}

void Schedule::note(InstanceId instance, bool reachable)
{
    const auto entry = m_entries.find(instance);
    if (entry == m_entries.end())
        return;
    entry->out = false;
    entry->failures = reachable ? 0 : quint8(std::min(entry->failures + 1, 10));
    const Time usual = pace();
    const Time longest = std::max<Time>(usual, kLongest);
    plan(instance, *entry, m_clock.sinceBoot() + jittered(std::min(longest, usual * (1 << entry->failures))));
}

void Schedule::spread()
{
    const Time now = m_clock.sinceBoot();
    for (auto entry = m_entries.begin(); entry != m_entries.end(); ++entry) {
        if (!entry->out && entry->due <= now)
            plan(entry.key(), *entry, now + within(pace()));
    }
}

std::optional<std::chrono::milliseconds> Schedule::wait()
{
    dropStale();
    if (m_turns.empty())
        return {};
    return std::max(Time(0), m_turns.top().due - m_clock.sinceBoot());
}

void Schedule::plan(InstanceId instance, Entry &entry, Time due)
{
    entry.due = due;
    m_turns.push({due, instance});
}

bool Schedule::isStale(const Turn &turn) const
{
    const auto entry = m_entries.constFind(turn.instance);
    return entry == m_entries.cend() || entry->out || entry->due != turn.due;
}

void Schedule::dropStale()
{
    while (!m_turns.empty() && isStale(m_turns.top()))
        m_turns.pop();
}

Schedule::Time Schedule::jittered(Time span)
{
    return span * 9 / 10 + within(span / 5);
}

Schedule::Time Schedule::within(Time span)
{
    return Time(std::uniform_int_distribution<qint64>(0, std::max<qint64>(0, span.count()))(m_random));
}

} // namespace aiops::probing
