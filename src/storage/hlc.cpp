#include "storage/hlc.h"

#include <algorithm>

namespace aiops::storage {

quint64 Hlc::tick(const QDateTime &now)
{
    const quint64 physical = quint64(std::max<qint64>(0, now.toMSecsSinceEpoch())) << 16;
    m_last = std::max(m_last + 1, physical); // a full counter runs over into the milliseconds
    return m_last;
}

} // namespace aiops::storage
