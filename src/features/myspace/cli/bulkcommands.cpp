#include "features/myspace/cli/commands.h"

#include "features/myspace/bulkedit.h"
#include "features/myspace/cli/filtering.h"
#include "features/myspace/cli/instancevalues.h"
#include "features/myspace/cli/scope.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "inventory/validation.h"

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;
using cli::Context;
using cli::Parameter;
using team::Action;

namespace {

Result<QList<Instance>> named(const Context &context)
{
    QList<Instance> found;
    for (const QString &name : context.arguments.values(u"NAME"_s)) {
        const auto instance = cli::selectedInstance(context, name);
        if (!instance)
            return std::unexpected(instance.error());
        if (!std::ranges::contains(found, instance->id, &Instance::id))
            found.append(*instance);
    }
    return found;
}

/// Exactly one of NAME…, --filter and --view, --all.
Result<QList<Instance>> chosen(const Context &context, OrganizationId organization)
{
    const cli::Arguments &arguments = context.arguments;
    const bool filtered = arguments.has(u"--filter"_s) || arguments.has(u"--view"_s);
    if (int(arguments.has(u"NAME"_s)) + int(filtered) + int(arguments.has(u"--all"_s)) != 1)
        return std::unexpected(Error{Errc::Invalid, tr("Say which instances: names, --filter, --view or --all.")});
    if (arguments.has(u"NAME"_s))
        return named(context);
    const auto all = context.services->inventory->instances({.organization = organization});
    const auto view = viewOf(context, organization);
    if (!all || !view)
        return std::unexpected(all ? view.error() : all.error());
    return filtered ? matching(context, organization, *view, *all) : all;
}

void addLine(BulkPlan &plan, const Instance &instance, const QString &field, const QString &before, const std::optional<QString> &after)
{
    if (after && *after != before)
        plan.lines.append({instance.id, instance.name, field, before, *after});
}

QString onOff(bool on)
{
    return on ? tr("on") : tr("off");
}

/// Values of single instances that the preview of many does not know.
void takeOwn(BulkPlan &plan, const Instance &instance, const InstanceEdit &values, const QList<Link> &links)
{
    auto change = std::ranges::find(plan.changes, instance.id, &InstanceChange::id);
    const qsizetype lines = plan.lines.size();
    addLine(plan, instance, tr("Name"), instance.name, values.name);
    addLine(plan, instance, tr("Address"), instance.address, values.address);
    addLine(plan, instance, tr("Region"), instance.region, values.region);
    if (values.notes && *values.notes != instance.notes)
        plan.lines.append({instance.id, instance.name, tr("Note"), {}, tr("changed")});
    if (values.tags && *values.tags != instance.tags)
        plan.lines.append({instance.id, instance.name, tr("Tags"), instance.tags.join(u", "_s), values.tags->join(u", "_s)});
    if (values.jump && *values.jump != instance.own.jump)
        plan.lines.append({instance.id, instance.name, tr("Jump host"), jumpText(instance.own.jump), jumpText(*values.jump)});
    if (values.proxy && *values.proxy != instance.own.proxy)
        plan.lines.append({instance.id, instance.name, tr("Proxy"), instance.own.proxy, *values.proxy});
    if (values.proxyCredential && *values.proxyCredential != instance.own.proxyCredential)
        plan.lines.append({instance.id, instance.name, tr("Proxy credential"), {}, tr("changed")});
    if (values.oldAlgorithms && *values.oldAlgorithms != instance.oldAlgorithms)
        plan.lines.append({instance.id, instance.name, tr("Old algorithms"), onOff(instance.oldAlgorithms), onOff(*values.oldAlgorithms)});
    if (plan.lines.size() == lines && links.isEmpty())
        return;
    if (change == plan.changes.end())
        change = plan.changes.insert(plan.changes.end(), {.id = instance.id});
    change->values.name = values.name;
    change->values.address = values.address;
    change->values.region = values.region;
    change->values.notes = values.notes;
    change->values.tags = values.tags;
    change->values.jump = values.jump;
    change->values.proxy = values.proxy;
    change->values.proxyCredential = values.proxyCredential;
    change->values.oldAlgorithms = values.oldAlgorithms;
    change->links = links;
}

struct Wanted
{
    InstanceEdit values;
    QList<Link> links;
    QStringList addTags;
    QStringList removeTags;
};

Result<BulkPlan> planFor(const Context &context, OrganizationId organization, const QList<Instance> &instances, const Wanted &wanted)
{
    const cli::Services &services = *context.services;
    const auto groups = services.inventory->groups(organization);
    const auto projects = services.inventory->projects(organization);
    if (!groups || !projects)
        return std::unexpected(groups ? projects.error() : groups.error());
    const Inheritance inheritance(*groups);
    const BulkWorld world{inheritance, *projects, [&](InstanceId id) { return services.inventory->linksOf(id).value_or(QList<Link>()); }};
    BulkPlan plan = planOf({.user = wanted.values.user, .port = wanted.values.port, .environment = wanted.values.environment,
                            .group = wanted.values.group, .addTags = wanted.addTags, .removeTags = wanted.removeTags},
                           instances, world);
    for (const Instance &instance : instances)
        takeOwn(plan, instance, wanted.values, wanted.links);
    return plan;
}

void print(const Context &context, const BulkPlan &plan)
{
    QList<QJsonObject> rows;
    for (const BulkLine &line : plan.lines)
        rows.append({{u"id"_s, line.instance.toString()}, {u"instance"_s, line.name}, {u"field"_s, line.field},
                     {u"before"_s, line.before}, {u"after"_s, line.after}});
    cli::printList(*context.io, context.arguments, {{u"instance"_s, tr("Instance")}, {u"field"_s, tr("Field")},
                                                    {u"before"_s, tr("Before")}, {u"after"_s, tr("After")}}, rows);
}

Future<int> apply(Context context, OrganizationId organization, QList<Instance> instances, Wanted wanted, Action action)
{
    const auto plan = planFor(context, organization, instances, wanted);
    if (!plan)
        co_return std::unexpected(plan.error());
    if (!context.arguments.has(u"--dry-run"_s) && !plan->changes.isEmpty()) {
        const bool one = instances.size() == 1;
        auto permit = permitFor(context, action, u"instance"_s, one ? instances.constFirst().id.toString() : QString(),
                                one ? instances.constFirst().name : QString());
        if (!permit)
            co_return std::unexpected(permit.error());
        const auto done = co_await context.services->inventory->apply(std::move(*permit), {.organization = organization, .changes = plan->changes});
        if (!done)
            co_return std::unexpected(done.error());
    }
    if (const LocalEdit local = localEditOf(context); !local.isEmpty() && !context.arguments.has(u"--dry-run"_s)) {
        QList<InstanceId> ids;
        for (const Instance &instance : instances)
            ids.append(instance.id);
        if (const Status set = co_await context.services->inventory->setLocal(ids, local); !set)
            co_return std::unexpected(set.error());
    }
    // One that was edited is shown as it is now; of many, and before it happens, what changes.
    if (instances.size() == 1 && action == Action::InstanceEdit && !context.arguments.has(u"--dry-run"_s))
        co_return showInstance(context, context.services->inventory->instance(instances.constFirst().id));
    print(context, *plan);
    co_return 0;
}

Future<int> edit(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    const auto instances = chosen(context, organization->id);
    const auto values = editOf(context, organization->id);
    const auto links = wantedLinks(context, organization->id);
    if (!instances || !values || !links)
        co_return std::unexpected(!instances ? instances.error() : !values ? values.error() : links.error());
    if (instances->size() > 1 && (values->name || values->address))
        co_return std::unexpected(Error{Errc::Invalid, tr("A name and an address belong to one instance.")});
    co_return co_await apply(context, organization->id, *instances, {*values, *links, {}, {}}, Action::InstanceEdit);
}

Result<QStringList> tagsOf(const Context &context, const QString &option)
{
    QStringList tags;
    for (const QString &text : context.arguments.values(option)) {
        const auto tag = validTag(text);
        if (!tag)
            return std::unexpected(tag.error());
        tags.append(*tag);
    }
    return tags;
}

Future<int> tag(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    const auto instances = chosen(context, organization->id);
    const auto added = tagsOf(context, u"--add"_s);
    const auto removed = tagsOf(context, u"--remove"_s);
    if (!instances || !added || !removed)
        co_return std::unexpected(!instances ? instances.error() : !added ? added.error() : removed.error());
    if (added->isEmpty() && removed->isEmpty())
        co_return std::unexpected(Error{Errc::Invalid, tr("Say which tags: --add or --remove.")});
    co_return co_await apply(context, organization->id, *instances, {{}, {}, *added, *removed}, Action::InstanceTag);
}

} // namespace

