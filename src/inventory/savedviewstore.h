#pragma once

#include "inventory/inventory.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

namespace aiops::inventory {

class SavedViewStore final
{
public:
    static Result<QList<SavedView>> list(QSqlDatabase db, OrganizationId organization); ///< by name
    static Result<SavedView> find(QSqlDatabase db, SavedViewId id);

    /// A null id makes it. Errors Invalid, Conflict (the name is taken).
    static Result<SavedView> save(storage::Command &command, const SavedView &view);
    static Status remove(storage::Command &command, SavedViewId id);
};

} // namespace aiops::inventory
