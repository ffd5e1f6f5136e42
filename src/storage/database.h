#pragma once

#include "core/clock.h"
#include "core/future.h"
#include "core/permit.h"
#include "storage/changeset.h"

#include <QObject>
#include <QSqlDatabase>
#include <QStringList>

#include <functional>
#include <memory>

namespace aiops::storage {

class Command;
class Writer;

/// The SQLite file of a home folder. One writer thread owns the only read-write connection; any thread reads.
/// Lives in the main thread of the owner.
class Database final : public QObject
{
    Q_OBJECT

public:
    /// Writes one audit entry inside a transaction of the writer thread. Set once, by team::AuditLog.
    using AuditHook = std::function<Status(QSqlDatabase &, const AuditEntry &)>;

    /// Opens, checks and migrates. A few milliseconds; a copy is made before the first migration step.
    /// Errors: NotFound (folder), Corrupt, TooNew, Integrity (a changed migration), ReadOnly, DiskFull, Busy.
    static Result<std::unique_ptr<Database>> open(const QString &path, const Clock &clock);
    /// The same without waiting: opened() says what came of it. Readers wait, changes queue up.
    static std::unique_ptr<Database> begin(const QString &path, const Clock &clock);
    Status opened() const;
    ~Database() override;

    /// Read-only connection of the calling thread; plain synchronous reads, a few milliseconds each.
    QSqlDatabase reader() const;

    void setAuditHook(AuditHook hook);

    /// Changes shared data: runs `fn` in one transaction of the writer thread. On success the outbox group of all
    /// its operations and the audit entry of the permit are written in the same transaction. The future finishes
    /// after the commit is on disk. Errors of `fn` roll everything back and are recorded as a failed permit.
    /// `record` gets what was changed, in the writer thread, before the future finishes: for undo.
    using Record = std::function<void(ChangeSet)>;
    template <typename T>
    Future<T> command(Permit permit, std::function<Result<T>(Command &)> fn, Record record = {})
    {
        auto slot = std::make_shared<Slot<T>>();
        slot->promise.start();
        Future<T> future = slot->promise.future();
        enqueueCommand(std::move(permit),
                       [slot, fn = std::move(fn)](Command &command) -> Status { return slot->take(fn(command)); },
                       std::move(record),
                       [slot](const Status &status) { slot->finish(status); });
        return future;
    }

    /// A step of something longer whose permit is held open: as command(), but the audit entry is the holder's business,
    /// written when the permit ends.
    template <typename T>
    Future<T> step(const Permit &held, std::function<Result<T>(Command &)> fn)
    {
        auto slot = std::make_shared<Slot<T>>();
        slot->promise.start();
        Future<T> future = slot->promise.future();
        enqueueStep(held.entry(), [slot, fn = std::move(fn)](Command &command) -> Status { return slot->take(fn(command)); },
                    [slot](const Status &status) { slot->finish(status); });
        return future;
    }

    /// Changes values that never leave this computer (tables local_*, audit, sync bookkeeping). No outbox, no permit.
    template <typename T>
    Future<T> local(std::function<Result<T>(QSqlDatabase &)> fn)
    {
        auto slot = std::make_shared<Slot<T>>();
        slot->promise.start();
        Future<T> future = slot->promise.future();
        enqueueLocal([slot, fn = std::move(fn)](QSqlDatabase &db) -> Status { return slot->take(fn(db)); },
                     [slot](const Status &status) { slot->finish(status); });
        return future;
    }

    /// Writes one audit entry through the hook, in a transaction of its own. Any thread.
    Future<void> record(AuditEntry entry);

signals:
    /// After a commit that held an audit entry, in the thread of this object.
    void audited();
    /// After a commit, in the thread of this object: the shared tables (without "row_") that changed. Read again.
    void changed(const QStringList &tables);

private:
    template <typename T>
    struct Slot
    {
        QPromise<Result<T>> promise;
        std::optional<Result<T>> result;

        Status take(Result<T> produced)
        {
            result.emplace(std::move(produced));
            return *result ? Status{} : Status(std::unexpected(result->error()));
        }
        void finish(const Status &status)
        {
            if (!status)
                promise.addResult(Result<T>(std::unexpected(status.error())));
            else
                promise.addResult(std::move(*result));
            promise.finish();
        }
    };

    using Finish = std::function<void(const Status &)>;

    Database(QString path, const Clock &clock);
    void enqueueCommand(Permit permit, std::function<Status(Command &)> work, Record record, Finish finish);
    void enqueueStep(AuditEntry entry, std::function<Status(Command &)> work, Finish finish);
    void enqueueLocal(std::function<Status(QSqlDatabase &)> work, Finish finish);

    QString m_path;
    QString m_readerName;
    std::unique_ptr<Writer> m_writer;
};

} // namespace aiops::storage
