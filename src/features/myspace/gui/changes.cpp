#include "features/myspace/gui/changes.h"

namespace aiops::myspace {

using namespace inventory;
using namespace Qt::StringLiterals;
using team::Action;

Changes::Changes(Estate &estate, team::Gatekeeper &gatekeeper, QObject *parent)
    : QObject(parent), m_estate(estate), m_gatekeeper(gatekeeper)
{
}

Result<Permit> Changes::permit(Action action, InstanceId id)
{
    const Instance *instance = m_estate.instance(id);
    return m_gatekeeper.request(action, {u"instance"_s, id.toString(), instance ? instance->name : QString()});
}

Result<Permit> Changes::permit(Action action, ProjectId id)
{
    const Project *project = m_estate.project(id);
    return m_gatekeeper.request(action, {u"project"_s, id.toString(), project ? project->name : QString()});
}

Future<Organization> Changes::ensureOrganization()
{
    if (!m_estate.organizationId().isNull())
        co_return m_estate.organization();
    const auto organizations = m_estate.inventory().organizations();
    if (organizations && !organizations->isEmpty()) {
        const Organization first = organizations->first();
        const auto used = co_await m_estate.inventory().useOrganization(first.id);
        if (!used)
            co_return std::unexpected(used.error());
        co_return first;
    }
    co_return co_await saveOrganization(OrganizationId(), tr("My organization"));
}

Future<Organization> Changes::saveOrganization(OrganizationId id, QString name)
{
    const QPointer<Changes> self(this);
    const bool isNew = id.isNull();
    auto allowed = m_gatekeeper.request(isNew ? Action::OrganizationAdd : Action::OrganizationEdit,
                                        {u"organization"_s, isNew ? QString() : id.toString(), name});
    if (!allowed)
        co_return std::unexpected(allowed.error());
    if (!isNew)
        co_return co_await m_estate.inventory().editOrganization(*std::move(allowed), id, name);
    auto made = co_await m_estate.inventory().addOrganization(*std::move(allowed), name);
    if (!made || !self)
        co_return made;
    const auto used = co_await m_estate.inventory().useOrganization(made->id);
    if (!used)
        co_return std::unexpected(used.error());
    co_return made;
}

Future<Project> Changes::saveProject(ProjectId id, ProjectEdit values)
{
    const QPointer<Changes> self(this);
    auto allowed = permit(id.isNull() ? Action::ProjectAdd : Action::ProjectEdit, id);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    if (!id.isNull()) {
        auto editing = [&] {
            const Project *old = m_estate.project(id);
            const auto recording = m_estate.inventory().record(tr("Edit %1").arg(values.name.value_or(old ? old->name : QString())));
            return m_estate.inventory().editProject(*std::move(allowed), id, values);
        }();
        co_return co_await editing;
    }
    const auto organization = co_await ensureOrganization();
    if (!organization)
        co_return std::unexpected(organization.error());
    if (!self)
        co_return std::unexpected(cancelledError());
    co_return co_await m_estate.inventory().addProject(*std::move(allowed), organization->id, values);
}

Future<Instance> Changes::saveInstance(InstanceId id, InstanceEdit values, QList<Link> links)
{
    const QPointer<Changes> self(this);
    auto allowed = permit(id.isNull() ? Action::InstanceAdd : Action::InstanceEdit, id);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    if (id.isNull()) {
        const auto organization = co_await ensureOrganization();
        if (!organization)
            co_return std::unexpected(organization.error());
        if (!self)
            co_return std::unexpected(cancelledError());
        co_return co_await m_estate.inventory().addInstance(*std::move(allowed), organization->id, values, links);
    }
    InstanceChange change{.id = id, .values = values, .links = links};
    for (const Link &old : m_estate.linksOf(id)) {
        if (!std::ranges::contains(links, old.project, &Link::project))
            change.unlink << old.project;
    }
    auto saving = [&] {
        const Instance *old = m_estate.instance(id);
        const auto recording = m_estate.inventory().record(tr("Edit %1").arg(values.name.value_or(old ? old->name : QString())));
        return m_estate.inventory().apply(*std::move(allowed), {.organization = m_estate.organizationId(), .changes = {change}});
    }();
    co_return co_await edited(std::move(saving), id);
}

Future<Instance> Changes::edited(Future<QList<InstanceId>> saving, InstanceId id)
{
    const QPointer<Changes> self(this);
    const auto saved = co_await saving;
    if (!saved)
        co_return std::unexpected(saved.error());
    if (!self)
        co_return std::unexpected(cancelledError());
    co_return m_estate.inventory().instance(id);
}

Future<void> Changes::link(ProjectId project, InstanceId id, QString role)
{
    auto allowed = permit(Action::ProjectLink, project);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    const QString name = m_estate.project(project) ? m_estate.project(project)->name : QString();
    auto linking = [&] {
        const auto recording = m_estate.inventory().record(tr("Add to %1").arg(name));
        return m_estate.inventory().link(*std::move(allowed), project, id, role);
    }();
    const auto linked = co_await linking;
    if (!linked)
        co_return std::unexpected(linked.error());
    co_return Status{};
}

Future<void> Changes::link(ProjectId project, QList<InstanceId> ids, QString role)
{
    QList<InstanceChange> changes;
    for (const InstanceId id : std::as_const(ids))
        changes.append({.id = id, .links = {{.project = project, .instance = id, .role = role}}});
    const QString name = m_estate.project(project) ? m_estate.project(project)->name : QString();
    const auto done = co_await apply(changes, tr("Add to %1").arg(name));
    co_return done ? Status() : Status(std::unexpected(done.error()));
}

Future<void> Changes::unlink(ProjectId project, InstanceId id)
{
    auto allowed = permit(Action::ProjectUnlink, project);
    if (!allowed)
        return failed<void>(allowed.error());
    const QString name = m_estate.project(project) ? m_estate.project(project)->name : QString();
    const auto recording = m_estate.inventory().record(tr("Take out of %1").arg(name));
    return m_estate.inventory().unlink(*std::move(allowed), project, id);
}

QString Changes::nameOf(const QList<InstanceId> &ids) const
{
    return ids.size() == 1 && m_estate.instance(ids.first()) ? m_estate.instance(ids.first())->name
                                                             : tr("%n instances", nullptr, int(ids.size()));
}

Result<Permit> Changes::permitFor(const QList<InstanceId> &ids, Action action)
{
    return m_gatekeeper.request(action, {u"instance"_s, ids.size() == 1 ? ids.first().toString() : QString(), nameOf(ids)});
}

Future<void> Changes::each(QList<InstanceId> ids, Action action, InstanceWrite write)
{
    const QPointer<Changes> self(this);
    for (const InstanceId id : std::as_const(ids)) {
        auto allowed = permit(action, id);
        if (!allowed)
            co_return std::unexpected(allowed.error());
        auto writing = (m_estate.inventory().*write)(*std::move(allowed), id);
        const auto done = co_await writing;
        if (!done || !self)
            co_return done;
    }
    co_return Status{};
}

Future<void> Changes::archive(QList<InstanceId> ids)
{
    auto allowed = permitFor(ids, Action::InstanceArchive);
    if (!allowed)
        return failed<void>(allowed.error());
    const auto recording = m_estate.inventory().record(tr("Archive %1").arg(nameOf(ids)));
    return m_estate.inventory().archiveInstances(*std::move(allowed), ids);
}

Future<void> Changes::restore(QList<InstanceId> ids)
{
    auto allowed = permitFor(ids, Action::InstanceRestore);
    if (!allowed)
        return failed<void>(allowed.error());
    const auto recording = m_estate.inventory().record(tr("Restore %1").arg(nameOf(ids)));
    return m_estate.inventory().restoreInstances(*std::move(allowed), ids);
}

Future<void> Changes::remove(QList<InstanceId> ids)
{
    return each(ids, Action::InstanceRemove, &Inventory::removeInstance);
}

Future<void> Changes::archive(ProjectId id)
{
    auto allowed = permit(Action::ProjectArchive, id);
    return allowed ? m_estate.inventory().archiveProject(*std::move(allowed), id) : failed<void>(allowed.error());
}

Future<void> Changes::restore(ProjectId id)
{
    auto allowed = permit(Action::ProjectRestore, id);
    return allowed ? m_estate.inventory().restoreProject(*std::move(allowed), id) : failed<void>(allowed.error());
}

Future<QList<InstanceId>> Changes::apply(QList<InstanceChange> changes, QString text)
{
    QList<InstanceId> ids;
    for (const InstanceChange &change : std::as_const(changes))
        ids << change.id;
    auto allowed = permitFor(ids, Action::InstanceEdit);
    if (!allowed)
        return failed<QList<InstanceId>>(allowed.error());
    const auto recording = m_estate.inventory().record(text);
    return m_estate.inventory().apply(*std::move(allowed), {.organization = m_estate.organizationId(), .changes = changes});
}

Future<QList<InstanceId>> Changes::addToProject(ProjectId to, QList<InstanceId> ids, bool moved, ProjectId from, QString text)
{
    QList<InstanceChange> changes;
    for (const InstanceId id : std::as_const(ids)) {
        InstanceChange change{.id = id};
        const QList<Link> links = m_estate.linksOf(id);
        if (!std::ranges::contains(links, to, &Link::project))
            change.links << Link{.project = to, .instance = id};
        for (const Link &link : links) {
            if (moved && link.project != to && (from.isNull() || link.project == from))
                change.unlink << link.project;
        }
        if (!change.links.isEmpty() || !change.unlink.isEmpty())
            changes << change;
    }
    return changes.isEmpty() ? ready<QList<InstanceId>>(QList<InstanceId>()) : apply(changes, text);
}

Future<Group> Changes::saveGroup(Group group)
{
    const QPointer<Changes> self(this);
    const auto permitFor = [this, &group] { return m_gatekeeper.request(Action::GroupEdit, {u"group"_s, group.id.toString(), group.name}); };
    auto allowed = permitFor();
    if (!allowed)
        co_return std::unexpected(allowed.error());
    if (group.id.isNull()) {
        const auto organization = co_await ensureOrganization();
        if (!organization || !self)
            co_return std::unexpected(organization ? cancelledError() : organization.error());
        group.organization = organization->id;
        auto adding = [&] {
            const auto recording = m_estate.inventory().record(tr("New group %1").arg(group.name));
            return m_estate.inventory().addGroup(*std::move(allowed), group);
        }();
        co_return co_await adding;
    }
    const auto old = m_estate.inventory().group(group.id);
    auto editing = [&] {
        const auto recording = m_estate.inventory().record(tr("Edit group %1").arg(group.name));
        return m_estate.inventory().editGroup(*std::move(allowed), group.id, {.name = group.name, .own = group.own});
    }();
    const auto edited = co_await editing;
    if (!edited || !self || (old && old->parent == group.parent))
        co_return edited;
    auto again = permitFor();
    if (!again)
        co_return std::unexpected(again.error());
    auto moving = [&] {
        const auto recording = m_estate.inventory().record(tr("Move group %1").arg(group.name));
        return m_estate.inventory().moveGroup(*std::move(again), group.id, group.parent);
    }();
    const auto moved = co_await moving;
    co_return moved ? edited : Result<Group>(std::unexpected(moved.error()));
}

Future<void> Changes::removeGroup(GroupId id)
{
    const Group *group = m_estate.inheritance().group(id);
    const QString name = group ? group->name : QString();
    auto allowed = m_gatekeeper.request(Action::GroupRemove, {u"group"_s, id.toString(), name});
    if (!allowed)
        return failed<void>(allowed.error());
    const auto recording = m_estate.inventory().record(tr("Remove group %1").arg(name));
    return m_estate.inventory().removeGroup(*std::move(allowed), id);
}

Future<SavedView> Changes::saveView(SavedView view)
{
    auto allowed = m_gatekeeper.request(Action::ViewEdit, {u"view"_s, view.id.toString(), view.name});
    if (!allowed)
        return failed<SavedView>(allowed.error());
    view.organization = m_estate.organizationId();
    const auto recording = m_estate.inventory().record(tr("Save view %1").arg(view.name));
    return m_estate.inventory().saveView(*std::move(allowed), view);
}

Future<void> Changes::removeView(SavedView view)
{
    auto allowed = m_gatekeeper.request(Action::ViewEdit, {u"view"_s, view.id.toString(), view.name});
    if (!allowed)
        return failed<void>(allowed.error());
    const auto recording = m_estate.inventory().record(tr("Delete view %1").arg(view.name));
    return m_estate.inventory().removeView(*std::move(allowed), view.id);
}

Future<QString> Changes::undo()
{
    auto allowed = m_gatekeeper.request(Action::InventoryUndo, {});
    return allowed ? m_estate.inventory().undo().undo(*std::move(allowed)) : failed<QString>(allowed.error());
}

Future<QString> Changes::redo()
{
    auto allowed = m_gatekeeper.request(Action::InventoryUndo, {});
    return allowed ? m_estate.inventory().undo().redo(*std::move(allowed)) : failed<QString>(allowed.error());
}

} // namespace aiops::myspace
