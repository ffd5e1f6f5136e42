#pragma once

#include "inventory/types.h"

#include "core/error.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

namespace aiops::inventory {

class OrganizationStore final
{
public:
    static Result<QList<Organization>> list(QSqlDatabase db, bool archived);
    static Result<Organization> find(QSqlDatabase db, OrganizationId id);
    static Result<OrganizationId> current(QSqlDatabase db);
    static Status setCurrent(QSqlDatabase &db, OrganizationId id);

    static Result<Organization> add(storage::Command &command, const QString &name, const QString &slug);
    static Result<Organization> edit(storage::Command &command, OrganizationId id, const QString &name);
    static Status setArchived(storage::Command &command, OrganizationId id, bool archived);
};

} // namespace aiops::inventory
