#pragma once

#include "inventory/inventory.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

namespace aiops::inventory {

class GroupStore final
{
public:
    static Result<QList<Group>> list(QSqlDatabase db, OrganizationId organization); ///< null: all; by name
    static Result<Group> find(QSqlDatabase db, GroupId id);

    /// With the id that `group` has, or a new one. Errors Invalid, Conflict (a sibling has this name), NotFound (parent).
    static Result<Group> add(storage::Command &command, Group group);
    static Result<Group> edit(storage::Command &command, GroupId id, const GroupEdit &values);
    static Status move(storage::Command &command, GroupId id, GroupId parent); ///< Invalid: below itself
    /// What is in it moves to its parent.
    static Status remove(storage::Command &command, GroupId id);
};

} // namespace aiops::inventory
