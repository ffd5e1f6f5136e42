#include "features/myspace/cli/filtering.h"

#include "features/myspace/cli/commands.h"

#include "cli/services.h"
#include "inventory/inheritance.h"
#include "inventory/inventory.h"
#include "inventory/selecting.h"

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;

namespace {

/// What belongs to instances beside their own row, read once for all of them.
struct Surroundings
{
    QHash<ProjectId, Project> projects;
    QHash<InstanceId, QList<Link>> links;
    QHash<InstanceId, LastSeen> seen;
    Inheritance groups{{}};
};

Result<Surroundings> read(const Inventory &inventory, OrganizationId organization)
{
    const auto active = inventory.projects(organization);
    const auto archived = inventory.projects(organization, true);
    const auto links = inventory.links(organization);
    const auto seen = inventory.lastSeen();
    const auto groups = inventory.groups(organization);
    if (!active || !archived)
        return std::unexpected(active ? archived.error() : active.error());
    if (!links || !seen || !groups)
        return std::unexpected(!links ? links.error() : !seen ? seen.error() : groups.error());
    Surroundings all{.seen = *seen, .groups = Inheritance(*groups)};
    for (const Project &project : *active + *archived)
        all.projects.insert(project.id, project);
    for (const Link &link : *links)
        all.links[link.instance].append(link);
    return all;
}

bool isMatch(const Instance &instance, const Surroundings &around, const SpaceView &view, const FilterQuery &query)
{
    ProjectFacts projects;
    for (const Link &link : around.links.value(instance.id)) {
        const Project project = around.projects.value(link.project);
        projects.names << project.name << project.slug;
        projects.roles << link.role;
    }
    QStringList groups;
    for (const GroupId id : around.groups.pathOf(instance.group))
        groups << around.groups.group(id)->name;
    const LastSeen seen = around.seen.value(instance.id);
    const QString status = statusOf(seen), provider = providerName(instance.provider), environment = environmentName(instance.environment);
    const Haystack hay = haystackOf(instance, projects, groups, status);
    const Facts facts{hay, provider, instance.region, status, environment, instance.tags,
                      seen.at.isValid() ? seen.at.toMSecsSinceEpoch() : 0, false};
    return query.matches(hay) && accepts(view.choices, facts, QDateTime::currentMSecsSinceEpoch());
}

Result<FilterQuery> parsed(const QString &text)
{
    const auto query = FilterQuery::parse(text);
    if (!query)
        return std::unexpected(Error{.code = Errc::Invalid, .text = query.error().sentence()});
    return *query;
}

} // namespace

Result<QList<Instance>> matching(const cli::Context &context, OrganizationId organization, const SpaceView &view,
                                 const QList<Instance> &instances)
{
    if (!view.filters())
        return instances;
    const auto query = parsed(view.text);
    const auto around = read(*context.services->inventory, organization);
    if (!query || !around)
        return std::unexpected(query ? around.error() : query.error());
    QList<Instance> shown;
    for (const Instance &instance : instances) {
        if (isMatch(instance, *around, view, *query))
            shown.append(instance);
    }
    return shown;
}

Result<SavedView> findView(const cli::Context &context, OrganizationId organization, const QString &selector)
{
    const auto views = context.services->inventory->savedViews(organization);
    return views ? select(*views, selector) : std::unexpected(views.error());
}

Result<SpaceView> viewOf(const cli::Context &context, OrganizationId organization)
{
    SpaceView view;
    if (context.arguments.has(u"--view"_s)) {
        const auto saved = findView(context, organization, context.arguments.value(u"--view"_s));
        if (!saved)
            return std::unexpected(saved.error());
        view = SpaceView::fromJson(saved->query.toUtf8());
    }
    if (!context.arguments.has(u"--filter"_s))
        return view;
    const QString text = context.arguments.value(u"--filter"_s);
    if (const auto query = parsed(text); !query)
        return std::unexpected(query.error());
    view.text = view.text.trimmed().isEmpty() ? text : u"(%1) AND (%2)"_s.arg(view.text, text);
    return view;
}

} // namespace aiops::myspace
