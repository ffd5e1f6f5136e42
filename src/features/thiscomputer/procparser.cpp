#include "features/thiscomputer/procparser.h"

#include <QRegularExpression>

#include <charconv>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;

namespace {

constexpr quint64 kSector = 512; // always, whatever the device says: Documentation/admin-guide/iostats.rst
constexpr double kLargest = 1e18;

QByteArrayView takeLine(QByteArrayView &rest)
{
    const qsizetype end = rest.indexOf('\n');
    const QByteArrayView line = end < 0 ? rest : rest.first(end);
    rest = end < 0 ? QByteArrayView() : rest.sliced(end + 1);
    return line;
}

QByteArrayView takeWord(QByteArrayView &rest)
{
    rest = rest.trimmed();
    qsizetype end = 0;
    while (end < rest.size() && rest[end] != ' ' && rest[end] != '\t')
        ++end;
    const QByteArrayView word = rest.first(end);
    rest = rest.sliced(end);
    return word;
}

std::optional<quint64> toNumber(QByteArrayView word)
{
    quint64 value = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), value);
    return error == std::errc() && end == word.data() + word.size() ? std::optional(value) : std::nullopt;
}

double toReal(QByteArrayView word)
{
    bool ok = false;
    const double value = word.toDouble(&ok);
    return ok && value >= 0 && value < kLargest ? value : kUnknown;
}

/// The words as numbers, up to the first that is none.
template <std::size_t N>
std::size_t takeNumbers(QByteArrayView rest, std::array<quint64, N> &numbers)
{
    for (std::size_t i = 0; i < N; ++i) {
        const auto number = toNumber(takeWord(rest));
        if (!number)
            return i;
        numbers[i] = *number;
    }
    return N;
}

bool isWholeDisk(QByteArrayView name)
{
    static const QRegularExpression whole(uR"(\A(?:(?:sd|vd|xvd|hd)[a-z]+|nvme\d+n\d+|mmcblk\d+)\z)"_s);
    return whole.match(QString::fromLatin1(name)).hasMatch();
}

/// A value of os-release: the quotes and escapes of a shell.
QString unquoted(QByteArrayView text)
{
    text = text.trimmed();
    const char quote = text.isEmpty() ? '\0' : text.front();
    if (quote != '"' && quote != '\'')
        return QString::fromUtf8(text);
    QByteArray plain;
    for (qsizetype i = 1; i < text.size() && text[i] != quote; ++i) {
        if (text[i] == '\\' && quote == '"' && i + 1 < text.size())
            ++i;
        plain += text[i];
    }
    return QString::fromUtf8(plain);
}

} // namespace

std::optional<CpuTicks> parseCpu(QByteArrayView stat)
{
    QByteArrayView line = takeLine(stat);
    CpuTicks ticks{};
    // Kernels of long ago end after idle.
    if (takeWord(line) != "cpu" || takeNumbers(line, ticks) < 4)
        return std::nullopt;
    return ticks;
}

int countCpus(QByteArrayView stat)
{
    int count = 0;
    while (!stat.isEmpty()) {
        const QByteArrayView line = takeLine(stat);
        if (line.size() > 3 && line.startsWith("cpu") && line[3] >= '0' && line[3] <= '9')
            ++count;
    }
    return count;
}

Memory parseMemory(QByteArrayView meminfo)
{
    Memory memory;
    double unused = 0; // what MemAvailable means before Linux 3.14
    while (!meminfo.isEmpty()) {
        QByteArrayView line = takeLine(meminfo);
        const QByteArrayView key = takeWord(line);
        const double bytes = toReal(takeWord(line)) * 1024;
        if (key == "MemTotal:")
            memory.total = bytes;
        else if (key == "MemAvailable:")
            memory.available = bytes;
        else if ((key == "MemFree:" || key == "Buffers:" || key == "Cached:") && bytes >= 0)
            unused += bytes;
    }
    if (!(memory.available >= 0) && unused > 0)
        memory.available = unused;
    if (memory.available > memory.total)
        memory.available = memory.total;
    return memory;
}

