#pragma once

#include "core/clock.h"

namespace aiops::vault {

/// Says when nobody did anything for long enough. Sleep counts, a clock set back does not matter.
class AutoLock final
{
public:
    explicit AutoLock(const Clock &clock) : m_clock(clock) { touch(); }

    void touch() { m_lastUse = m_clock.sinceBoot(); }
    void setIdle(std::chrono::seconds idle) { m_idle = idle; }
    bool isOn() const { return m_idle.count() > 0; }
    bool due() const { return isOn() && remaining().count() <= 0; }
    std::chrono::milliseconds remaining() const { return m_idle - (m_clock.sinceBoot() - m_lastUse); }

private:
    const Clock &m_clock;
    std::chrono::seconds m_idle = std::chrono::minutes(10);
    std::chrono::milliseconds m_lastUse{0};
};

} // namespace aiops::vault
