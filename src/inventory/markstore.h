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

    static Result<Marks> marksOf(QSqlDatabase db, InstanceId id);
    static bool isCommandKnown(QSqlDatabase db, const QString &proxy);

    static Status noteSeen(QSqlDatabase &db, const LastSeen &seen);
    static Status setFavorite(QSqlDatabase &db, InstanceId id, bool favorite);
    static Status noteOpened(QSqlDatabase &db, InstanceId id, const QDateTime &at);
    static Status setKeyFile(QSqlDatabase &db, InstanceId id, const QString &path); ///< Invalid: control characters
    static Status setLocal(QSqlDatabase &db, InstanceId id, const LocalEdit &values);
    /// `proxy` was given by a person on this computer: when it is a command, it may run here.
    static Status noteCommand(QSqlDatabase &db, const QString &proxy);
};

} // namespace aiops::inventory
