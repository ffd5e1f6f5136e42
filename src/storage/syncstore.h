#pragma once

#include "core/error.h"

#include <QDateTime>
#include <QSqlDatabase>

namespace aiops::storage {

/// Bookkeeping of one database: who this device is and what waits to be sent (sync.md 4.4). Writer thread.
class SyncStore final
{
public:
    static Result<QString> meta(QSqlDatabase &db, const QString &key); ///< empty when absent
    static Status setMeta(QSqlDatabase &db, const QString &key, const QString &value);
    static Status prepare(QSqlDatabase &db); ///< gives a new database its device id
    static Status appendGroup(QSqlDatabase &db, const QByteArray &operations, const QDateTime &now); ///< a JSON array
    static Status mark(QSqlDatabase &db);   ///< opens the guards of the row_ tables until unmark or rollback
    static Status unmark(QSqlDatabase &db);
    static Status checkIntegrity(QSqlDatabase &db); ///< error Corrupt
};

} // namespace aiops::storage
