#include "inventory/inventory.h"

#include "inventory/instancestore.h"
#include "inventory/linkstore.h"
#include "inventory/organizationstore.h"
#include "inventory/projectstore.h"
#include "inventory/selecting.h"

#include "storage/command.h"
#include "storage/database.h"

namespace aiops::inventory {

using namespace Qt::StringLiterals;
using storage::Command;

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

Status linkAll(Command &command, InstanceId instance, const QList<Link> &links)
{
    for (const Link &link : links) {
        if (auto linked = LinkStore::link(command, link.project, instance, link.role); !linked)
            return std::unexpected(linked.error());
    }
    return {};
}

} // namespace

Inventory::Inventory(storage::Database &database, QObject *parent) : QObject(parent), m_database(database)
{
    connect(&database, &storage::Database::changed, this, [this](const QStringList &tables) {
        static const QStringList ours{u"organization"_s, u"project"_s, u"instance"_s, u"instance_tag"_s, u"project_link"_s};
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
    return InstanceStore::lastSeen(m_database.reader());
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

Future<void> Inventory::useOrganization(OrganizationId id)
{
    QPointer self(this);
    const auto done = co_await m_database.local<void>([id](QSqlDatabase &db) { return OrganizationStore::setCurrent(db, id); });
    if (done && self)
        emit self->changed();
    co_return done;
}

Future<Organization> Inventory::addOrganization(Permit permit, QString name, QString slug)
{
    return m_database.command<Organization>(std::move(permit), [=](Command &command) {
        return OrganizationStore::add(command, name, slug);
    });
}

Future<Organization> Inventory::editOrganization(Permit permit, OrganizationId id, QString name)
{
    return m_database.command<Organization>(std::move(permit), [=](Command &command) {
        return OrganizationStore::edit(command, id, name);
    });
}

Future<void> Inventory::archiveOrganization(Permit permit, OrganizationId id)
{
    return m_database.command<void>(std::move(permit), [=](Command &command) {
        return OrganizationStore::setArchived(command, id, true);
    });
}

Future<void> Inventory::restoreOrganization(Permit permit, OrganizationId id)
{
    return m_database.command<void>(std::move(permit), [=](Command &command) {
        return OrganizationStore::setArchived(command, id, false);
    });
}

Future<Project> Inventory::addProject(Permit permit, OrganizationId organization, ProjectEdit values)
{
    return m_database.command<Project>(std::move(permit), [=](Command &command) {
        return ProjectStore::add(command, organization, values);
    });
}

Future<Project> Inventory::editProject(Permit permit, ProjectId id, ProjectEdit values)
{
    return m_database.command<Project>(std::move(permit), [=](Command &command) {
        return ProjectStore::edit(command, id, values);
    });
}

Future<void> Inventory::archiveProject(Permit permit, ProjectId id)
{
    return m_database.command<void>(std::move(permit), [=](Command &command) {
        return ProjectStore::setArchived(command, id, true);
    });
}

Future<void> Inventory::restoreProject(Permit permit, ProjectId id)
{
    return m_database.command<void>(std::move(permit), [=](Command &command) {
        return ProjectStore::setArchived(command, id, false);
    });
}

Future<Instance> Inventory::addInstance(Permit permit, OrganizationId organization, InstanceEdit values, QList<Link> links)
{
    return m_database.command<Instance>(std::move(permit), [=](Command &command) -> Result<Instance> {
        auto added = InstanceStore::add(command, organization, values);
        const Status linked = added ? linkAll(command, added->id, links) : Status();
        return linked ? added : Result<Instance>(std::unexpected(linked.error()));
    });
}

Future<Instance> Inventory::editInstance(Permit permit, InstanceId id, InstanceEdit values, QList<Link> links)
{
    return m_database.command<Instance>(std::move(permit), [=](Command &command) -> Result<Instance> {
        auto edited = InstanceStore::edit(command, id, values);
        const Status linked = edited ? linkAll(command, id, links) : Status();
        return linked ? edited : Result<Instance>(std::unexpected(linked.error()));
    });
}

Future<void> Inventory::archiveInstance(Permit permit, InstanceId id)
{
    return m_database.command<void>(std::move(permit), [=](Command &command) {
        return InstanceStore::setArchived(command, id, true);
    });
}

Future<void> Inventory::restoreInstance(Permit permit, InstanceId id)
{
    return m_database.command<void>(std::move(permit), [=](Command &command) {
        return InstanceStore::setArchived(command, id, false);
    });
}

Future<void> Inventory::removeInstance(Permit permit, InstanceId id)
{
    return m_database.command<void>(std::move(permit), [=](Command &command) { return InstanceStore::remove(command, id); });
}

Future<Link> Inventory::link(Permit permit, ProjectId project, InstanceId instance, QString role)
{
    return m_database.command<Link>(std::move(permit), [=](Command &command) {
        return LinkStore::link(command, project, instance, role);
    });
}

Future<void> Inventory::unlink(Permit permit, ProjectId project, InstanceId instance)
{
    return m_database.command<void>(std::move(permit), [=](Command &command) {
        return LinkStore::unlink(command, project, instance);
    });
}

Future<void> Inventory::noteSeen(QList<LastSeen> seen)
{
    QPointer self(this);
    const auto done = co_await m_database.local<void>([seen](QSqlDatabase &db) { return InstanceStore::noteSeen(db, seen); });
    if (done && self)
        emit self->seenChanged(seen);
    co_return done;
}

} // namespace aiops::inventory
