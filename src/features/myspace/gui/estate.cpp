#include "features/myspace/gui/estate.h"

#include <QElapsedTimer>

namespace aiops::myspace {

using namespace inventory;

namespace {

template <typename T>
const T *findById(const QList<T> &list, decltype(T::id) id)
{
    const auto it = std::ranges::find(list, id, &T::id);
    return it == list.end() ? nullptr : &*it;
}

QUuid instanceOf(const Link &link)
{
    return link.instance.uuid();
}

} // namespace

struct Estate::Snapshot
{
    Result<QList<Instance>> instances;
    Result<QList<Instance>> archived;
    Result<QHash<InstanceId, LastSeen>> seen;
    Result<QList<Link>> links;
    qint64 took = 0; ///< ms
};

Estate::Estate(Inventory &inventory, QObject *parent) : QObject(parent), m_inventory(inventory)
{
    m_reader.setMaxThreadCount(1);
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, [this] { m_loaded ? readInPool() : read(); });
    connect(&inventory, &Inventory::changed, this, &Estate::readSoon);
    connect(&inventory, &Inventory::seenChanged, this, &Estate::takeSeen);
    readGroups();
}

void Estate::takeSeen(const QList<LastSeen> &seen)
{
    if (!m_loaded)
        return;
    QList<InstanceId> ids;
    for (LastSeen one : seen) {
        if (!one.at.isValid())
            one.at = m_lastSeen.value(one.instance).at;
        m_lastSeen.insert(one.instance, one);
        ids.append(one.instance);
    }
    emit seenChanged(ids);
}

void Estate::load()
{
    if (m_loaded)
        return;
    m_loaded = true;
    read();
}

void Estate::loadSoon()
{
    if (!m_loaded && !m_reading)
        QTimer::singleShot(0, this, &Estate::readInPool);
}

void Estate::readSoon()
{
    if (!m_again.isActive())
        m_again.start(int(qMin<qint64>(500, m_readTook)));
}

const Project *Estate::project(ProjectId id) const
{
    const Project *active = findById(m_projects, id);
    return active ? active : findById(m_archivedProjects, id);
}

const Instance *Estate::instance(InstanceId id) const
{
    const auto place = m_places.constFind(id);
    return place == m_places.cend() ? findById(m_archivedInstances, id) : &m_instances[*place];
}

int Estate::countWithoutProject() const
{
    return int(std::ranges::count_if(m_instances, [this](const Instance &i) { return linksAt(i.id).empty(); }));
}

void Estate::setHasComputer(bool has)
{
    m_hasComputer = has;
    chooseView();
}

bool Estate::isFirstRun() const
{
    return m_organization.id.isNull() || (m_loaded && m_instances.isEmpty());
}

int Estate::shownCount() const
{
    return m_hasComputer && isFirstRun() ? 1 : int(m_instances.size());
}

/// Until somebody chooses; and the first instance is shown when it comes.
void Estate::chooseView()
{
    const bool hasBegun = std::exchange(m_wasFirstRun, isFirstRun()) && !isFirstRun();
    if (!m_viewChosen || (hasBegun && m_view.kind == View::ThisComputer))
        show({m_hasComputer && isFirstRun() ? View::ThisComputer : View::All, {}});
}

void Estate::setView(const View &view)
{
    m_viewChosen = true;
    show(view);
}

void Estate::show(const View &view)
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
        return linksAt(instance.id).empty();
    case View::OneProject:
        return std::ranges::contains(linksAt(instance.id), m_view.project, &Link::project);
    case View::Archived:
        return instance.archivedAt.isValid();
    case View::ThisComputer:
        return false;
    case View::OneGroup:
        return !instance.group.isNull() && m_inheritance.isBelow(instance.group, m_view.group);
    }
    return false;
}

Estate::~Estate()
{
    m_reader.waitForDone();
}

Estate::Snapshot Estate::readAll(const Inventory &inventory, OrganizationId organization)
{
    QElapsedTimer took;
    took.start();
    Snapshot all{{}, {}, inventory.lastSeen(), {}};
    if (!organization.isNull()) {
        all.instances = inventory.instances({.organization = organization});
        all.archived = inventory.instances({.organization = organization, .archived = true});
        all.links = inventory.links(organization);
    }
    all.took = took.elapsed();
    return all;
}

