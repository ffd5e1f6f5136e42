#include "team/auditlog.h"

#include "core/log.h"
#include "storage/database.h"
#include "team/auditstore.h"

#include <QThreadPool>

namespace aiops::team {

AuditLog::AuditLog(storage::Database &database, QObject *parent) : QObject(parent), m_database(&database)
{
    m_database->setAuditHook(&AuditStore::append);
    connect(&database, &storage::Database::audited, this, &AuditLog::appended);
}

void AuditLog::append(AuditEntry entry)
{
    if (m_database)
        m_database->record(std::move(entry));
    else
        qCWarning(lcOwner) << entry.action << entry.outcome << "came after the database was closed";
}

Future<void> AuditLog::flushed()
{
    return m_database->local<void>([](QSqlDatabase &) { return Status(); });
}

Result<QList<AuditRow>> AuditLog::list(const AuditFilter &filter) const
{
    return AuditStore::list(m_database->reader(), filter);
}

Future<VerifyReport> AuditLog::verify() const
{
    auto promise = std::make_shared<QPromise<Result<VerifyReport>>>();
    promise->start();
    auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, database = m_database.data()] {
        promise->addResult(AuditStore::verify(database->reader()));
        promise->finish();
    });
    return future;
}

} // namespace aiops::team
