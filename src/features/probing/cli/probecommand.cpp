#include "features/probing/cli/probecommand.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "core/clock.h"
#include "features/probing/network.h"
#include "features/probing/prober.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

using namespace Qt::StringLiterals;

namespace aiops::probing {

namespace {

using Instances = QList<inventory::Instance>;

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::probing", text);
}

Result<Instances> named(const cli::Context &context)
{
    Instances found;
    for (const QString &name : context.arguments.values(u"NAME"_s)) {
        const auto instance = cli::selectedInstance(context, name);
        if (!instance)
            return std::unexpected(instance.error());
        if (!std::ranges::contains(found, instance->id, &inventory::Instance::id))
            found.append(*instance);
    }
    return found;
}

/// Exactly one of NAME…, --project, --all.
Result<Instances> selected(const cli::Context &context)
{
    const cli::Arguments &arguments = context.arguments;
    const inventory::Inventory &inventory = *context.services->inventory;
    const int ways = int(arguments.has(u"NAME"_s)) + int(arguments.has(u"--project"_s)) + int(arguments.has(u"--all"_s));
    if (ways != 1)
        return std::unexpected(Error{Errc::Invalid, say("Say which instances: names, --project or --all."), {}});
    if (arguments.has(u"NAME"_s))
        return named(context);
    const auto organization = cli::selectedOrganization(context);
    if (!organization)
        return std::unexpected(organization.error());
    if (organization->isNull())
        return Instances();
    if (arguments.has(u"--all"_s))
        return inventory.instances({.organization = *organization});
    const auto project = inventory.findProject(*organization, arguments.value(u"--project"_s));
    if (!project)
        return std::unexpected(project.error());
    return inventory.instances({.organization = *organization, .project = project->id});
}

QString stateOf(const Outcome &outcome)
{
    return outcome.kind == Outcome::Reachable ? u"reachable"_s : outcome.kind == Outcome::Unreachable ? u"unreachable"_s : u"not_probed"_s;
}

QJsonObject rowOf(const inventory::Instance &instance, const Outcome &outcome)
{
    return {{u"id"_s, instance.id.toString()}, {u"instance"_s, instance.name}, {u"address"_s, instance.address}, {u"port"_s, instance.port},
            {u"state"_s, stateOf(outcome)},
            {u"latency_ms"_s, outcome.latencyMs < 0 ? QJsonValue() : QJsonValue(outcome.latencyMs)},
            {u"greeting"_s, outcome.greeting}, {u"text"_s, outcome.text}};
}

int exitCodeOf(const Tally &tally)
{
    if (tally.reachable == tally.total())
        return 0;
    return exitCode(tally.reachable > 0 ? Errc::Partial : Errc::Unreachable);
}

Future<int> run(cli::Context context)
{
    const auto instances = selected(context);
    if (!instances)
        co_return std::unexpected(instances.error());
    if (instances->isEmpty())
        co_return std::unexpected(Error{Errc::NotFound, say("There is no instance to probe."), {}});
    const cli::Services &services = *context.services;
    const bool one = instances->size() == 1;
    auto permit = services.gatekeeper->request(team::Action::InstanceProbe, {u"instance"_s, one ? instances->constFirst().id.toString() : QString(),
                                                                             one ? instances->constFirst().name : QString()});
    if (!permit)
        co_return std::unexpected(permit.error());
    QList<InstanceId> ids;
    for (const inventory::Instance &instance : *instances)
        ids.append(instance.id);
    const auto prober = std::make_unique<Prober>(Prober::Parts{*services.inventory, services.pool, *services.clock, hasNetwork});
    const auto looked = co_await prober->probeNow(std::move(*permit), ids);
    if (!looked)
        co_return std::unexpected(looked.error());
    QList<QJsonObject> rows;
    for (qsizetype i = 0; i < looked->size(); ++i)
        rows.append(rowOf(instances->at(i), looked->at(i).outcome));
    cli::printList(*context.io, context.arguments,
                   {{u"instance"_s, say("Instance")}, {u"address"_s, say("Address")}, {u"port"_s, say("Port")}, {u"state"_s, say("State")},
                    {u"latency_ms"_s, say("ms")}, {u"greeting"_s, say("Server")}, {u"text"_s, say("Detail")}}, rows);
    co_return exitCodeOf(tallyOf(*looked));
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    using cli::Parameter;
    registry.add({.noun = u"instance"_s, .name = u"probe"_s,
                  .help = say("See whether the SSH port answers, and how fast; never signs in. Exit code 6: none does, 8: some do not."),
                  .example = u"aiops instance probe --project Checkout --json"_s,
                  .parameters = {{u"NAME"_s, Parameter::Positionals, say("Names or ids"), false, {}, u"instance"_s},
                                 {u"--project"_s, Parameter::Value, say("All of a project"), false, {}, u"project"_s},
                                 {u"--all"_s, Parameter::Flag, say("All of the organization")}},
                  .run = run});
}

} // namespace aiops::probing
