#pragma once

#include <QtTypes>

#include <array>
#include <limits>
#include <span>
#include <vector>

namespace aiops::metrics {

inline constexpr int kLines = 4; ///< per chart at most
inline constexpr float kGap = std::numeric_limits<float>::quiet_NaN();

using Row = std::array<float, kLines>; ///< NaN is a gap
inline constexpr Row kEmptyRow{kGap, kGap, kGap, kGap};

/// Samples of one chart in the order of time, the oldest dropped when it is full. Times in seconds since 1970.
class Series final
{
public:
    explicit Series(std::size_t capacity = 90'000) : m_capacity(capacity) {}

    void clear();
    /// False when `time` is not after the last one: the sample is known.
    bool append(qint64 time, const Row &row);
    void dropBefore(qint64 time);

    std::size_t size() const { return m_times.size() - m_first; }
    bool isEmpty() const { return size() == 0; }
    qint64 lastTime() const { return isEmpty() ? 0 : m_times.back(); }
    Row lastRow() const;
    std::span<const qint64> times() const { return std::span(m_times).subspan(m_first); }
    std::span<const float> line(int index) const { return std::span(m_lines[std::size_t(index)]).subspan(m_first); }

private:
    std::size_t m_capacity;
    std::size_t m_first = 0; ///< dropped rows before it are removed in blocks
    std::vector<qint64> m_times;
    std::array<std::vector<float>, kLines> m_lines;
};

} // namespace aiops::metrics
