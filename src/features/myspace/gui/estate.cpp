#include "features/myspace/gui/estate.h"

namespace aiops::myspace {

using namespace inventory;

namespace {

template <typename T>
const T *findById(const QList<T> &list, decltype(T::id) id)
{
    const auto it = std::ranges::find(list, id, &T::id);
    return it == list.end() ? nullptr : &*it;
}

} // namespace

Estate::Estate(Inventory &inventory, QObject *parent) : QObject(parent), m_inventory(inventory)
{
    connect(&inventory, &Inventory::changed, this, &Estate::read);
    readObjects();
}

const Project *Estate::project(ProjectId id) const
{
    const Project *active = findById(m_projects, id);
    return active ? active : findById(m_archivedProjects, id);
}

const Instance *Estate::instance(InstanceId id) const
{
    const Instance *active = findById(m_instances, id);
    return active ? active : findById(m_archivedInstances, id);
}

int Estate::countWithoutProject() const
{
    return int(std::ranges::count_if(m_instances, [this](const Instance &i) { return m_links.value(i.id).isEmpty(); }));
}

QStringList Estate::tags() const
{
    QStringList tags;
    for (const Instance &instance : m_instances)
        tags += instance.tags;
    tags.sort();
    tags.removeDuplicates();
    return tags;
}

void Estate::setView(const View &view)
{
    if (m_view == view)
        return;
    m_view = view;
    emit viewChanged();
}

bool Estate::shows(const Instance &instance) const
{
    switch (m_view.kind) {
    case View::All:
        return true;
    case View::WithoutProject:
        return m_links.value(instance.id).isEmpty();
    case View::OneProject:
        return std::ranges::contains(m_links.value(instance.id), m_view.project, &Link::project);
    case View::Archived:
        return instance.archivedAt.isValid();
    }
    return false;
}

void Estate::read()
{
    readObjects();
    const bool lost = m_view.kind == View::OneProject && !findById(m_projects, m_view.project);
    if (lost)
        m_view = {};
    emit changed();
    if (lost)
        emit viewChanged();
}

void Estate::readObjects()
{
    const auto take = [this](auto &target, auto result) {
        if (result)
            target = *std::move(result);
        else
            emit problem(result.error());
    };
    m_organization = {};
    if (const OrganizationId current = m_inventory.currentOrganization(); !current.isNull())
        take(m_organization, m_inventory.organization(current));
    m_projects = m_archivedProjects = {};
    m_instances = m_archivedInstances = {};
    m_links.clear();
    m_counts.clear();
    if (m_organization.id.isNull())
        return;
    take(m_projects, m_inventory.projects(m_organization.id));
    take(m_archivedProjects, m_inventory.projects(m_organization.id, true));
    take(m_instances, m_inventory.instances({.organization = m_organization.id}));
    take(m_archivedInstances, m_inventory.instances({.organization = m_organization.id, .archived = true}));
    take(m_lastSeen, m_inventory.lastSeen());
    QList<Link> links;
    take(links, m_inventory.links(m_organization.id));
    QSet<InstanceId> active;
    for (const Instance &instance : std::as_const(m_instances))
        active.insert(instance.id);
    QSet<ProjectId> projects;
    for (const Project &project : std::as_const(m_projects))
        projects.insert(project.id);
    for (const Link &link : std::as_const(links)) {
        if (!projects.contains(link.project))
            continue;
        m_links[link.instance].append(link);
        m_counts[link.project] += active.contains(link.instance) ? 1 : 0;
    }
}

} // namespace aiops::myspace
