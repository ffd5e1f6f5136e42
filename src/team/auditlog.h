#pragma once

#include "core/future.h"
#include "core/permit.h"

#include <QObject>
#include <QPointer>

namespace aiops::storage {
class Database;
}

namespace aiops::team {

struct AuditRow
{
    qint64 seq = 0;
    AuditEntry entry;
    QString hash; ///< hex SHA-256 of (previous hash, canonical entry)
};

struct AuditFilter
{
    QString action;     ///< prefix: "instance." or "instance.add"
    QString objectId;
    QString outcome;
    QDateTime since;
    QDateTime until;
    int limit = 200;
    qint64 before = 0;  ///< seq; for paging, 0: from the newest
};

struct VerifyReport
{
    qint64 rows = 0;
    qint64 firstBad = 0; ///< 0: the chain holds
    QString reason;
    QString head;        ///< hash of the last row
};

/// The append-only audit chain: hash = SHA-256(previous hash | canonical entry), triggers refuse change and removal,
/// and the head is kept a second time (table audit_head) so that a cut-off tail shows. Main thread of the owner;
/// append() from any thread.
class AuditLog final : public QObject, public AuditSink
{
    Q_OBJECT

public:
    explicit AuditLog(storage::Database &database, QObject *parent = nullptr); ///< sets the database's audit hook

    void append(AuditEntry entry) override;
    /// Finishes when everything appended before is on disk.
    Future<void> flushed();
    Result<QList<AuditRow>> list(const AuditFilter &filter) const; ///< newest first
    Future<VerifyReport> verify() const; ///< in Qt's pool

signals:
    void appended();

private:
    QPointer<storage::Database> m_database; ///< gone before the permits of what was still waiting when the program ended
};

} // namespace aiops::team
