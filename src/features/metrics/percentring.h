#pragma once

#include "features/metrics/snapshot.h"

#include <QList>

#include <array>

namespace aiops::metrics {

/// CPU, memory and disk of a host, each 0 to 100. NaN is unknown.
using Percents = std::array<float, 3>;
Percents percentsOf(const Snapshot &snapshot);
Percents percentsOf(const NetdataClient::Latest &latest);

/// The last 15 minutes of one host, a few KB: one sample a step, gaps stay gaps.
class PercentRing final
{
public:
    explicit PercentRing(int step = 5) : m_step(std::max(1, step)) {}

    void add(qint64 seconds, const Percents &values); ///< since 1970; one that is older than the last is dropped
    bool isEmpty() const { return m_slots.empty(); }
    QList<float> samples(std::size_t line) const; ///< oldest first
    qint64 end() const { return m_last * m_step; } ///< of the last sample, seconds since 1970
    int step() const { return m_step; }
    static constexpr int kSpan = 900; ///< s

private:
    std::size_t capacity() const { return std::size_t(kSpan / m_step); }

    int m_step;
    qint64 m_last = 0; ///< slot number of the newest
    std::vector<Percents> m_slots; ///< circular once it is full
    std::size_t m_first = 0;
};

} // namespace aiops::metrics
