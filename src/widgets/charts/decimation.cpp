#include "widgets/charts/decimation.h"

#include <algorithm>
#include <cmath>

namespace aiops::widgets {

void Polylines::clear()
{
    points.clear();
    starts.clear();
    reduced = false;
}

std::span<const QPointF> Polylines::run(std::size_t i) const
{
    const std::size_t end = i + 1 < starts.size() ? starts[i + 1] : points.size();
    return std::span(points).subspan(starts[i], end - starts[i]);
}

namespace {

struct Column
{
    std::size_t first, lowest, highest, last;
};

/// NaN compares false with everything, so gaps inside a column fall out by themselves.
bool extremes(std::span<const float> values, std::size_t begin, std::size_t end, Column &column)
{
    while (begin < end && std::isnan(values[begin]))
        ++begin;
    while (end > begin && std::isnan(values[end - 1]))
        --end;
    if (begin == end)
        return false;
    column = {begin, begin, begin, end - 1};
    float low = values[begin], high = low;
    for (std::size_t i = begin + 1; i < end; ++i) {
        if (values[i] < low) {
            low = values[i];
            column.lowest = i;
        } else if (values[i] > high) {
            high = values[i];
            column.highest = i;
        }
    }
    return true;
}

class Runs final
{
public:
    Runs(std::span<const qint64> times, std::span<const float> values, const PlotMapping &map, Polylines &out)
        : m_times(times), m_values(values), m_map(map), m_out(out)
    {
    }

    void add(std::size_t i)
    {
        if (!m_open)
            m_out.starts.push_back(m_out.points.size());
        m_open = true;
        m_out.points.emplace_back(m_map.x(m_times[i]), m_map.y(m_values[i]));
    }
    void add(const Column &column)
    {
        std::size_t order[] = {column.first, column.lowest, column.highest, column.last};
        if (column.lowest > column.highest)
            std::swap(order[1], order[2]);
        for (std::size_t k = 0; k < 4; ++k) {
            if (k == 0 || order[k] != order[k - 1])
                add(order[k]);
        }
    }
    void cut() { m_open = false; }

private:
    std::span<const qint64> m_times;
    std::span<const float> m_values;
    const PlotMapping &m_map;
    Polylines &m_out;
    bool m_open = false;
};

} // namespace

void decimate(std::span<const qint64> times, std::span<const float> values, const PlotMapping &map, qint64 gapAfter,
              Polylines &out)
{
    out.clear();
    const std::size_t size = std::min(times.size(), values.size());
    times = times.first(size);
    // One sample more on each side, so that lines reach the edges.
    std::size_t begin = std::size_t(std::ranges::lower_bound(times, map.from) - times.begin());
    std::size_t end = std::size_t(std::ranges::upper_bound(times, map.to) - times.begin());
    begin -= begin > 0 ? 1 : 0;
    end += end < size ? 1 : 0;
    const auto columns = std::size_t(std::max(1.0, map.area.width()));
    Runs runs(times, values, map, out);
    if (end - begin <= 2 * columns) {
        for (std::size_t i = begin; i < end; ++i) {
            if (i > begin && times[i] - times[i - 1] > gapAfter)
                runs.cut();
            std::isfinite(values[i]) ? runs.add(i) : runs.cut();
        }
        return;
    }
    out.reduced = true;
    std::size_t at = begin, previous = begin;
    for (std::size_t column = 0; column <= columns && at < end; ++column) {
        const qint64 until = map.from + qint64(double(column + 1) / double(columns) * double(map.to - map.from));
        const std::size_t next = column == columns
            ? end : std::size_t(std::lower_bound(times.begin() + qsizetype(at), times.begin() + qsizetype(end), until) - times.begin());
        Column found{};
        if (next > at && extremes(values, at, next, found)) {
            if (times[found.first] - times[previous] > std::max(gapAfter, (map.to - map.from) / qint64(columns)))
                runs.cut();
            runs.add(found);
            previous = found.last;
        }
        at = next;
    }
}

} // namespace aiops::widgets
