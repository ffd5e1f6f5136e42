#include "features/metrics/series.h"

#include <algorithm>

namespace aiops::metrics {

void Series::clear()
{
    m_times.clear();
    m_first = 0;
    for (auto &line : m_lines)
        line.clear();
}

bool Series::append(qint64 time, const Row &row)
{
    if (!isEmpty() && time <= m_times.back())
        return false;
    m_times.push_back(time);
    for (std::size_t i = 0; i < m_lines.size(); ++i)
        m_lines[i].push_back(row[i]);
    if (size() > m_capacity)
        dropBefore(m_times[m_first + 1]);
    return true;
}

void Series::dropBefore(qint64 time)
{
    const auto kept = times();
    m_first += std::size_t(std::ranges::lower_bound(kept, time) - kept.begin());
    if (m_first < 256 || m_first < m_times.size() / 4)
        return;
    m_times.erase(m_times.begin(), m_times.begin() + qsizetype(m_first));
    for (auto &line : m_lines)
        line.erase(line.begin(), line.begin() + qsizetype(m_first));
    m_first = 0;
}

Row Series::lastRow() const
{
    Row row = kEmptyRow;
    for (std::size_t i = 0; !isEmpty() && i < row.size(); ++i)
        row[i] = m_lines[i].back();
    return row;
}

} // namespace aiops::metrics
