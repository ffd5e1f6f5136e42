#pragma once

#include "team/auditchain.h"
#include "team/auditlog.h"

#include <QSqlDatabase>

namespace aiops::team {

class AuditStore final
{
public:
    /// Inside a transaction of the writer thread.
    static Status append(QSqlDatabase &db, const AuditEntry &entry);
    static Result<QList<AuditRow>> list(QSqlDatabase db, const AuditFilter &filter);
    /// One read transaction: what is written meanwhile does not disturb. Any thread.
    static Result<VerifyReport> verify(QSqlDatabase db);
};

} // namespace aiops::team
