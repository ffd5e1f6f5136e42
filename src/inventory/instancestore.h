#pragma once

#include "inventory/inventory.h"

#include <QSqlDatabase>
#include <QVariantMap>

namespace aiops::storage {
class Command;
}

namespace aiops::inventory {

class InstanceStore final
{
public:
    static Result<QList<Instance>> list(QSqlDatabase db, const InstanceFilter &filter);
    /// The few that `selector` may mean: by id, name or start of the id (selecting.h).
    static Result<QList<Instance>> candidates(QSqlDatabase db, OrganizationId organization, const QString &selector, bool archived);
    static Result<QHash<OrganizationId, int>> countsByOrganization(QSqlDatabase db);
    static Result<int> count(QSqlDatabase db, const InstanceFilter &filter);
    static Result<Instance> find(QSqlDatabase db, InstanceId id);

    static Result<Instance> add(storage::Command &command, OrganizationId organization, const InstanceEdit &values);
    static Result<Instance> edit(storage::Command &command, InstanceId id, const InstanceEdit &values);
    /// The same without reading the row again, for many.
    static Result<InstanceId> insert(storage::Command &command, OrganizationId organization, const InstanceEdit &values,
                                     InstanceId id = {}); ///< null: a new one
    /// A new one that is checked, not written yet.
    struct New
    {
        InstanceId id;
        QVariantMap fields;
        QStringList tags = {};
        QString name() const;
    };
    static Result<New> checkNew(OrganizationId organization, const InstanceEdit &values, const QString &createdAt, InstanceId id = {});
    /// As insert(), for many. On an error `failed` is the place of the one that caused it.
    static Status insertAll(storage::Command &command, const QList<New> &all, qsizetype &failed);
    static Status change(storage::Command &command, const Instance &before, const InstanceEdit &values);
    static Status setArchived(storage::Command &command, InstanceId id, bool archived);
    static Status remove(storage::Command &command, InstanceId id);
};

} // namespace aiops::inventory
