#pragma once

#include "team/auditrows.h"

#include "core/error.h"

#include <QSqlDatabase>

namespace aiops::team {

struct AuditHead;
class DeviceKey;

class AuditStore final
{
public:
    /// Inside a transaction of the writer thread. `key` may be null: the entry is not signed then.
    static Status append(QSqlDatabase &db, const AuditEntry &entry, DeviceKey *key);
    /// The same, as the first entry of a new chain: its detail gets the end of the old one.
    static Status restart(QSqlDatabase &db, AuditEntry entry, DeviceKey *key);

    static Result<QList<AuditRow>> list(QSqlDatabase db, const AuditFilter &filter);
    static Result<QStringList> actors(QSqlDatabase db);
    static Result<AuditHead> head(QSqlDatabase db); ///< not signed yet

    struct Prunable
    {
        qint64 rows = 0;    ///< whose details can go
        qint64 through = 0; ///< the last of them
        qint64 older = 0;   ///< of an old format, whose details the chain needs
    };
    static Result<Prunable> prunable(QSqlDatabase db, const QDateTime &before);
    /// Removes the details of some of them, oldest first. Writer thread. How many were removed; 0: all are gone.
    static Result<qint64> prune(QSqlDatabase &db, const QDateTime &before, qint64 through);

    static Result<QString> localValue(QSqlDatabase db, const QString &key); ///< empty when absent
    static Status setLocalValue(QSqlDatabase &db, const QString &key, const QString &value);
};

} // namespace aiops::team
