#include "team/accessalarm.h"

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

bool reveals(const QString &action)
{
    return action == u"credential.reveal" || action == u"credential.copy" || action == u"credential.export";
}

} // namespace

bool AccessAlarm::Counter::add(std::chrono::milliseconds now, int limit, std::chrono::milliseconds window)
{
    if (limit <= 0)
        return false;
    times.push_back(now);
    while (times.front() <= now - window || times.size() > std::size_t(limit) + 1)
        times.pop_front();
    if (times.size() <= std::size_t(limit) || (raised && *raised > now - window))
        return false;
    raised = now;
    return true;
}

std::optional<AuditEntry> AccessAlarm::noted(const AuditEntry &entry)
{
    const bool reveal = reveals(entry.action);
    if ((!reveal && entry.action != u"credential.use") || entry.outcome == u"cancelled")
        return {};
    const std::lock_guard lock(m_mutex);
    Counter &counter = reveal ? m_reveals : m_uses;
    const int limit = reveal ? m_limits.reveals : m_limits.uses;
    if (!counter.add(m_clock.sinceBoot(), limit, m_limits.window))
        return {};
    return AuditEntry{.at = m_clock.now(), .actor = entry.actor, .action = u"credential.alert"_s, .objectKind = u"credential"_s, .objectId = {},
                      .objectName = {}, .outcome = u"done"_s,
                      .detail = {{u"kind"_s, reveal ? u"reveal"_s : u"use"_s}, {u"more_than"_s, limit},
                                 {u"minutes"_s, qint64(std::chrono::duration_cast<std::chrono::minutes>(m_limits.window).count())}}};
}

void AccessAlarm::setLimits(const AlarmLimits &limits)
{
    const std::lock_guard lock(m_mutex);
    m_limits = limits;
}

AlarmLimits AccessAlarm::limits() const
{
    const std::lock_guard lock(m_mutex);
    return m_limits;
}

} // namespace aiops::team
