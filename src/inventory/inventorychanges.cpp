#include "inventory/inventory.h"

#include "inventory/batch.h"
#include "inventory/groupstore.h"
#include "inventory/instancestore.h"
#include "inventory/linkstore.h"
#include "inventory/markstore.h"
#include "inventory/organizationstore.h"
#include "inventory/projectstore.h"
#include "inventory/savedviewstore.h"
#include "inventory/servicestore.h"

#include "storage/command.h"
#include "storage/database.h"

namespace aiops::inventory {

using storage::Command;

namespace {

Status linkAll(Command &command, InstanceId instance, const QList<Link> &links)
{
    for (const Link &link : links) {
        if (auto linked = LinkStore::link(command, link.project, instance, link.role); !linked)
            return std::unexpected(linked.error());
    }
    return {};
}

Status setArchived(Command &command, const QList<InstanceId> &ids, bool archived)
{
    for (const InstanceId id : ids) {
        if (auto done = InstanceStore::setArchived(command, id, archived); !done)
            return done;
    }
    command.note(QStringLiteral("instances"), ids.size());
    return {};
}

} // namespace

Inventory::Recording::Recording(Inventory &inventory, const QString &text)
    : m_inventory(inventory), m_before(std::exchange(inventory.m_recording, text))
{
}

Inventory::Recording::~Recording()
{
    m_inventory.m_recording = m_before;
}

template <typename T>
Future<T> Inventory::change(Permit permit, std::function<Result<T>(Command &)> fn)
{
    return m_database.command<T>(std::move(permit), std::move(fn), m_recording.isEmpty() ? nullptr : m_undo.recorder(m_recording));
}

Future<void> Inventory::changeLocal(std::function<Status(QSqlDatabase &)> fn)
{
    QPointer self(this);
    const auto done = co_await m_database.local<void>(std::move(fn));
    if (done && self)
        emit self->changed();
    co_return done;
}

Future<void> Inventory::useOrganization(OrganizationId id)
{
    return changeLocal([id](QSqlDatabase &db) { return OrganizationStore::setCurrent(db, id); });
}

Future<Organization> Inventory::addOrganization(Permit permit, QString name, QString slug)
{
    return change<Organization>(std::move(permit), [=](Command &command) {
        return OrganizationStore::add(command, name, slug);
    });
}

Future<Organization> Inventory::editOrganization(Permit permit, OrganizationId id, QString name)
{
    return change<Organization>(std::move(permit), [=](Command &command) {
        return OrganizationStore::edit(command, id, name);
    });
}

Future<void> Inventory::archiveOrganization(Permit permit, OrganizationId id)
{
    return change<void>(std::move(permit), [=](Command &command) {
        return OrganizationStore::setArchived(command, id, true);
    });
}

Future<void> Inventory::restoreOrganization(Permit permit, OrganizationId id)
{
    return change<void>(std::move(permit), [=](Command &command) {
        return OrganizationStore::setArchived(command, id, false);
    });
}

Future<Project> Inventory::addProject(Permit permit, OrganizationId organization, ProjectEdit values)
{
    return change<Project>(std::move(permit), [=](Command &command) {
        return ProjectStore::add(command, organization, values);
    });
}

Future<Project> Inventory::editProject(Permit permit, ProjectId id, ProjectEdit values)
{
    return change<Project>(std::move(permit), [=](Command &command) {
        return ProjectStore::edit(command, id, values);
    });
}

Future<void> Inventory::archiveProject(Permit permit, ProjectId id)
{
    return change<void>(std::move(permit), [=](Command &command) {
        return ProjectStore::setArchived(command, id, true);
    });
}

Future<void> Inventory::restoreProject(Permit permit, ProjectId id)
{
    return change<void>(std::move(permit), [=](Command &command) {
        return ProjectStore::setArchived(command, id, false);
    });
}

Future<Instance> Inventory::addInstance(Permit permit, OrganizationId organization, InstanceEdit values, QList<Link> links)
{
    return change<Instance>(std::move(permit), [=](Command &command) -> Result<Instance> {
        auto added = InstanceStore::add(command, organization, values);
        const Status linked = added ? linkAll(command, added->id, links) : Status();
        return linked ? added : Result<Instance>(std::unexpected(linked.error()));
    });
}

Future<Instance> Inventory::editInstance(Permit permit, InstanceId id, InstanceEdit values, QList<Link> links)
{
    return change<Instance>(std::move(permit), [=](Command &command) -> Result<Instance> {
        auto edited = InstanceStore::edit(command, id, values);
        const Status linked = edited ? linkAll(command, id, links) : Status();
        return linked ? edited : Result<Instance>(std::unexpected(linked.error()));
    });
}

Future<void> Inventory::archiveInstance(Permit permit, InstanceId id)
{
    return change<void>(std::move(permit), [=](Command &command) {
        return InstanceStore::setArchived(command, id, true);
    });
}

Future<void> Inventory::restoreInstance(Permit permit, InstanceId id)
{
    return change<void>(std::move(permit), [=](Command &command) {
        return InstanceStore::setArchived(command, id, false);
    });
}

Future<void> Inventory::archiveInstances(Permit permit, QList<InstanceId> ids)
{
    return change<void>(std::move(permit), [=](Command &command) { return setArchived(command, ids, true); });
}

Future<void> Inventory::restoreInstances(Permit permit, QList<InstanceId> ids)
{
    return change<void>(std::move(permit), [=](Command &command) { return setArchived(command, ids, false); });
}

Future<void> Inventory::removeInstance(Permit permit, InstanceId id)
{
    return change<void>(std::move(permit), [=](Command &command) { return InstanceStore::remove(command, id); });
}

Future<Link> Inventory::link(Permit permit, ProjectId project, InstanceId instance, QString role)
{
    return change<Link>(std::move(permit), [=](Command &command) {
        return LinkStore::link(command, project, instance, role);
    });
}

Future<void> Inventory::unlink(Permit permit, ProjectId project, InstanceId instance)
{
    return change<void>(std::move(permit), [=](Command &command) {
        return LinkStore::unlink(command, project, instance);
    });
}

Future<QList<InstanceId>> Inventory::apply(Permit permit, Batch batch)
{
    return change<QList<InstanceId>>(std::move(permit), [batch = std::move(batch)](Command &command) {
        return applyBatch(command, batch);
    });
}

Future<Group> Inventory::addGroup(Permit permit, Group group)
{
    return change<Group>(std::move(permit), [=](Command &command) { return GroupStore::add(command, group); });
}

Future<Group> Inventory::editGroup(Permit permit, GroupId id, GroupEdit values)
{
    return change<Group>(std::move(permit), [=](Command &command) { return GroupStore::edit(command, id, values); });
}

Future<void> Inventory::moveGroup(Permit permit, GroupId id, GroupId parent)
{
    return change<void>(std::move(permit), [=](Command &command) { return GroupStore::move(command, id, parent); });
}

Future<void> Inventory::removeGroup(Permit permit, GroupId id)
{
    return change<void>(std::move(permit), [=](Command &command) { return GroupStore::remove(command, id); });
}

Future<Service> Inventory::saveService(Permit permit, Service service)
{
    return change<Service>(std::move(permit), [=](Command &command) { return ServiceStore::save(command, service); });
}

Future<void> Inventory::removeService(Permit permit, ServiceId id)
{
    return change<void>(std::move(permit), [=](Command &command) { return ServiceStore::remove(command, id); });
}

Future<SavedView> Inventory::saveView(Permit permit, SavedView view)
{
    return change<SavedView>(std::move(permit), [=](Command &command) { return SavedViewStore::save(command, view); });
}

Future<void> Inventory::removeView(Permit permit, SavedViewId id)
{
    return change<void>(std::move(permit), [=](Command &command) { return SavedViewStore::remove(command, id); });
}

Future<void> Inventory::noteSeen(QList<LastSeen> seen)
{
    QPointer self(this);
    const auto done = co_await m_database.local<void>([seen](QSqlDatabase &db) -> Status {
        for (const LastSeen &one : seen) {
            if (auto noted = MarkStore::noteSeen(db, one); !noted)
                return noted;
        }
        return {};
    });
    if (done && self)
        emit self->seenChanged(seen);
    co_return done;
}

Future<void> Inventory::setFavorite(InstanceId id, bool favorite)
{
    return changeLocal([=](QSqlDatabase &db) { return MarkStore::setFavorite(db, id, favorite); });
}

Future<void> Inventory::noteOpened(InstanceId id, QDateTime at)
{
    return changeLocal([=](QSqlDatabase &db) { return MarkStore::noteOpened(db, id, at); });
}

Future<void> Inventory::setKeyFile(InstanceId id, QString path)
{
    return changeLocal([=](QSqlDatabase &db) { return MarkStore::setKeyFile(db, id, path); });
}

Future<void> Inventory::setLocal(QList<InstanceId> ids, LocalEdit values)
{
    return changeLocal([=](QSqlDatabase &db) -> Status {
        for (const InstanceId &id : ids) {
            if (auto done = MarkStore::setLocal(db, id, values); !done)
                return done;
        }
        return {};
    });
}

} // namespace aiops::inventory
