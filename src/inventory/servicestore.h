#pragma once

#include "inventory/inventory.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

namespace aiops::inventory {

class ServiceStore final
{
public:
    static Result<QList<Service>> list(QSqlDatabase db, InstanceId instance); ///< by port
    static Result<Service> find(QSqlDatabase db, ServiceId id);

    /// A null id makes it. Errors Invalid, NotFound (instance).
    static Result<Service> save(storage::Command &command, const Service &service);
    static Status remove(storage::Command &command, ServiceId id);
};

} // namespace aiops::inventory
