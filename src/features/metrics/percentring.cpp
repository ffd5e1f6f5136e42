#include "features/metrics/percentring.h"

#include <cmath>

namespace aiops::metrics {

namespace {

constexpr Percents kNothing{kGap, kGap, kGap};

float percent(double value)
{
    return std::isfinite(value) ? float(std::clamp(value, 0.0, 100.0)) : kGap;
}

float sumOf(const Row &row)
{
    float sum = 0;
    bool any = false;
    for (const float value : row) {
        any = any || std::isfinite(value);
        sum += std::isfinite(value) ? value : 0;
    }
    return any ? sum : kGap;
}

Percents percentsOf(const Row &cpu, const Row &memory, double total, const Row &disk)
{
    return {percent(sumOf(cpu)), total > 0 ? percent(100.0 * double(memory[0]) / total) : kGap, percent(disk[0])};
}

} // namespace

Percents percentsOf(const Snapshot &snapshot)
{
    return percentsOf(snapshot.row(Chart::Cpu), snapshot.row(Chart::Memory), snapshot.memoryTotal, snapshot.row(Chart::Disk));
}

Percents percentsOf(const NetdataClient::Latest &latest)
{
    const auto row = [&latest](Chart chart) {
        const LatestChart found = latest.value(netdataChart(chart));
        return found.at > 0 ? toRow(chart, found.units, found.dimensions).value_or(kEmptyRow) : kEmptyRow;
    };
    const LatestChart memory = latest.value(netdataChart(Chart::Memory));
    return percentsOf(row(Chart::Cpu), row(Chart::Memory), memoryTotal(memory.units, memory.dimensions), row(Chart::Disk));
}

void PercentRing::add(qint64 seconds, const Percents &values)
{
    const qint64 slot = seconds / m_step;
    if (!m_slots.empty() && slot < m_last)
        return;
    if (m_slots.empty() || slot - m_last >= qint64(capacity())) {
        m_slots.clear();
        m_first = 0;
        m_last = slot - 1;
    }
    for (; m_last < slot; ++m_last) {
        if (m_slots.size() < capacity()) {
            m_slots.push_back(kNothing);
        } else {
            m_slots[m_first] = kNothing;
            m_first = (m_first + 1) % capacity();
        }
    }
    m_slots[(m_first + m_slots.size() - 1) % m_slots.size()] = values;
}

QList<float> PercentRing::samples(std::size_t line) const
{
    QList<float> samples;
    samples.reserve(qsizetype(m_slots.size()));
    for (std::size_t i = 0; i < m_slots.size(); ++i)
        samples.append(m_slots[(m_first + i) % m_slots.size()][line]);
    return samples;
}

} // namespace aiops::metrics
