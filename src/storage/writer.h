#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "core/permit.h"
#include "storage/changeset.h"
#include "storage/hlc.h"

#include <QSqlDatabase>
#include <QStringList>

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

namespace aiops::storage {

class Command;

/// The thread with the only read-write connection, which is also the only one that checkpoints.
class Writer final
{
public:
    using Finish = std::function<void(const Status &)>;
    using AuditHook = std::function<Status(QSqlDatabase &, const AuditEntry &)>;
    struct Notify ///< called in the writer thread after a commit
    {
        std::function<void(const QStringList &)> changed;
        std::function<void()> audited;
    };

    Writer(QString path, const Clock &clock, Notify notify);
    ~Writer();
    void stop(); ///< does what is queued, then closes

    void start();          ///< opens and migrates in the new thread
    Status opened() const; ///< what came of that; waits for it. Any thread
    void setAuditHook(AuditHook hook);
    /// `record`: called after the commit, before `finish`, with what was changed; empty: nobody will undo it.
    using Record = std::function<void(ChangeSet)>;
    void enqueueCommand(Permit permit, std::function<Status(Command &)> work, Record record, Finish finish);
    void enqueueStep(AuditEntry entry, std::function<Status(Command &)> work, Finish finish); ///< a command that writes no audit entry
    void enqueueLocal(std::function<Status(QSqlDatabase &)> work, Finish finish);
    /// Entries that wait one behind the other are one transaction; each stands or falls alone. The first of them waits a moment
    /// for others, unless something else is to be done.
    void enqueueRecord(AuditEntry entry, Finish finish);

private:
    using Job = std::move_only_function<void()>;
    struct Entry
    {
        AuditEntry entry;
        Finish finish;
    };
    struct Queued ///< one of both
    {
        Job job = nullptr;
        std::vector<Entry> entries = {};
    };

    void enqueue(Job job);
    void record(const std::vector<Entry> &entries);
    Status auditAlone(const AuditEntry &entry, Status &whole); ///< `whole`: the transaction goes on
    void main();
    Status open();
    Status checkWhenDue();
    void close();
    struct Outcome
    {
        QStringList tables;
        ChangeSet changes;
        bool isBig = false; ///< more than one outbox group
    };
    enum class Audits { Yes, No };
    Status runCommand(const AuditEntry &entry, const std::function<Status(Command &)> &work, bool recording, Outcome &outcome,
                      Audits audits = Audits::Yes);
    Status finishCommand(Command &command, Audits audits);
    Status pragma(const QString &text);
    void tidyUp();
    Status audit(const AuditEntry &entry);
    Status inTransaction(const std::function<Status()> &work);

    const QString m_path;
    const QString m_name;
    const Clock &m_clock;
    const Notify m_notify;
    QSqlDatabase m_db; ///< writer thread
    Hlc m_hlc;
    int m_schema = 0;
    std::promise<Status> m_opening;
    const std::shared_future<Status> m_opened = m_opening.get_future().share();

    std::mutex m_mutex; ///< guards what follows
    std::condition_variable m_wake;
    std::deque<Queued> m_jobs;
    AuditHook m_hook;
    bool m_stopping = false;
    std::thread m_thread;
};

} // namespace aiops::storage
