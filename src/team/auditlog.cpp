#include "team/auditlog.h"

#include "core/log.h"
#include "storage/database.h"
#include "team/accessalarm.h"
#include "team/audithead.h"
#include "team/auditstore.h"
#include "team/devicekey.h"

#include <QThreadPool>

#include <mutex>

namespace aiops::team {

using namespace Qt::StringLiterals;

struct AuditLog::Parts
{
    std::shared_ptr<DeviceKey> key;
    std::shared_ptr<AccessAlarm> alarm;
    std::mutex mutex;
    QList<AuditEntry> alerts; ///< written, not told yet

    /// Writer thread, in the transaction of the entry.
    Status append(QSqlDatabase &db, const AuditEntry &entry)
    {
        if (auto done = AuditStore::append(db, entry, key.get()); !done || !alarm)
            return done;
        const std::optional<AuditEntry> alert = alarm->noted(entry);
        if (!alert)
            return {};
        const std::lock_guard lock(mutex);
        alerts.append(*alert);
        return AuditStore::append(db, *alert, key.get());
    }
};

namespace {

template <typename T>
Future<T> inPool(std::shared_ptr<const InUse::Hold> hold, std::function<Result<T>(const std::function<bool()> &)> work)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    auto future = promise->future();
    QThreadPool::globalInstance()->start([promise, hold = std::move(hold), work = std::move(work)]() mutable {
        const auto stopped = [&] { return promise->isCanceled() || hold->isEnding(); };
        promise->addResult(stopped() ? std::unexpected(cancelledError()) : work(stopped));
        hold.reset();
        promise->finish();
    });
    return future;
}

} // namespace

AuditLog::AuditLog(storage::Database &database, QObject *parent)
    : QObject(parent), m_database(&database), m_parts(std::make_shared<Parts>())
{
    m_database->setAuditHook([parts = m_parts](QSqlDatabase &db, const AuditEntry &entry) { return parts->append(db, entry); });
    connect(&database, &storage::Database::audited, this, [this] {
        emit appended();
        QList<AuditEntry> alerts;
        {
            const std::lock_guard lock(m_parts->mutex);
            alerts.swap(m_parts->alerts);
        }
        for (const AuditEntry &alert : std::as_const(alerts))
            emit alerted(alert.actor, alert.detail);
    });
}

AuditLog::~AuditLog()
{
    m_use->end();
}

void AuditLog::setDeviceKey(std::shared_ptr<DeviceKey> key)
{
    m_parts->key = std::move(key);
}

void AuditLog::setAlarm(std::shared_ptr<AccessAlarm> alarm)
{
    m_parts->alarm = std::move(alarm);
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

Future<QList<AuditRow>> AuditLog::page(AuditFilter filter) const
{
    return inPool<QList<AuditRow>>(hold(), [database = m_database.data(), filter = std::move(filter)](const auto &) {
        return AuditStore::list(database->reader(), filter);
    });
}

Future<QStringList> AuditLog::actors() const
{
    return inPool<QStringList>(hold(), [database = m_database.data()](const auto &) { return AuditStore::actors(database->reader()); });
}

Future<VerifyReport> AuditLog::verify(VerifyOptions options)
{
    auto future = inPool<VerifyReport>(hold(), [database = m_database.data(), key = m_parts->key, options = std::move(options)](const auto &stopped) {
        auto report = AuditVerifyStore::verify(database->reader(), key.get(), options, stopped);
        if (key)
            key->releaseThread();
        return report;
    });
    deliver(future, this, [this](const Result<VerifyReport> &report) {
        if (!report || report->firstBad || report->signaturesChecked == 0 || !m_database)
            return;
        m_database->local<void>([key = m_parts->key, report = *report](QSqlDatabase &db) {
            return AuditVerifyStore::noteVerified(db, *key, report);
        });
    });
    return future;
}

Result<AuditHead> AuditLog::head(const QDateTime &now) const
{
    auto head = AuditStore::head(m_database->reader());
    if (!head)
        return head;
    head->at = now;
    if (m_parts->key)
        sign(*head, *m_parts->key);
    return head;
}

Future<void> AuditLog::recordWith(Permit permit, std::function<Status(QSqlDatabase &, const AuditEntry &)> work)
{
    const QPointer self(this);
    AuditEntry entry = permit.entry();
    entry.outcome = u"done"_s;
    const Status done = co_await m_database->local<void>([work = std::move(work), entry](QSqlDatabase &db) { return work(db, entry); });
    if (!done) {
        permit.failed(done.error());
        co_return done;
    }
    permit.takeEntry();
    if (self)
        emit self->appended();
    co_return done;
}

Future<void> AuditLog::restart(Permit permit, QString reason)
{
    const QPointer self(this);
    const Result<VerifyReport> report = co_await verify();
    if (!self)
        co_return std::unexpected(cancelledError());
    const Error whole{Errc::Invalid, tr("The chain holds. There is nothing to close.")};
    if (!report || report->firstBad == 0) {
        const Error error = report ? whole : report.error();
        permit.failed(error);
        co_return std::unexpected(error);
    }
    permit.note(u"reason"_s, reason);
    permit.note(u"first_bad"_s, report->firstBad);
    permit.note(u"fault"_s, report->reason);
    co_return co_await recordWith(std::move(permit), [parts = m_parts](QSqlDatabase &db, const AuditEntry &entry) {
        return AuditStore::restart(db, entry, parts->key.get());
    });
}

Future<PruneReport> AuditLog::prune(Permit permit, QDateTime before)
{
    const QPointer self(this);
    const auto found = co_await inPool<AuditStore::Prunable>(
        hold(), [database = m_database.data(), before](const auto &) { return AuditStore::prunable(database->reader(), before); });
    if (!self || !found) {
        const Error error = self ? found.error() : cancelledError();
        permit.failed(error);
        co_return std::unexpected(error);
    }
    permit.note(u"before"_s, before.toString(Qt::ISODateWithMs));
    permit.note(u"through"_s, found->through);
    permit.note(u"entries"_s, found->rows);
    const Status noted = co_await recordWith(std::move(permit), [parts = m_parts](QSqlDatabase &db, const AuditEntry &entry) {
        return AuditStore::append(db, entry, parts->key.get());
    });
    if (!noted)
        co_return std::unexpected(noted.error());
    PruneReport report{.older = found->older};
    while (self && self->m_database) {
        const Result<qint64> removed = co_await self->m_database->local<qint64>(
            [before, through = found->through](QSqlDatabase &db) { return AuditStore::prune(db, before, through); });
        if (!removed)
            co_return std::unexpected(removed.error());
        report.removed += *removed;
        if (*removed == 0)
            break;
    }
    co_return report;
}

Result<QString> AuditLog::value(const QString &key) const
{
    return AuditStore::localValue(m_database->reader(), key);
}

Future<void> AuditLog::setValue(QString key, QString value)
{
    return m_database->local<void>([key = std::move(key), value = std::move(value)](QSqlDatabase &db) {
        return AuditStore::setLocalValue(db, key, value);
    });
}

} // namespace aiops::team
