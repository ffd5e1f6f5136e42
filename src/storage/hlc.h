#pragma once

#include <QDateTime>

namespace aiops::storage {

/// Hybrid logical clock (sync.md 4.5): 48 bits of milliseconds, 16 bits of counter. Strictly rising, also when the
/// computer's clock jumps back.
class Hlc final
{
public:
    explicit Hlc(quint64 last = 0) : m_last(last) {}
    quint64 tick(const QDateTime &now);
    quint64 last() const { return m_last; }

private:
    quint64 m_last;
};

} // namespace aiops::storage
