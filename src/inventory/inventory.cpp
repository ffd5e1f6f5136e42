#include "inventory/inventory.h"

#include "inventory/groupstore.h"
#include "inventory/instancestore.h"
#include "inventory/linkstore.h"
#include "inventory/markstore.h"
#include "inventory/notestore.h"
#include "inventory/organizationstore.h"
#include "inventory/projectstore.h"
#include "inventory/savedviewstore.h"
#include "inventory/selecting.h"
#include "inventory/servicestore.h"

#include "storage/database.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;

namespace {

/// Active ones first: an archived one is meant only when no active one fits.
template <typename T, typename Candidates>
Result<T> selectActiveFirst(const QString &selector, Candidates candidates)
{
    const Result<QList<T>> active = candidates(false);
    if (!active)
        return std::unexpected(active.error());
    const Result<T> found = select(*active, selector);
    if (found || found.error().code != Errc::NotFound)
        return found;
    const Result<QList<T>> archived = candidates(true);
    return archived ? select(*archived, selector) : Result<T>(std::unexpected(archived.error()));
}

} // namespace

Inventory::Inventory(storage::Database &database, QObject *parent)
    : QObject(parent), m_undo(database), m_database(database)
{
    connect(&database, &storage::Database::changed, this, [this](const QStringList &tables) {
        static const QStringList ours{u"organization"_s, u"project"_s, u"instance"_s, u"instance_tag"_s, u"project_link"_s,
                                      u"group"_s, u"service"_s, u"saved_view"_s};
        if (std::ranges::any_of(tables, [](const QString &table) { return ours.contains(table); }))
            emit changed();
    });
}

Result<QList<Organization>> Inventory::organizations(bool archived) const
{
    return OrganizationStore::list(m_database.reader(), archived);
}

Result<QList<Project>> Inventory::projects(OrganizationId organization, bool archived) const
{
    return ProjectStore::list(m_database.reader(), organization, archived);
}

Result<QList<Instance>> Inventory::instances(const InstanceFilter &filter) const
{
    return InstanceStore::list(m_database.reader(), filter);
}

Result<int> Inventory::countInstances(const InstanceFilter &filter) const
{
    return InstanceStore::count(m_database.reader(), filter);
}

Result<QList<Link>> Inventory::links(OrganizationId organization) const
{
    return LinkStore::list(m_database.reader(), organization);
}

Result<QList<Link>> Inventory::linksOf(InstanceId instance) const
{
    return LinkStore::list(m_database.reader(), instance);
}

Result<QHash<OrganizationId, int>> Inventory::instancesOfOrganizations() const
{
    return InstanceStore::countsByOrganization(m_database.reader());
}

Result<QHash<ProjectId, int>> Inventory::instancesOfProjects(OrganizationId organization) const
{
    return LinkStore::countsByProject(m_database.reader(), organization);
}

Result<Instance> Inventory::instance(InstanceId id) const
{
    return InstanceStore::find(m_database.reader(), id);
}

Result<Project> Inventory::project(ProjectId id) const
{
    return ProjectStore::find(m_database.reader(), id);
}

Result<Organization> Inventory::organization(OrganizationId id) const
{
    return OrganizationStore::find(m_database.reader(), id);
}

Result<QHash<InstanceId, LastSeen>> Inventory::lastSeen() const
{
    return MarkStore::lastSeen(m_database.reader());
}

Result<QHash<InstanceId, Marks>> Inventory::marks() const
{
    return MarkStore::marks(m_database.reader());
}

Result<Marks> Inventory::marksOf(InstanceId instance) const
{
    return MarkStore::marksOf(m_database.reader(), instance);
}

bool Inventory::isCommandKnown(const QString &proxy) const
{
    return MarkStore::isCommandKnown(m_database.reader(), proxy);
}

Result<QList<Group>> Inventory::groups(OrganizationId organization) const
{
    return GroupStore::list(m_database.reader(), organization);
}

Result<Group> Inventory::group(GroupId id) const
{
    return GroupStore::find(m_database.reader(), id);
}

Result<QList<Service>> Inventory::services(InstanceId instance) const
{
    return ServiceStore::list(m_database.reader(), instance);
}

Result<Service> Inventory::service(ServiceId id) const
{
    return ServiceStore::find(m_database.reader(), id);
}

Result<QList<SavedView>> Inventory::savedViews(OrganizationId organization) const
{
    return SavedViewStore::list(m_database.reader(), organization);
}

Result<QList<NoteHit>> Inventory::searchNotes(OrganizationId organization, const QString &text) const
{
    return NoteStore::search(m_database.reader(), organization, text);
}

Result<Organization> Inventory::findOrganization(const QString &selector) const
{
    return selectActiveFirst<Organization>(selector, [this](bool archived) { return organizations(archived); });
}

Result<Project> Inventory::findProject(OrganizationId organization, const QString &selector) const
{
    return selectActiveFirst<Project>(selector, [&](bool archived) {
        return ProjectStore::candidates(m_database.reader(), organization, selector, archived);
    });
}

Result<Instance> Inventory::findInstance(OrganizationId organization, const QString &selector) const
{
    return selectActiveFirst<Instance>(selector, [&](bool archived) {
        return InstanceStore::candidates(m_database.reader(), organization, selector, archived);
    });
}

OrganizationId Inventory::currentOrganization() const
{
    return OrganizationStore::current(m_database.reader()).value_or(OrganizationId());
}

} // namespace aiops::inventory
