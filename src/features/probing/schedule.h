#pragma once

#include "core/clock.h"
#include "core/ids.h"

#include <QHash>
#include <QList>

#include <queue>
#include <random>

namespace aiops::probing {

/// When which instance is looked at next: every interval with some jitter, less often while it does not answer (up to
/// 15 min), and never more than kMostPerSecond of all together, however many there are. No timer inside; main thread.
class Schedule final
{
public:
    using Time = std::chrono::milliseconds; ///< as Clock::sinceBoot()

    static constexpr int kMostPerSecond = 50;
    static constexpr std::chrono::minutes kLongest{15};

    explicit Schedule(const Clock &clock, quint32 seed = std::random_device{}());

    void setInterval(std::chrono::seconds interval);
    /// Known ones keep their turn; new ones are spread over one interval.
    void setInstances(const QList<InstanceId> &instances);
    qsizetype size() const { return m_entries.size(); }
    /// The interval as asked, or longer when there are too many for it.
    std::chrono::milliseconds pace() const;

    /// Those whose turn it is, the longest waiting first. Each comes again after note().
    QList<InstanceId> takeDue(int most);
    void note(InstanceId instance, bool reachable);
    /// All that became due meanwhile (sleep, no network) are spread over one interval instead of coming at once.
    void spread();
    /// Until something is due; zero when it is. Nothing when nothing is planned.
    std::optional<std::chrono::milliseconds> wait();

private:
    struct Entry
    {
        Time due{0};
        quint8 failures = 0;
        bool out = false; ///< taken, no result yet
    };
    struct Turn
    {
        Time due;
        InstanceId instance;
        bool operator>(const Turn &other) const { return due > other.due; }
    };

    void plan(InstanceId instance, Entry &entry, Time due);
    bool isStale(const Turn &turn) const;
    void dropStale();
    Time jittered(Time span);
    Time within(Time span);

    const Clock &m_clock;
    std::mt19937 m_random;
    std::chrono::milliseconds m_interval{60'000};
    QHash<InstanceId, Entry> m_entries;
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> m_turns; ///< with outdated ones among them
};

} // namespace aiops::probing
