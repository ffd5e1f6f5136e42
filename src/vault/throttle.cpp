#include "vault/throttle.h"

#include <algorithm>
#include <array>

namespace aiops::vault {

std::chrono::seconds Throttle::remaining(const QDateTime &now) const
{
    static constexpr std::array<qint64, 6> kWaits{0, 0, 0, 5, 15, 60};
    const qint64 wait = kWaits[size_t(std::clamp(failures, 0, int(kWaits.size()) - 1))];
    if (wait == 0 || !lastFailure.isValid())
        return {};
    const qint64 milliseconds = std::clamp<qint64>(wait * 1000 - lastFailure.msecsTo(now), 0, wait * 1000);
    return std::chrono::seconds((milliseconds + 999) / 1000);
}

} // namespace aiops::vault
