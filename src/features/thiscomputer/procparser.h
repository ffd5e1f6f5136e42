#pragma once

#include "features/thiscomputer/reading.h"

#include <functional>

/// What the files of a Linux /proc say: proc(5), os-release(5). Pure, any thread; what is missing or no number is left
/// out and harms nothing else.
namespace aiops::thiscomputer {

std::optional<CpuTicks> parseCpu(QByteArrayView stat);          ///< /proc/stat, the line of all CPUs
int countCpus(QByteArrayView stat);                             ///< those that are switched on
Memory parseMemory(QByteArrayView meminfo);                     ///< /proc/meminfo
std::array<double, 3> parseLoad(QByteArrayView loadavg);        ///< /proc/loadavg
double parseUptime(QByteArrayView uptime);                      ///< /proc/uptime, seconds
QList<Interface> parseInterfaces(QByteArrayView dev);           ///< /proc/net/dev, all of them
QList<BlockDevice> parseDevices(QByteArrayView diskstats);      ///< /proc/diskstats, whole disks only
std::optional<Process> parseProcess(QByteArrayView stat, qint64 pageSize); ///< /proc/PID/stat
QString parseOsRelease(QByteArrayView osRelease);               ///< "Fedora Linux 41"; empty: it says nothing

/// Bridges, tunnels and the ends of containers carry what a card carries too: cards count, when there are any;
/// otherwise (in a container) everything but the loopback.
QList<Interface> countedInterfaces(const QList<Interface> &all, const std::function<bool(const QByteArray &)> &isCard);

} // namespace aiops::thiscomputer
