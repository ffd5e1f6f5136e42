#pragma once

#include <QDateTime>

#include <chrono>

namespace aiops {

/// Time as an argument, so that tests own it. Any thread.
class Clock
{
public:
    virtual ~Clock() = default;
    virtual QDateTime now() const = 0; ///< UTC
    /// Never goes back and counts sleep, as CLOCK_BOOTTIME does.
    virtual std::chrono::milliseconds sinceBoot() const = 0;
};

class SystemClock final : public Clock
{
public:
    QDateTime now() const override;
    std::chrono::milliseconds sinceBoot() const override;
};

} // namespace aiops
