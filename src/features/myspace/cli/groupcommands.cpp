#include "features/myspace/cli/commands.h"

#include "features/myspace/cli/instancevalues.h"
#include "features/myspace/cli/rows.h"
#include "features/myspace/cli/scope.h"

#include "cli/services.h"
#include "inventory/inheritance.h"
#include "inventory/selecting.h"

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;
using cli::Context;
using cli::Parameter;
using team::Action;

namespace {

QList<cli::Column> groupColumns()
{
    return {{u"path"_s, tr("Group")}, {u"user"_s, tr("User")}, {u"port"_s, tr("Port")}, {u"env"_s, tr("Environment")},
            {u"jump"_s, tr("Reached")}, {u"instance_count"_s, tr("Instances")}, {u"id"_s, tr("Id")}};
}

/// What the commands need to know of all groups.
struct Groups
{
    QList<Group> all;
    Inheritance inheritance{{}};
    QHash<GroupId, int> counts; ///< with those below
};

Result<Groups> read(const Context &context, OrganizationId organization)
{
    const auto all = context.services->inventory->groups(organization);
    const auto instances = context.services->inventory->instances({.organization = organization});
    if (!all || !instances)
        return std::unexpected(all ? instances.error() : all.error());
    Groups groups{.all = *all, .inheritance = Inheritance(*all)};
    for (const Instance &instance : *instances) {
        for (const GroupId above : groups.inheritance.pathOf(instance.group))
            ++groups.counts[above];
    }
    return groups;
}

/// By id, by the whole path "Web tier/Frankfurt", or by its name when no other has it.
Result<Group> find(const Groups &groups, const QString &selector)
{
    for (const Group &group : groups.all) {
        if (groups.inheritance.pathText(group.id).compare(selector, Qt::CaseInsensitive) == 0 && selector.contains(u'/'))
            return group;
    }
    return select(groups.all, selector);
}

QJsonObject rowOf(const Groups &groups, const Group &group)
{
    const Resolved counts = groups.inheritance.resolve(group.own, group.parent);
    return {{u"id"_s, group.id.toString()}, {u"name"_s, group.name}, {u"path"_s, groups.inheritance.pathText(group.id)},
            {u"parent"_s, group.parent.isNull() ? QJsonValue() : QJsonValue(group.parent.toString())},
            {u"user"_s, counts.user.value}, {u"port"_s, counts.port.value}, {u"env"_s, environmentName(counts.environment.value)},
            {u"jump"_s, jumpText(counts.jump.value)}, {u"proxy"_s, counts.proxy.value},
            {u"own"_s, QJsonObject{{u"user"_s, group.own.user}, {u"port"_s, group.own.port},
                                   {u"env"_s, environmentName(group.own.environment)}, {u"jump"_s, jumpText(group.own.jump)},
                                   {u"proxy"_s, group.own.proxy}}},
            {u"instance_count"_s, groups.counts.value(group.id)}};
}

Future<int> show(Context context, OrganizationId organization, GroupId id)
{
    const auto groups = read(context, organization);
    if (!groups)
        co_return std::unexpected(groups.error());
    if (const Group *group = groups->inheritance.group(id))
        cli::printObject(*context.io, context.arguments, groupColumns(), rowOf(*groups, *group));
    co_return 0;
}

/// --user, --port, --env, --jump over what it has; an empty word makes it as the group above says.
Result<Inheritable> valuesOf(const Context &context, OrganizationId organization, Inheritable own)
{
    const cli::Arguments &arguments = context.arguments;
    own.user = arguments.value(u"--user"_s, own.user);
    if (arguments.has(u"--port"_s)) {
        bool ok = arguments.value(u"--port"_s).isEmpty();
        own.port = ok ? 0 : arguments.value(u"--port"_s).toInt(&ok);
        if (!ok)
            return std::unexpected(Error{Errc::Invalid, tr("The port must be 1 to 65535.")});
    }
    if (arguments.has(u"--env"_s)) {
        const auto environment = parseEnvironment(arguments.value(u"--env"_s));
        if (!environment)
            return std::unexpected(environment.error());
        own.environment = *environment;
    }
    if (arguments.has(u"--proxy"_s)) {
        own.proxy = arguments.value(u"--proxy"_s);
        own.proxyCredential = {};
    }
    if (arguments.has(u"--proxy-credential"_s)) {
        const auto credential = proxyCredentialOf(context);
        if (!credential)
            return std::unexpected(credential.error());
        own.proxyCredential = *credential;
    }
    if (!arguments.has(u"--jump"_s))
        return own;
    const QString jump = arguments.value(u"--jump"_s);
    if (jump.isEmpty() || jump == u"direct") {
        own.jump = parseJump(jump);
        return own;
    }
    const auto through = context.services->inventory->findInstance(organization, jump);
    if (!through)
        return std::unexpected(through.error());
    own.jump = {Jump::Through, through->id};
    return own;
}

Future<int> list(Context context)
{
    const auto organization = co_await organizationOf(context);
    const auto groups = organization ? read(context, organization->id) : std::unexpected(organization.error());
    if (!groups)
        co_return std::unexpected(groups.error());
    QList<Group> sorted = groups->all;
    std::ranges::sort(sorted, {}, [&](const Group &group) { return groups->inheritance.pathText(group.id).toLower(); });
    QList<QJsonObject> rows;
    for (const Group &group : std::as_const(sorted))
        rows.append(rowOf(*groups, group));
    cli::printList(*context.io, context.arguments, groupColumns(), rows);
    co_return 0;
}

Future<int> add(Context context)
{
    const auto organization = co_await organizationOf(context);
    const auto groups = organization ? read(context, organization->id) : std::unexpected(organization.error());
    if (!groups)
        co_return std::unexpected(groups.error());
    Group group{.organization = organization->id, .name = context.arguments.value(u"NAME"_s)};
    if (context.arguments.has(u"--in"_s)) {
        const auto parent = find(*groups, context.arguments.value(u"--in"_s));
        if (!parent)
            co_return std::unexpected(parent.error());
        group.parent = parent->id;
    }
    const auto own = valuesOf(context, organization->id, {});
    if (!own)
        co_return std::unexpected(own.error());
    group.own = *own;
    auto permit = permitFor(context, Action::GroupEdit, u"group"_s, {}, group.name);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto added = co_await context.services->inventory->addGroup(std::move(*permit), group);
    if (!added)
        co_return std::unexpected(added.error());
    co_return co_await show(context, organization->id, added->id);
}

Future<int> edit(Context context)
{
    const auto organization = co_await organizationOf(context);
    const auto groups = organization ? read(context, organization->id) : std::unexpected(organization.error());
    const auto group = groups ? find(*groups, context.arguments.value(u"NAME"_s)) : std::unexpected(groups.error());
    const auto own = group ? valuesOf(context, organization->id, group->own) : std::unexpected(group.error());
    if (!own)
        co_return std::unexpected(own.error());
    auto permit = permitFor(context, Action::GroupEdit, u"group"_s, group->id.toString(), group->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto edited = co_await context.services->inventory->editGroup(std::move(*permit), group->id,
                                                                       {.name = context.arguments.optional(u"--name"_s), .own = *own});
    if (!edited)
        co_return std::unexpected(edited.error());
    co_return co_await show(context, organization->id, group->id);
}

Future<int> move(Context context)
{
    const auto organization = co_await organizationOf(context);
    const auto groups = organization ? read(context, organization->id) : std::unexpected(organization.error());
    const auto group = groups ? find(*groups, context.arguments.value(u"NAME"_s)) : std::unexpected(groups.error());
    if (!group)
        co_return std::unexpected(group.error());
    const auto parent = context.arguments.has(u"--in"_s) ? find(*groups, context.arguments.value(u"--in"_s)) : Group();
    if (!parent)
        co_return std::unexpected(parent.error());
    auto permit = permitFor(context, Action::GroupEdit, u"group"_s, group->id.toString(), group->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    if (const auto moved = co_await context.services->inventory->moveGroup(std::move(*permit), group->id, parent->id); !moved)
        co_return std::unexpected(moved.error());
    co_return co_await show(context, organization->id, group->id);
}

Future<int> remove(Context context)
{
    const auto organization = co_await organizationOf(context);
    const auto groups = organization ? read(context, organization->id) : std::unexpected(organization.error());
    const auto group = groups ? find(*groups, context.arguments.value(u"NAME"_s)) : std::unexpected(groups.error());
    if (!group)
        co_return std::unexpected(group.error());
    auto permit = permitFor(context, Action::GroupRemove, u"group"_s, group->id.toString(), group->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    if (const auto done = co_await context.services->inventory->removeGroup(std::move(*permit), group->id); !done)
        co_return std::unexpected(done.error());
    cli::printMessage(*context.io, context.arguments, tr("Removed the group %1; what was in it moved up.").arg(group->name));
    co_return 0;
}

} // namespace

Result<Group> findGroup(const Context &context, OrganizationId organization, const QString &selector)
{
    const auto all = context.services->inventory->groups(organization);
    return all ? find({.all = *all, .inheritance = Inheritance(*all)}, selector) : Result<Group>(std::unexpected(all.error()));
}

void registerGroupCommands(cli::Registry &registry)
{
    const QString noun = u"group"_s;
    const Parameter name{u"NAME"_s, Parameter::Positional, tr("Name, path (\"Web tier/Frankfurt\") or id"), true};
    const Parameter in{u"--in"_s, Parameter::Value, tr("The group above; without it: at the top")};
    const QList<Parameter> values{{u"--user"_s, Parameter::Value, tr("User; empty: as the group above says")},
                                  {u"--port"_s, Parameter::Value, tr("SSH port; empty: as the group above says")},
                                  {u"--env"_s, Parameter::Value, tr("Environment"), false, {u""_s, u"prod"_s, u"staging"_s, u"dev"_s}},
                                  {u"--jump"_s, Parameter::Value, tr("Through which instance it is reached, or direct"), false, {}, u"instance"_s},
                                  {u"--proxy"_s, Parameter::Value, tr("socks5://HOST:PORT, http://HOST:PORT or command:PROGRAM %h %p; none, or empty")},
                                  {u"--proxy-credential"_s, Parameter::Value, tr("Credential with the proxy's password; empty for none"), false, {}, u"credential"_s}};
    registry.describeNoun(noun, tr("Groups hand down user, port, credential, jump host, proxy and environment."));
    registry.add({noun, u"list"_s, tr("List groups with the values that count in them."), u"aiops group list --json"_s, {}, list});
    registry.add({noun, u"add"_s, tr("Add a group."), u"aiops group add Frankfurt --in \"Web tier\" --user deploy"_s,
                  QList<Parameter>{{u"NAME"_s, Parameter::Positional, tr("Name"), true}, in} + values, add});
    registry.add({noun, u"edit"_s, tr("Change its name or values."), u"aiops group edit \"Web tier\" --port 2222"_s,
                  QList<Parameter>{name, {u"--name"_s, Parameter::Value, tr("New name")}} + values, edit});
    registry.add({noun, u"move"_s, tr("Put it into another group."), u"aiops group move Frankfurt --in Europe"_s, {name, in}, move});
    registry.add({noun, u"remove"_s, tr("Remove it; its instances and groups move up."), u"aiops group remove Frankfurt"_s, {name}, remove});
}

} // namespace aiops::myspace