void registerBulkCommands(cli::Registry &registry, const QList<Parameter> &values)
{
    const QString noun = u"instance"_s;
    const QList<Parameter> which{{u"NAME"_s, Parameter::Positionals, tr("Names or ids"), false, {}, noun},
                                 {u"--filter"_s, Parameter::Value, tr("As in My Space: \"tag:tier=web -env:dev (db OR cache)\"")},
                                 {u"--view"_s, Parameter::Value, tr("Those of a saved view")},
                                 {u"--all"_s, Parameter::Flag, tr("All of the organization")}};
    const Parameter dryRun{u"--dry-run"_s, Parameter::Flag, tr("Only show what would change")};
    registry.add({noun, u"edit"_s, tr("Change values of one or many; --tag replaces all tags. Many are one step: all or none."),
                  u"aiops instance edit --filter env:staging --user deploy --dry-run"_s, which + values + QList<Parameter>{dryRun}, edit});
    registry.add({noun, u"tag"_s, tr("Add and remove tags of one or many."), u"aiops instance tag web-1 web-2 --add tier=web --remove old"_s,
                  which + QList<Parameter>{{u"--add"_s, Parameter::List, tr("Tag to add; may be repeated")},
                                           {u"--remove"_s, Parameter::List, tr("Tag to remove; may be repeated")}, dryRun}, tag});
}

} // namespace aiops::myspace
