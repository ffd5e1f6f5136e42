#include "features/thiscomputer/sample.h"

#include "core/text.h"

#include <QHash>

#include <cmath>

namespace aiops::thiscomputer {

namespace {

constexpr int kIdle = 3, kWaiting = 4;
constexpr double kShortest = 0.02; // seconds: below it a rate says nothing

double secondsBetween(const Reading &before, const Reading &now)
{
    return double((now.at - before.at).count()) / 1000;
}

double cpuOf(const std::optional<CpuTicks> &before, const std::optional<CpuTicks> &now)
{
    if (!before || !now)
        return kUnknown;
    double idle = 0, all = 0;
    for (std::size_t i = 0; i < now->size(); ++i) {
        // Some of them step back a little on some kernels (iowait): that is no time at all.
        const double step = (*now)[i] > (*before)[i] ? double((*now)[i] - (*before)[i]) : 0;
        all += step;
        idle += i == kIdle || i == kWaiting ? step : 0;
    }
    return all > 0 ? 100 * (all - idle) / all : kUnknown;
}

/// Of those that are in both: what came and went in between is not known.
template <typename Counter>
double rateOf(const QList<Counter> &before, const QList<Counter> &now, quint64 Counter::*value, double seconds)
{
    double sum = 0;
    bool any = false;
    for (const Counter &counter : now) {
        const auto old = std::ranges::find(before, counter.name, &Counter::name);
        const auto step = old == before.end() ? std::nullopt : countedSince((*old).*value, counter.*value);
        any = any || step;
        sum += double(step.value_or(0));
    }
    return any && seconds >= kShortest ? sum / seconds : kUnknown;
}

} // namespace

std::optional<quint64> countedSince(quint64 before, quint64 now)
{
    constexpr quint64 turn = quint64(1) << 32;
    if (now >= before)
        return now - before;
    const bool wrapped = before < turn && turn - before + now < turn / 2;
    return wrapped ? std::optional(turn - before + now) : std::nullopt;
}

Sample sampleOf(const Reading &before, const Reading &now)
{
    const double seconds = secondsBetween(before, now);
    Sample sample{.time = now.time.toMSecsSinceEpoch(), .load = now.load};
    sample.cpu = cpuOf(before.cpu, now.cpu);
    sample.memoryUsed = now.memory.total - now.memory.available;
    sample.memoryTotal = now.memory.total;
    if (now.disk.total > 0)
        sample.diskUsed = 100 * (now.disk.total - now.disk.free) / now.disk.total;
    sample.diskRead = rateOf(before.devices, now.devices, &BlockDevice::read, seconds);
    sample.diskWritten = rateOf(before.devices, now.devices, &BlockDevice::written, seconds);
    sample.received = 8 * rateOf(before.interfaces, now.interfaces, &Interface::received, seconds);
    sample.sent = 8 * rateOf(before.interfaces, now.interfaces, &Interface::sent, seconds);
    return sample;
}

QList<ProcessLoad> busiest(const Reading &before, const Reading &now, const Facts &facts, int count)
{
    const double ticks = secondsBetween(before, now) * facts.ticksPerSecond * std::max(1, facts.cores);
    if (!before.processes || !now.processes || secondsBetween(before, now) < kShortest)
        return {};
    QHash<qint64, const Process *> old;
    old.reserve(before.processes->size());
    for (const Process &process : *before.processes)
        old.insert(process.pid, &process);
    QList<std::pair<double, const Process *>> rows;
    rows.reserve(now.processes->size());
    for (const Process &process : *now.processes) {
        const Process *was = old.value(process.pid);
        const quint64 from = was && was->started == process.started ? std::min(was->ticks, process.ticks) : 0;
        rows.append({std::min(100.0, 100 * double(process.ticks - from) / ticks), &process});
    }
    const auto weight = [](const auto &row) { return std::tuple(-row.first, -row.second->memory, row.second->pid); };
    const auto end = rows.begin() + std::min<qsizetype>(count, rows.size());
    std::ranges::partial_sort(rows, end, {}, weight);
    QList<ProcessLoad> found;
    for (auto row = rows.begin(); row != end; ++row)
        found.append({row->second->pid, shownPlain(row->second->name, 64), row->first, row->second->memory});
    return found;
}

} // namespace aiops::thiscomputer