void Estate::readInPool()
{
    if (m_reading) {
        m_readAgain = true;
        return;
    }
    m_reading = true;
    m_reader.start([this, inventory = &m_inventory, organization = m_inventory.currentOrganization()] {
        auto snapshot = std::make_shared<Snapshot>(readAll(*inventory, organization));
        QMetaObject::invokeMethod(this, [this, snapshot, organization] {
            m_reading = false;
            m_readTook = snapshot->took;
            if (organization != m_inventory.currentOrganization())
                return readInPool();
            m_loaded = true;
            readGroups();
            takeAll(std::move(*snapshot));
            tellChanged();
            if (std::exchange(m_readAgain, false))
                readSoon();
        }, Qt::QueuedConnection);
    });
}

void Estate::read()
{
    readGroups();
    if (m_loaded)
        takeAll(readAll(m_inventory, m_organization.id));
    tellChanged();
}

void Estate::tellChanged()
{
    const bool lost = (m_view.kind == View::OneProject && !findById(m_projects, m_view.project))
        || (m_view.kind == View::OneGroup && !findById(m_groups, m_view.group));
    if (lost)
        m_view = {};
    emit changed();
    if (lost)
        emit viewChanged();
    chooseView();
}

template <typename T>
void Estate::take(T &target, Result<T> result)
{
    if (!result)
        emit problem(result.error());
    target = result ? *std::move(result) : T();
}

void Estate::readGroups()
{
    const OrganizationId current = m_inventory.currentOrganization();
    m_projects = m_archivedProjects = {};
    m_groups = {};
    m_savedViews = {};
    m_groupNames.clear();
    m_inheritance = Inheritance({});
    m_organization = {};
    if (current.isNull())
        return;
    take(m_organization, m_inventory.organization(current));
    take(m_projects, m_inventory.projects(current));
    take(m_archivedProjects, m_inventory.projects(current, true));
    take(m_groups, m_inventory.groups(current));
    take(m_savedViews, m_inventory.savedViews(current));
    m_inheritance = Inheritance(m_groups);
    for (const Group &group : std::as_const(m_groups)) {
        QStringList names;
        for (const GroupId above : m_inheritance.pathOf(group.id))
            names << m_inheritance.group(above)->name;
        m_groupNames.insert(group.id, names);
    }
}

void Estate::countGroups()
{
    QHash<GroupId, int> direct;
    for (const Instance &instance : std::as_const(m_instances))
        ++direct[instance.group];
    m_groupCounts.clear();
    for (const auto &[group, count] : direct.asKeyValueRange()) {
        for (const GroupId above : m_inheritance.pathOf(group))
            m_groupCounts[above] += count;
    }
}

void Estate::takeAll(Snapshot snapshot)
{
    m_places.clear();
    m_links.clear();
    m_counts.clear();
    take(m_instances, std::move(snapshot.instances));
    take(m_archivedInstances, std::move(snapshot.archived));
    take(m_lastSeen, std::move(snapshot.seen));
    m_places.reserve(m_instances.size());
    for (qsizetype i = 0; i < m_instances.size(); ++i)
        m_places.insert(std::as_const(m_instances)[i].id, i);
    QList<Link> links;
    take(links, std::move(snapshot.links));
    takeLinks(std::move(links));
    countGroups();
}

void Estate::takeLinks(QList<Link> links)
{
    QSet<ProjectId> projects;
    for (const Project &project : std::as_const(m_projects))
        projects.insert(project.id);
    links.removeIf([&](const Link &link) { return !projects.contains(link.project); });
    for (const Link &link : std::as_const(links))
        m_counts[link.project] += m_places.contains(link.instance) ? 1 : 0;
    std::ranges::stable_sort(links, {}, instanceOf);
    links.squeeze();
    m_links = std::move(links);
}

std::span<const Link> Estate::linksAt(InstanceId id) const
{
    return std::ranges::equal_range(m_links, id.uuid(), {}, instanceOf);
}

QList<Link> Estate::linksOf(InstanceId id) const
{
    const auto links = linksAt(id);
    return {links.begin(), links.end()};
}

} // namespace aiops::myspace
