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
    /// A null id adds it, with its links. Else the links become `links`. Both in one step.
    Future<inventory::Instance> saveInstance(InstanceId id, inventory::InstanceEdit values, QList<inventory::Link> links);
    Future<void> link(ProjectId project, InstanceId id, QString role);
    Future<void> unlink(ProjectId project, InstanceId id);

    /// All in one step that can be undone.
    Future<void> archive(QList<InstanceId> ids);
    Future<void> restore(QList<InstanceId> ids);
    Future<void> remove(QList<InstanceId> ids); ///< stops at the first that fails
    Future<void> link(ProjectId project, QList<InstanceId> ids, QString role);
    Future<void> archive(ProjectId id);
    Future<void> restore(ProjectId id);

    /// All in one step that can be undone as `text`; "" when it needs no undo.
    Future<QList<InstanceId>> apply(QList<inventory::InstanceChange> changes, QString text);
    /// Adds them to `to`; with `moved` also takes them out of `from`, or of every other project when that is null.
    Future<QList<InstanceId>> addToProject(ProjectId to, QList<InstanceId> ids, bool moved, ProjectId from, QString text);
    Future<inventory::Group> saveGroup(inventory::Group group); ///< a null id adds it; else name, values and parent
    Future<void> removeGroup(GroupId id);
    Future<inventory::SavedView> saveView(inventory::SavedView view);
    Future<void> removeView(inventory::SavedView view);
    Future<QString> undo();
    Future<QString> redo();

private:
    QString nameOf(const QList<InstanceId> &ids) const;
    Result<Permit> permitFor(const QList<InstanceId> &ids, team::Action action);
    using InstanceWrite = Future<void> (inventory::Inventory::*)(Permit, InstanceId);
    Future<void> each(QList<InstanceId> ids, team::Action action, InstanceWrite write);
    Future<inventory::Instance> edited(Future<QList<InstanceId>> saving, InstanceId id);

    Estate &m_estate;
    team::Gatekeeper &m_gatekeeper;
};

} // namespace aiops::myspace
