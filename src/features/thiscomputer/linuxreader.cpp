#include "features/thiscomputer/linuxreader.h"

#include "core/clock.h"
#include "features/thiscomputer/procparser.h"

#include <QSysInfo>

#include <cerrno>
#include <ctime>
#include <dirent.h>
#include <fcntl.h>
#include <unistd.h>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kMost = 8 << 20; // /proc/stat of 4,096 CPUs has 0.5 MB
constexpr qsizetype kCutName = 15;   // TASK_COMM_LEN

/// Into `buffer`, whose room is used again; empty when there is no such file.
void readInto(QByteArray &buffer, int folder, const char *path)
{
    buffer.resize(0);
    const int fd = ::openat(folder, path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return;
    qsizetype filled = 0;
    while (filled < kMost) {
        if (buffer.size() - filled < 4096)
            buffer.resize(std::max<qsizetype>(16'384, 2 * buffer.size()));
        const ssize_t count = ::read(fd, buffer.data() + filled, size_t(buffer.size() - filled));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        filled += count;
    }
    ::close(fd);
    buffer.resize(filled);
}

bool isNumber(const char *name)
{
    return *name >= '1' && *name <= '9';
}

std::chrono::microseconds threadTime()
{
    timespec time{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::microseconds(time.tv_nsec / 1000);
}

} // namespace

LinuxReader::LinuxReader(QByteArray root, DiskProbe disk) : m_root(std::move(root)), m_disk(std::move(disk)) {}

QByteArrayView LinuxReader::file(const char *path)
{
    readInto(m_buffer, AT_FDCWD, (m_root + path).constData());
    return m_buffer;
}

Reading LinuxReader::read(bool withProcesses)
{
    const SystemClock clock;
    Reading reading;
    reading.at = clock.sinceBoot();
    reading.time = clock.now();
    reading.cpu = parseCpu(file("proc/stat"));
    reading.memory = parseMemory(file("proc/meminfo"));
    reading.load = parseLoad(file("proc/loadavg"));
    reading.uptime = parseUptime(file("proc/uptime"));
    reading.devices = parseDevices(file("proc/diskstats"));
    reading.interfaces = readInterfaces();
    reading.disk = m_disk.poll();
    if (withProcesses) {
        const auto begun = threadTime();
        reading.processes = readProcesses();
        reading.processCost = threadTime() - begun;
    }
    if (!std::exchange(m_knowsFacts, true))
        reading.facts = readFacts();
    return reading;
}

Facts LinuxReader::readFacts()
{
    Facts facts{.hostName = QSysInfo::machineHostName(), .cores = countCpus(file("proc/stat"))};
    // The first is the host's, seen from inside a Flatpak.
    for (const char *path : {"run/host/os-release", "etc/os-release", "usr/lib/os-release"}) {
        if (facts.system.isEmpty())
            facts.system = parseOsRelease(file(path));
    }
    if (facts.system.isEmpty())
        facts.system = u"Linux "_s + QSysInfo::kernelVersion();
    if (const long ticks = ::sysconf(_SC_CLK_TCK); ticks > 0)
        facts.ticksPerSecond = int(ticks);
    return facts;
}

QList<Interface> LinuxReader::readInterfaces()
{
    const QByteArray folder = m_root + "sys/class/net/";
    return countedInterfaces(parseInterfaces(file("proc/net/dev")), [&folder](const QByteArray &name) {
        return !name.contains('/') && ::access((folder + name + "/device").constData(), F_OK) == 0;
    });
}

QList<Process> LinuxReader::readProcesses()
{
    static const qint64 pageSize = std::max(1L, ::sysconf(_SC_PAGESIZE));
    QList<Process> processes;
    DIR *folder = ::opendir((m_root + "proc").constData());
    if (!folder)
        return processes;
    QHash<qint64, Process> known;
    std::swap(known, m_long);
    while (const dirent *entry = ::readdir(folder)) {
        if (!isNumber(entry->d_name))
            continue;
        // Gone meanwhile: an empty text, and no process.
        readInto(m_buffer, ::dirfd(folder), (QByteArray(entry->d_name) + "/stat").constData());
        auto process = parseProcess(m_buffer, pageSize);
        if (!process)
            continue;
        if (process->name.size() == kCutName) {
            if (const Process old = known.value(process->pid); old.started == process->started && old.pid == process->pid)
                process->name = old.name;
            else
                completeName(*process);
            m_long.insert(process->pid, *process);
        }
        processes.append(*std::move(process));
    }
    ::closedir(folder);
    return processes;
}

/// The kernel keeps 15 characters of a name; the rest is in the first argument, of which nothing else is of interest.
void LinuxReader::completeName(Process &process)
{
    const QByteArray line = file(("proc/" + QByteArray::number(process.pid) + "/cmdline").constData()).toByteArray();
    const qsizetype end = line.indexOf('\0');
    const QByteArray first = end < 0 ? line : line.first(end);
    const QString name = QString::fromUtf8(first.sliced(first.lastIndexOf('/') + 1));
    if (name.startsWith(process.name))
        process.name = name;
}

std::shared_ptr<Reader> makeReader()
{
    return std::make_shared<LinuxReader>();
}

} // namespace aiops::thiscomputer
