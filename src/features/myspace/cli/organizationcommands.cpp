#include "features/myspace/cli/commands.h"
#include "features/myspace/cli/rows.h"
#include "features/myspace/cli/scope.h"

#include "cli/services.h"

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using cli::Context;
using cli::Parameter;
using inventory::Organization;
using team::Action;

namespace {

QJsonObject rowOf(const Context &context, const Organization &organization)
{
    return toRow(organization, context.services->inventory->countInstances({.organization = organization.id}).value_or(0));
}

Result<int> show(const Context &context, const Result<Organization> &organization)
{
    if (!organization)
        return std::unexpected(organization.error());
    cli::printObject(*context.io, context.arguments, organizationColumns(), rowOf(context, *organization));
    return 0;
}

Result<Organization> named(const Context &context)
{
    return context.services->inventory->findOrganization(context.arguments.value(u"NAME"_s));
}

Future<int> list(Context context)
{
    const auto all = context.services->inventory->organizations(context.arguments.has(u"--archived"_s));
    if (!all)
        co_return std::unexpected(all.error());
    const auto counts = context.services->inventory->instancesOfOrganizations();
    if (!counts)
        co_return std::unexpected(counts.error());
    QList<QJsonObject> rows;
    for (const Organization &organization : *all)
        rows.append(toRow(organization, counts->value(organization.id)));
    cli::printList(*context.io, context.arguments, organizationColumns(), rows);
    co_return 0;
}

Future<int> add(Context context)
{
    auto permit = permitFor(context, Action::OrganizationAdd, u"organization"_s, {}, context.arguments.value(u"NAME"_s));
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto added = co_await context.services->inventory->addOrganization(
        std::move(*permit), context.arguments.value(u"NAME"_s), context.arguments.value(u"--slug"_s));
    if (added) {
        if (auto used = co_await context.services->inventory->useOrganization(added->id); !used)
            co_return std::unexpected(used.error());
    }
    co_return show(context, added);
}

Future<int> showOne(Context context)
{
    co_return show(context, named(context));
}

Future<int> use(Context context)
{
    const auto organization = named(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    if (auto used = co_await context.services->inventory->useOrganization(organization->id); !used)
        co_return std::unexpected(used.error());
    co_return show(context, organization);
}

Future<int> edit(Context context)
{
    const auto organization = named(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    auto permit = permitFor(context, Action::OrganizationEdit, u"organization"_s, organization->id.toString(), organization->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto edited = co_await context.services->inventory->editOrganization(
        std::move(*permit), organization->id, context.arguments.value(u"--name"_s));
    co_return show(context, edited);
}

Future<int> setArchived(Context context, bool archived)
{
    const auto organization = named(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    auto permit = permitFor(context, archived ? Action::OrganizationArchive : Action::OrganizationRestore, u"organization"_s,
                            organization->id.toString(), organization->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    inventory::Inventory *inventory = context.services->inventory;
    const auto done = co_await (archived ? inventory->archiveOrganization(std::move(*permit), organization->id)
                                         : inventory->restoreOrganization(std::move(*permit), organization->id));
    if (!done)
        co_return std::unexpected(done.error());
    co_return show(context, inventory->organization(organization->id));
}

} // namespace

void registerOrganizationCommands(cli::Registry &registry)
{
    const Parameter name{u"NAME"_s, Parameter::Positional, tr("Name, short name or id"), true, {}, u"org"_s};
    const QString org = u"org"_s;
    registry.describeNoun(org, tr("Organizations: the outermost folders."));
    registry.add({org, u"list"_s, tr("List organizations."), u"aiops org list --json"_s,
                  {{u"--archived"_s, Parameter::Flag, tr("The archived ones")}}, list});
    registry.add({org, u"add"_s, tr("Add an organization and use it."), u"aiops org add \"Acme Ltd\""_s,
                  {{u"NAME"_s, Parameter::Positional, tr("Name"), true}, {u"--slug"_s, Parameter::Value, tr("Short name")}}, add});
    registry.add({org, u"show"_s, tr("Show one."), u"aiops org show acme-ltd"_s, {name}, showOne});
    registry.add({org, u"edit"_s, tr("Change the name."), u"aiops org edit acme-ltd --name Acme"_s,
                  {name, {u"--name"_s, Parameter::Value, tr("New name"), true}}, edit});
    registry.add({org, u"archive"_s, tr("Put away; nothing is lost."), u"aiops org archive acme"_s, {name},
                  [](Context context) { return setArchived(context, true); }});
    registry.add({org, u"restore"_s, tr("Take out of the archive."), u"aiops org restore acme"_s, {name},
                  [](Context context) { return setArchived(context, false); }});
    registry.add({org, u"use"_s, tr("Make it the current one."), u"aiops org use acme"_s, {name}, use});
}

} // namespace aiops::myspace
