#pragma once

#include <QDateTime>
#include <QList>
#include <QString>

#include <array>
#include <chrono>
#include <limits>
#include <memory>
#include <optional>

namespace aiops::thiscomputer {

inline constexpr double kUnknown = std::numeric_limits<double>::quiet_NaN();

/// Since boot, in ticks: user, nice, system, idle, iowait, irq, softirq, steal (proc_stat(5)).
using CpuTicks = std::array<quint64, 8>;

struct Interface
{
    QByteArray name;
    quint64 received = 0; ///< bytes since it came up
    quint64 sent = 0;
};

struct BlockDevice
{
    QByteArray name;
    quint64 read = 0; ///< bytes since boot
    quint64 written = 0;
};

struct Process
{
    qint64 pid = 0;
    quint64 started = 0; ///< with the pid: who it is, when numbers are used again
    QString name;        ///< as the system says it, not yet safe to show
    quint64 ticks = 0;   ///< CPU time since it started
    qint64 memory = 0;   ///< resident bytes
};

struct Space
{
    double total = kUnknown; ///< bytes
    double free = kUnknown;  ///< bytes that a person without special rights can fill
};

struct Memory
{
    double total = kUnknown; ///< bytes
    double available = kUnknown;
};

/// What does not change while the program runs.
struct Facts
{
    QString hostName;
    QString system; ///< "Fedora Linux 41", "macOS 15.1"
    int cores = 0;  ///< 0: not known
    int ticksPerSecond = 100;
};

/// One look at the counters of the system. NaN and nullopt: could not be read.
struct Reading
{
    std::chrono::milliseconds at{}; ///< since boot
    QDateTime time;                 ///< UTC
    std::optional<CpuTicks> cpu;
    Memory memory;
    Space disk;
    std::array<double, 3> load{kUnknown, kUnknown, kUnknown}; ///< 1, 5, 15 min
    double uptime = kUnknown;                                 ///< seconds
    QList<Interface> interfaces; ///< those that count: no loopback, nothing twice
    QList<BlockDevice> devices;  ///< whole disks
    std::optional<QList<Process>> processes; ///< when asked for
    std::chrono::microseconds processCost{}; ///< CPU time that reading them took
    std::optional<Facts> facts;              ///< with the first reading
};

/// Reads this computer. One call at a time, any thread; takes a few ms and never waits for a disk.
class Reader
{
public:
    virtual ~Reader() = default;
    virtual Reading read(bool withProcesses) = 0;
};

/// The reader for the system that this was built for; null where there is none.
std::shared_ptr<Reader> makeReader();

} // namespace aiops::thiscomputer