std::array<double, 3> parseLoad(QByteArrayView loadavg)
{
    std::array<double, 3> load{kUnknown, kUnknown, kUnknown};
    for (double &value : load)
        value = toReal(takeWord(loadavg));
    return load;
}

double parseUptime(QByteArrayView uptime)
{
    return toReal(takeWord(uptime));
}

QList<Interface> parseInterfaces(QByteArrayView dev)
{
    QList<Interface> found;
    while (!dev.isEmpty()) {
        const QByteArrayView line = takeLine(dev);
        const qsizetype colon = line.lastIndexOf(':'); // an alias is named eth0:1
        std::array<quint64, 9> numbers{};
        if (colon > 0 && takeNumbers(line.sliced(colon + 1), numbers) == numbers.size())
            found.append({line.first(colon).trimmed().toByteArray(), numbers[0], numbers[8]});
    }
    return found;
}

QList<BlockDevice> parseDevices(QByteArrayView diskstats)
{
    constexpr quint64 most = std::numeric_limits<quint64>::max() / kSector;
    QList<BlockDevice> found;
    while (!diskstats.isEmpty()) {
        QByteArrayView line = takeLine(diskstats);
        takeWord(line);
        takeWord(line);
        const QByteArrayView name = takeWord(line);
        std::array<quint64, 7> numbers{};
        if (isWholeDisk(name) && takeNumbers(line, numbers) == numbers.size() && numbers[2] < most && numbers[6] < most)
            found.append({name.toByteArray(), numbers[2] * kSector, numbers[6] * kSector});
    }
    return found;
}

std::optional<Process> parseProcess(QByteArrayView stat, qint64 pageSize)
{
    // The name may hold spaces and parentheses: it ends at the last one.
    const qsizetype open = stat.indexOf('('), close = stat.lastIndexOf(')');
    if (open < 1 || close < open)
        return std::nullopt;
    const auto pid = toNumber(stat.first(open).trimmed());
    QByteArrayView rest = stat.sliced(close + 1);
    std::array<QByteArrayView, 22> words;
    for (QByteArrayView &word : words)
        word = takeWord(rest);
    const auto user = toNumber(words[11]), system = toNumber(words[12]), started = toNumber(words[19]);
    if (!pid || *pid > quint64(std::numeric_limits<qint32>::max()) || !user || !system || !started)
        return std::nullopt;
    const quint64 pages = toNumber(words[21].trimmed()).value_or(0); // -1 has been seen
    const bool isSane = pages < quint64(std::numeric_limits<qint64>::max() / pageSize);
    return Process{.pid = qint64(*pid), .started = *started, .name = QString::fromUtf8(stat.sliced(open + 1, close - open - 1)),
                   .ticks = *user + *system, .memory = isSane ? qint64(pages) * pageSize : 0};
}

QString parseOsRelease(QByteArrayView osRelease)
{
    QString name, version, pretty;
    while (!osRelease.isEmpty()) {
        const QByteArrayView line = takeLine(osRelease).trimmed();
        const qsizetype equals = line.indexOf('=');
        if (equals < 1)
            continue;
        const QByteArrayView key = line.first(equals);
        if (key == "NAME")
            name = unquoted(line.sliced(equals + 1));
        else if (key == "VERSION_ID")
            version = unquoted(line.sliced(equals + 1));
        else if (key == "PRETTY_NAME")
            pretty = unquoted(line.sliced(equals + 1));
    }
    if (name.isEmpty())
        return pretty;
    return version.isEmpty() ? name : name + u' ' + version;
}

QList<Interface> countedInterfaces(const QList<Interface> &all, const std::function<bool(const QByteArray &)> &isCard)
{
    QList<Interface> cards, others;
    for (const Interface &interface : all) {
        if (interface.name == "lo")
            continue;
        (isCard(interface.name) ? cards : others).append(interface);
    }
    return cards.isEmpty() ? others : cards;
}

} // namespace aiops::thiscomputer
