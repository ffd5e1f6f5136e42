#pragma once

#include "core/clock.h"

#include <QTimeZone>

namespace aiops::test {

/// Time that stands still until a test moves it.
class FakeClock final : public Clock
{
public:
    QDateTime now() const override { return m_now; }
    std::chrono::milliseconds sinceBoot() const override { return m_sinceBoot; }
    void advance(std::chrono::milliseconds by)
    {
        m_now = m_now.addDuration(by);
        m_sinceBoot += by;
    }
    /// Somebody sets the computer's clock.
    void shiftWall(std::chrono::milliseconds by) { m_now = m_now.addDuration(by); }

private:
    QDateTime m_now{QDate(2026, 11, 21), QTime(8, 0), QTimeZone::UTC};
    std::chrono::milliseconds m_sinceBoot{1'000'000};
};

} // namespace aiops::test
