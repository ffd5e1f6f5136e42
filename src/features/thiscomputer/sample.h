#pragma once

#include "features/thiscomputer/reading.h"

namespace aiops::thiscomputer {

/// The values of one second. NaN: not known.
struct Sample
{
    qint64 time = 0;             ///< ms since 1970
    double cpu = kUnknown;       ///< percent of all cores
    double memoryUsed = kUnknown;///< bytes
    double memoryTotal = kUnknown;
    double diskUsed = kUnknown;  ///< percent
    double diskRead = kUnknown;  ///< bytes a second
    double diskWritten = kUnknown;
    double received = kUnknown;  ///< bits a second
    double sent = kUnknown;
    std::array<double, 3> load{kUnknown, kUnknown, kUnknown};
};

struct ProcessLoad
{
    qint64 pid = 0;
    QString name;          ///< safe to show
    double cpu = kUnknown; ///< percent of the whole computer, as Sample::cpu
    qint64 memory = 0;     ///< bytes
    friend bool operator==(const ProcessLoad &, const ProcessLoad &) = default;
};

/// How far a counter has gone. One of 32 bits starts again after 4 GiB; any other step back is a reset: nothing known.
std::optional<quint64> countedSince(quint64 before, quint64 now);

/// Of two looks; the levels are those of `now`. Rates need some time between the two.
Sample sampleOf(const Reading &before, const Reading &now);

/// The `count` processes that used the CPU most, then those with most memory. Who was not there before counts from its start.
QList<ProcessLoad> busiest(const Reading &before, const Reading &now, const Facts &facts, int count);

} // namespace aiops::thiscomputer
