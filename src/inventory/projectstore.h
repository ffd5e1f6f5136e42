#pragma once

#include "inventory/inventory.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

namespace aiops::inventory {

class ProjectStore final
{
public:
    static Result<QList<Project>> list(QSqlDatabase db, OrganizationId organization, bool archived);
    /// The few that `selector` may mean: by id, slug, name or start of the id (selecting.h).
    static Result<QList<Project>> candidates(QSqlDatabase db, OrganizationId organization, const QString &selector, bool archived);
    static Result<Project> find(QSqlDatabase db, ProjectId id);

    static Result<Project> add(storage::Command &command, OrganizationId organization, const ProjectEdit &values,
                               ProjectId id = ProjectId::create());
    static Result<Project> edit(storage::Command &command, ProjectId id, const ProjectEdit &values);
    static Status setArchived(storage::Command &command, ProjectId id, bool archived);
};

} // namespace aiops::inventory
