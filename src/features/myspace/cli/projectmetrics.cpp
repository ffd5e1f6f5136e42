#include "features/myspace/cli/projectmetrics.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/myspace/aggregate.h"
#include "features/myspace/cli/commands.h"

#include <cmath>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

namespace {

using Percents = std::array<double, 3>;

constexpr qsizetype kAtOnce = 8;
const std::array kKeys{u"cpu"_s, u"memory"_s, u"disk"_s};

struct Read
{
    inventory::Instance instance;
    Member member;
    QString error;
};

QJsonValue number(const std::optional<double> &value)
{
    return value && std::isfinite(*value) ? QJsonValue(std::round(*value * 10) / 10) : QJsonValue();
}

/// Who answered with anything but silence is there.
Member::Reach reachOf(const Error &error)
{
    switch (error.code) {
    case Errc::Unreachable:
    case Errc::TimedOut: return Member::Down;
    case Errc::NotFound:
    case Errc::HostKeyUnknown:
    case Errc::HostKeyChanged:
    case Errc::AuthFailed:
    case Errc::Protocol: return Member::Up;
    default: return Member::Unknown;
    }
}

Future<QList<Read>> readAll(cli::Context context, QList<inventory::Instance> instances, ReadPercents read)
{
    QList<Future<Percents>> running;
    QList<Read> done;
    for (qsizetype i = 0; i < instances.size(); ++i) {
        while (running.size() < std::min(instances.size(), i + kAtOnce))
            running.append(read(context, instances[running.size()].id));
        const auto percents = co_await running[i];
        Read one{instances[i], {}, {}};
        if (percents)
            one.member = {Member::Up, *percents};
        else
            one = {instances[i], {.reach = reachOf(percents.error())}, percents.error().text};
        done.append(one);
    }
    co_return done;
}

QString reachName(Member::Reach reach)
{
    return reach == Member::Up ? u"up"_s : reach == Member::Down ? u"down"_s : u"unknown"_s;
}

QJsonObject rowOf(const Read &read)
{
    QJsonObject row{{u"id"_s, read.instance.id.toString()}, {u"instance"_s, read.instance.name}, {u"state"_s, reachName(read.member.reach)},
                    {u"error"_s, read.error}};
    for (std::size_t i = 0; i < kKeys.size(); ++i)
        row.insert(kKeys[i] + u"_percent"_s, number(read.member.percent[i]));
    return row;
}

QJsonObject summaryOf(const inventory::Project &project, const Aggregate &all)
{
    QJsonObject summary{{u"project"_s, project.name}, {u"project_id"_s, project.id.toString()}, {u"instances_total"_s, all.total},
                        {u"instances_up"_s, all.up}, {u"instances_down"_s, all.down}, {u"instances_unknown"_s, all.unknown},
                        {u"reporting"_s, all.reporting}};
    for (std::size_t i = 0; i < kKeys.size(); ++i) {
        const Share &share = all.shares[i];
        summary.insert(kKeys[i], QJsonObject{{u"average_percent"_s, number(share.average)}, {u"maximum_percent"_s, number(share.maximum)},
                                             {u"reporting"_s, share.reporting}, {u"total"_s, share.total}});
    }
    return summary;
}

QString sentence(const Share &share)
{
    return share.average ? u"%1 %2"_s.arg(percentOf(share.average), overText(share.reporting, share.total)) : tr("No data");
}

void print(const cli::Context &context, const inventory::Project &project, const Aggregate &all, const QList<Read> &reads)
{
    QList<QJsonObject> rows;
    for (const Read &read : reads)
        rows.append(rowOf(read));
    if (context.arguments.json) {
        QJsonObject document = summaryOf(project, all);
        QJsonArray list;
        for (const QJsonObject &row : std::as_const(rows))
            list.append(row);
        document.insert(u"instances"_s, list);
        return cli::printObject(*context.io, context.arguments, {}, document);
    }
    cli::printObject(*context.io, context.arguments,
                     {{u"project"_s, tr("Project")}, {u"cpu"_s, tr("Average CPU")}, {u"memory"_s, tr("Average memory")},
                      {u"disk"_s, tr("Average disk")}, {u"up"_s, tr("Instances up")}},
                     {{u"project"_s, project.name}, {u"cpu"_s, sentence(all.shares[0])}, {u"memory"_s, sentence(all.shares[1])},
                      {u"disk"_s, sentence(all.shares[2])},
                      {u"up"_s, all.total > 0 ? tr("%1 of %2").arg(all.up).arg(all.total) : tr("No data")}});
    if (!rows.isEmpty())
        cli::printList(*context.io, context.arguments,
                       {{u"instance"_s, tr("Instance")}, {u"state"_s, tr("State")}, {u"cpu_percent"_s, tr("CPU %")},
                        {u"memory_percent"_s, tr("Memory %")}, {u"disk_percent"_s, tr("Disk %")}, {u"error"_s, tr("Why not")}}, rows);
}

int exitCodeOf(const Aggregate &all)
{
    return all.down == 0 ? 0 : exitCode(all.reporting > 0 ? Errc::Partial : Errc::Unreachable);
}

Future<int> run(cli::Context context, ReadPercents read)
{
    const inventory::Inventory &inventory = *context.services->inventory;
    const auto organization = cli::selectedOrganization(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    const auto project = inventory.findProject(*organization, context.arguments.value(u"NAME"_s));
    if (!project)
        co_return std::unexpected(project.error());
    const auto instances = inventory.instances({.organization = project->organization, .project = project->id});
    if (!instances)
        co_return std::unexpected(instances.error());
    if (!instances->isEmpty()) {
        if (const auto unlocked = co_await cli::ensureUnlocked(context); !unlocked)
            co_return std::unexpected(unlocked.error());
    }
    const auto reads = co_await readAll(context, *instances, read);
    if (!reads)
        co_return std::unexpected(reads.error());
    QList<Member> members;
    for (const Read &one : *reads)
        members.append(one.member);
    const Aggregate all = aggregate(members);
    print(context, *project, all, *reads);
    co_return exitCodeOf(all);
}

} // namespace

void registerProjectMetrics(cli::Registry &registry, ReadPercents read)
{
    using cli::Parameter;
    registry.add({u"metrics"_s, u"project"_s,
                  tr("Averages over the instances of a project that report now. Exit code 8: some cannot be reached, 6: none reports."),
                  u"aiops metrics project Checkout --json"_s,
                  QList<Parameter>{{u"NAME"_s, Parameter::Positional, tr("Name, short name or id of the project"), true, {}, u"project"_s}}
                      + cli::passphraseParameters(),
                  [read = std::move(read)](cli::Context context) { return run(std::move(context), read); }});
}

} // namespace aiops::myspace
