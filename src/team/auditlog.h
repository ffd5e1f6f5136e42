#pragma once

#include "core/future.h"
#include "core/permit.h"
#include "team/auditrows.h"
#include "team/auditverifystore.h"
#include "team/inuse.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace aiops::storage {
class Database;
}

namespace aiops::team {

class AccessAlarm;
class DeviceKey;

struct PruneReport
{
    qint64 removed = 0;
    qint64 older = 0; ///< entries of an old format, whose details the chain needs
};

/// The append-only audit chain: hash = SHA-256(previous hash | canonical entry), each entry signed by this computer,
/// triggers refuse change and removal, and the head is kept a second time (table audit_head) so that a cut-off tail
/// shows. docs/formats/audit-v1.md. Main thread of the owner; append() from any thread.
class AuditLog final : public QObject, public AuditSink
{
    Q_OBJECT

public:
    explicit AuditLog(storage::Database &database, QObject *parent = nullptr); ///< sets the database's audit hook
    ~AuditLog() override;
    /// Both before the first entry. Without a key entries are chained, not signed.
    void setDeviceKey(std::shared_ptr<DeviceKey> key);
    void setAlarm(std::shared_ptr<AccessAlarm> alarm);

    void append(AuditEntry entry) override;
    /// Finishes when everything appended before is on disk.
    Future<void> flushed();

    Result<QList<AuditRow>> list(const AuditFilter &filter) const; ///< newest first, or as filter.after says
    Future<QList<AuditRow>> page(AuditFilter filter) const;        ///< the same, in Qt's pool
    Future<QStringList> actors() const;

    /// In Qt's pool; cancelling the future ends it soon. Notes how far signatures were checked when all is well.
    Future<VerifyReport> verify(VerifyOptions options = {});
    Result<AuditHead> head(const QDateTime &now) const; ///< signed, when there is a key. Any thread

    /// Closes a broken chain with a signed note, which is the first entry of a new one. Error Invalid: it is not broken.
    Future<void> restart(Permit permit, QString reason);
    /// Removes the details of entries from before `before`. What was done is an entry before anything is removed.
    Future<PruneReport> prune(Permit permit, QDateTime before);

    /// For jobs in Qt's pool that call list() or head(): the destructor waits until the hold is gone, after isEnding().
    std::shared_ptr<const InUse::Hold> hold() const { return m_use->hold(); }

    /// Values of this computer for what belongs to the chain. value(): empty when absent.
    Result<QString> value(const QString &key) const;
    Future<void> setValue(QString key, QString value);

signals:
    void appended();
    void alerted(const QString &actor, const QJsonObject &detail); ///< credential.alert was written

private:
    struct Parts;
    /// Writes the entry of the permit in one transaction with `work`; the permit ends with its outcome.
    Future<void> recordWith(Permit permit, std::function<Status(QSqlDatabase &, const AuditEntry &)> work);

    QPointer<storage::Database> m_database; ///< gone before the permits of what was still waiting when the program ended
    std::shared_ptr<Parts> m_parts;         ///< shared with the writer thread
    std::unique_ptr<InUse> m_use = std::make_unique<InUse>();
};

} // namespace aiops::team
