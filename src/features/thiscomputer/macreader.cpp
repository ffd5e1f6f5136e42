#include "core/clock.h"
#include "features/thiscomputer/diskprobe.h"

#include <QSysInfo>

#include <ifaddrs.h>
#include <libproc.h>
#include <mach/mach.h>
#include <net/if.h>
#include <net/if_var.h>
#include <sys/sysctl.h>
#include <unistd.h>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;

namespace {

constexpr int kTicksPerSecond = 1'000'000; // process times are counted in microseconds here

template <typename T>
std::optional<T> systemValue(const char *name)
{
    T value{};
    size_t size = sizeof value;
    return ::sysctlbyname(name, &value, &size, nullptr, 0) == 0 ? std::optional(value) : std::nullopt;
}

/// The kernel counts 32 bits; so does countedSince().
std::optional<CpuTicks> readCpu()
{
    host_cpu_load_info load{};
    mach_msg_type_number_t count = HOST_CPU_LOAD_INFO_COUNT;
    if (::host_statistics(::mach_host_self(), HOST_CPU_LOAD_INFO, reinterpret_cast<host_info_t>(&load), &count) != KERN_SUCCESS)
        return std::nullopt;
    return CpuTicks{load.cpu_ticks[CPU_STATE_USER], load.cpu_ticks[CPU_STATE_NICE], load.cpu_ticks[CPU_STATE_SYSTEM],
                    load.cpu_ticks[CPU_STATE_IDLE]};
}

Memory readMemory()
{
    Memory memory;
    if (const auto total = systemValue<quint64>("hw.memsize"))
        memory.total = double(*total);
    vm_statistics64 pages{};
    mach_msg_type_number_t count = HOST_VM_INFO64_COUNT;
    if (::host_statistics64(::mach_host_self(), HOST_VM_INFO64, reinterpret_cast<host_info64_t>(&pages), &count) == KERN_SUCCESS)
        memory.available = double(pages.free_count + pages.inactive_count + pages.purgeable_count) * double(::getpagesize());
    return memory;
}

QList<Interface> readInterfaces()
{
    QList<Interface> found;
    ifaddrs *first = nullptr;
    if (::getifaddrs(&first) != 0)
        return found;
    for (const ifaddrs *at = first; at; at = at->ifa_next) {
        const bool isLink = at->ifa_addr && at->ifa_addr->sa_family == AF_LINK && at->ifa_data;
        const QByteArray name = at->ifa_name;
        if (!isLink || !name.startsWith("en")) // cards; bridges and tunnels carry the same again
            continue;
        const auto *data = static_cast<const if_data *>(at->ifa_data);
        found.append({name, data->ifi_ibytes, data->ifi_obytes});
    }
    ::freeifaddrs(first);
    return found;
}

std::optional<Process> readProcess(pid_t pid)
{
    proc_taskallinfo info{};
    if (::proc_pidinfo(pid, PROC_PIDTASKALLINFO, 0, &info, sizeof info) != int(sizeof info))
        return std::nullopt;
    const char *name = *info.pbsd.pbi_name ? info.pbsd.pbi_name : info.pbsd.pbi_comm;
    const quint64 nanoseconds = info.ptinfo.pti_total_user + info.ptinfo.pti_total_system;
    return Process{.pid = pid, .started = info.pbsd.pbi_start_tvsec * 1'000'000 + info.pbsd.pbi_start_tvusec,
                   .name = QString::fromUtf8(name), .ticks = nanoseconds / 1000, .memory = qint64(info.ptinfo.pti_resident_size)};
}

QList<Process> readProcesses()
{
    QList<Process> processes;
    std::vector<pid_t> pids(size_t(std::max(0, ::proc_listallpids(nullptr, 0))) + 64);
    const int count = ::proc_listallpids(pids.data(), int(pids.size() * sizeof(pid_t)));
    for (int i = 0; i < count; ++i) {
        if (auto process = readProcess(pids[size_t(i)]))
            processes.append(*std::move(process));
    }
    return processes;
}

double readUptime(const QDateTime &now)
{
    const auto booted = systemValue<timeval>("kern.boottime");
    return booted ? double(now.toSecsSinceEpoch() - booted->tv_sec) : kUnknown;
}

} // namespace

/// macOS: Mach, sysctl and libproc. What disks read and write is not told without IOKit: unknown.
class MacReader final : public Reader
{
public:
    Reading read(bool withProcesses) override
    {
        const SystemClock clock;
        Reading reading;
        reading.at = clock.sinceBoot();
        reading.time = clock.now();
        reading.cpu = readCpu();
        reading.memory = readMemory();
        reading.disk = m_disk.poll();
        if (::getloadavg(reading.load.data(), 3) != 3)
            reading.load = {kUnknown, kUnknown, kUnknown};
        reading.uptime = readUptime(reading.time);
        reading.interfaces = readInterfaces();
        if (withProcesses)
            reading.processes = readProcesses();
        if (!std::exchange(m_knowsFacts, true))
            reading.facts = Facts{QSysInfo::machineHostName(), QSysInfo::prettyProductName(),
                                  systemValue<int>("hw.logicalcpu").value_or(0), kTicksPerSecond};
        return reading;
    }

private:
    DiskProbe m_disk;
    bool m_knowsFacts = false;
};

std::shared_ptr<Reader> makeReader()
{
    return std::make_shared<MacReader>();
}

} // namespace aiops::thiscomputer
