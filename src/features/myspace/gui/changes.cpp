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
    if (!id.isNull())
        co_return co_await m_estate.inventory().editProject(*std::move(allowed), id, values);
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
    auto saved = co_await m_estate.inventory().editInstance(*std::move(allowed), id, values);
    if (!saved || !self)
        co_return saved;
    const auto linked = co_await relink(id, links);
    if (linked)
        co_return saved;
    Error partly = linked.error();
    partly.text = tr("%1 was saved, but not all of its projects. %2").arg(saved->name, partly.text);
    co_return std::unexpected(partly);
}

Future<void> Changes::relink(InstanceId id, QList<Link> wanted)
{
    const QPointer<Changes> self(this);
    const QList<Link> old = m_estate.linksOf(id);
    const auto without = co_await unlinkOthers(id, wanted);
    if (!without || !self)
        co_return without;
    for (const Link &link : wanted) {
        const auto same = [&](const Link &l) { return l.project == link.project && l.role == link.role; };
        if (std::ranges::any_of(old, same))
            continue;
        const auto done = co_await this->link(link.project, id, link.role);
        if (!done || !self)
            co_return done;
    }
    co_return Status{};
}

Future<void> Changes::unlinkOthers(InstanceId id, QList<Link> wanted)
{
    const QPointer<Changes> self(this);
    const QList<Link> old = m_estate.linksOf(id);
    for (const Link &link : old) {
        if (std::ranges::contains(wanted, link.project, &Link::project))
            continue;
        const auto done = co_await unlink(link.project, id);
        if (!done || !self)
            co_return done;
    }
    co_return Status{};
}

Future<void> Changes::link(ProjectId project, InstanceId id, QString role)
{
    auto allowed = permit(Action::ProjectLink, project);
    if (!allowed)
        co_return std::unexpected(allowed.error());
    const auto linked = co_await m_estate.inventory().link(*std::move(allowed), project, id, role);
    if (!linked)
        co_return std::unexpected(linked.error());
    co_return Status{};
}

Future<void> Changes::link(ProjectId project, QList<InstanceId> ids, QString role)
{
    const QPointer<Changes> self(this);
    for (const InstanceId id : std::as_const(ids)) {
        const auto done = co_await link(project, id, role);
        if (!done || !self)
            co_return done;
    }
    co_return Status{};
}

Future<void> Changes::unlink(ProjectId project, InstanceId id)
{
    auto allowed = permit(Action::ProjectUnlink, project);
    if (!allowed)
        return failed<void>(allowed.error());
    return m_estate.inventory().unlink(*std::move(allowed), project, id);
}

Future<void> Changes::each(QList<InstanceId> ids, Action action, InstanceWrite write)
{
    const QPointer<Changes> self(this);
    for (const InstanceId id : std::as_const(ids)) {
        auto allowed = permit(action, id);
        if (!allowed)
            co_return std::unexpected(allowed.error());
        const auto done = co_await (m_estate.inventory().*write)(*std::move(allowed), id);
        if (!done || !self)
            co_return done;
    }
    co_return Status{};
}

Future<void> Changes::archive(QList<InstanceId> ids)
{
    return each(ids, Action::InstanceArchive, &Inventory::archiveInstance);
}

Future<void> Changes::restore(QList<InstanceId> ids)
{
    return each(ids, Action::InstanceRestore, &Inventory::restoreInstance);
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

} // namespace aiops::myspace
