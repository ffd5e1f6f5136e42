#pragma once

#include "features/myspace/gui/estate.h"
#include "team/gatekeeper.h"

namespace aiops::myspace {

/// The writes of My Space, each with the permit that it needs. A future ends after the commit. Main thread.
class Changes final : public QObject
{
    Q_OBJECT

public:
    Changes(Estate &estate, team::Gatekeeper &gatekeeper, QObject *parent = nullptr);

    Result<Permit> permit(team::Action action, InstanceId id);
    Result<Permit> permit(team::Action action, ProjectId id);

    /// The current organization; made first in a new home, where none exists.
    Future<inventory::Organization> ensureOrganization();
    /// A null id makes it, and it becomes the current one.
    Future<inventory::Organization> saveOrganization(OrganizationId id, QString name);
    Future<inventory::Project> saveProject(ProjectId id, inventory::ProjectEdit values);
    /// A null id adds it, with its links in one step. Else the links become `links`, one write each: the error says
    /// when the instance itself was saved.
    Future<inventory::Instance> saveInstance(InstanceId id, inventory::InstanceEdit values, QList<inventory::Link> links);
    Future<void> link(ProjectId project, InstanceId id, QString role);
    Future<void> unlink(ProjectId project, InstanceId id);

    /// Stop at the first that fails.
    Future<void> archive(QList<InstanceId> ids);
    Future<void> restore(QList<InstanceId> ids);
    Future<void> remove(QList<InstanceId> ids);
    Future<void> link(ProjectId project, QList<InstanceId> ids, QString role);
    Future<void> archive(ProjectId id);
    Future<void> restore(ProjectId id);

private:
    using InstanceWrite = Future<void> (inventory::Inventory::*)(Permit, InstanceId);
    Future<void> each(QList<InstanceId> ids, team::Action action, InstanceWrite write);
    Future<void> relink(InstanceId id, QList<inventory::Link> wanted);
    Future<void> unlinkOthers(InstanceId id, QList<inventory::Link> wanted);

    Estate &m_estate;
    team::Gatekeeper &m_gatekeeper;
};

} // namespace aiops::myspace
