#pragma once

#include "inventory/types.h"

#include "core/error.h"

#include <QHash>
#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

namespace aiops::inventory {

class LinkStore final
{
public:
    static Result<QList<Link>> list(QSqlDatabase db, OrganizationId organization); ///< null: all
    static Result<QList<Link>> list(QSqlDatabase db, InstanceId instance);
    static Result<QHash<ProjectId, int>> countsByProject(QSqlDatabase db, OrganizationId organization); ///< active instances
    static Result<Link> find(QSqlDatabase db, ProjectId project, InstanceId instance);

    /// A second time changes the role. Errors NotFound, Invalid (another organization, or the role).
    static Result<Link> link(storage::Command &command, ProjectId project, InstanceId instance, const QString &role);
    /// For an instance that is in no project yet, and a project of its organization.
    static Status insertAll(storage::Command &command, const QList<Link> &links, qsizetype &failed); ///< `failed`: the place of the faulty one
    static Status unlink(storage::Command &command, ProjectId project, InstanceId instance);
};

} // namespace aiops::inventory
