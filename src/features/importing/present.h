#pragma once

#include "features/importing/hostrecord.h"

namespace aiops::inventory {
class Inventory;
}

namespace aiops::importing {

/// What the inventory has, as values that a worker can look at.
struct Present
{
    struct Host
    {
        InstanceId id;
        HostRecord values; ///< effective; every optional is set, except credential
    };
    struct Group
    {
        GroupId id;
        GroupRecord values; ///< effective: with what it inherits itself
        inventory::Environment environment = inventory::Environment::None;
    };
    OrganizationId organization;
    QList<Host> hosts; ///< active ones, by name
    QList<Group> groups; ///< parents first
    QHash<QString, ProjectId> projects; ///< by name; archived ones are not there
};

/// Reads the whole organization: a few hundred ms for 100,000 instances. The caller's thread (a reader of its own).
Result<Present> readPresent(const inventory::Inventory &inventory, OrganizationId organization);

/// One text for a path of groups, to compare and to show: "prod / web".
QString shownPath(const QStringList &path);

} // namespace aiops::importing
