#include "features/thiscomputer/cli/localnow.h"

#include "core/text.h"
#include "features/thiscomputer/sampler.h"

#include <QJsonArray>

#include <cmath>

namespace aiops::thiscomputer {

using namespace Qt::StringLiterals;

namespace {

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::thiscomputer", text);
}

QJsonValue number(double value)
{
    return std::isfinite(value) ? QJsonValue(value) : QJsonValue();
}

/// The first ones are those of `metrics now`, so that a script needs to know one form only.
const QList<cli::Column> &columns()
{
    static const QList<cli::Column> all{
        {u"cpu_percent"_s, say("CPU %")}, {u"memory_used_bytes"_s, say("Memory used, bytes")},
        {u"memory_total_bytes"_s, say("Memory, bytes")}, {u"disk_used_percent"_s, say("Disk used, %")},
        {u"disk_read_bytes_per_s"_s, say("Disk read, bytes/s")}, {u"disk_write_bytes_per_s"_s, say("Disk write, bytes/s")},
        {u"net_received_bits_per_s"_s, say("Received, bit/s")}, {u"net_sent_bits_per_s"_s, say("Sent, bit/s")},
        {u"load1"_s, say("Load 1 min")}, {u"load5"_s, say("Load 5 min")}, {u"load15"_s, say("Load 15 min")},
        {u"cores"_s, say("Cores")}, {u"agent"_s, say("Agent")}, {u"agent_version"_s, say("Agent version")},
        {u"at"_s, say("At")}, {u"state"_s, say("State")}, {u"host_name"_s, say("Host name")}, {u"system"_s, say("System")},
        {u"uptime_s"_s, say("Up, s")}, {u"disk_free_bytes"_s, say("Disk free, bytes")},
        {u"disk_total_bytes"_s, say("Disk, bytes")},
    };
    return all;
}

QJsonArray toJson(const QList<ProcessLoad> &processes)
{
    QJsonArray rows;
    for (const ProcessLoad &process : processes)
        rows.append(QJsonObject{{u"pid"_s, process.pid}, {u"name"_s, process.name}, {u"cpu_percent"_s, number(process.cpu)},
                                {u"memory_bytes"_s, process.memory}});
    return rows;
}

QJsonObject toJson(const Snapshot &now)
{
    const Sample &sample = now.sample;
    return {
        {u"cpu_percent"_s, number(sample.cpu)},
        {u"memory_used_bytes"_s, number(sample.memoryUsed)},
        {u"memory_total_bytes"_s, number(sample.memoryTotal)},
        {u"disk_used_percent"_s, number(sample.diskUsed)},
        {u"disk_read_bytes_per_s"_s, number(sample.diskRead)},
        {u"disk_write_bytes_per_s"_s, number(sample.diskWritten)},
        {u"net_received_bits_per_s"_s, number(sample.received)},
        {u"net_sent_bits_per_s"_s, number(sample.sent)},
        {u"load1"_s, number(sample.load[0])},
        {u"load5"_s, number(sample.load[1])},
        {u"load15"_s, number(sample.load[2])},
        {u"cores"_s, now.facts.cores > 0 ? QJsonValue(now.facts.cores) : QJsonValue()},
        {u"agent"_s, u"none"_s},
        {u"agent_version"_s, QString()},
        {u"at"_s, toRfc3339(QDateTime::fromMSecsSinceEpoch(sample.time))},
        {u"state"_s, u"live"_s},
        {u"host_name"_s, now.facts.hostName},
        {u"system"_s, now.facts.system},
        {u"uptime_s"_s, number(now.uptime)},
        {u"disk_free_bytes"_s, number(now.disk.free)},
        {u"disk_total_bytes"_s, number(now.disk.total)},
    };
}

} // namespace

Future<int> runNow(cli::Context context)
{
    const auto now = co_await readNow(makeReader());
    if (!now)
        co_return std::unexpected(now.error());
    QJsonObject object = toJson(*now);
    if (context.arguments.json)
        object.insert(u"processes"_s, toJson(now->busiest));
    cli::printObject(*context.io, context.arguments, columns(), object);
    co_return 0;
}

} // namespace aiops::thiscomputer
