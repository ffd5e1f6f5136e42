#pragma once

#include "inventory/inventory.h"

#include <QSqlDatabase>

namespace aiops::inventory {

/// Values of this computer only (table local_instance): what was seen of an instance, and a person's marks.
class MarkStore final
{
public:
    static Result<QHash<InstanceId, LastSeen>> lastSeen(QSqlDatabase db);
    static Result<QHash<InstanceId, Marks>> marks(QSqlDatabase db); ///< those that have any

    static Status noteSeen(QSqlDatabase &db, const LastSeen &seen);
    static Status setFavorite(QSqlDatabase &db, InstanceId id, bool favorite);
    static Status noteOpened(QSqlDatabase &db, InstanceId id, const QDateTime &at);
    static Status setKeyFile(QSqlDatabase &db, InstanceId id, const QString &path); ///< Invalid: control characters
};

} // namespace aiops::inventory
