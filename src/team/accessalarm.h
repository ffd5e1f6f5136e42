#pragma once

#include "core/clock.h"
#include "core/permit.h"

#include <deque>
#include <mutex>
#include <optional>

namespace aiops::team {

struct AlarmLimits
{
    int reveals = 20; ///< credential.reveal, .copy and .export; 0: no alarm
    int uses = 500;   ///< credential.use; 0: no alarm
    std::chrono::milliseconds window = std::chrono::minutes(10);
};

/// Notices when more credentials are looked at or used in a while than a person would. Any thread.
class AccessAlarm final
{
public:
    explicit AccessAlarm(const Clock &clock, AlarmLimits limits = {}) : m_clock(clock), m_limits(limits) {}

    /// Counts the entry; the entry "credential.alert" to write when it is one too many. Once per kind and window.
    std::optional<AuditEntry> noted(const AuditEntry &entry);
    void setLimits(const AlarmLimits &limits);
    AlarmLimits limits() const;

private:
    struct Counter
    {
        std::deque<std::chrono::milliseconds> times; ///< since boot
        std::optional<std::chrono::milliseconds> raised;
        bool add(std::chrono::milliseconds now, int limit, std::chrono::milliseconds window);
    };

    const Clock &m_clock;
    mutable std::mutex m_mutex;
    AlarmLimits m_limits;
    Counter m_reveals;
    Counter m_uses;
};

} // namespace aiops::team
