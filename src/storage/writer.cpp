#include "storage/writer.h"

#include "core/ids.h"
#include "core/log.h"
#include "core/text.h"
#include "storage/command.h"
#include "storage/connection.h"
#include "storage/fieldchanges.h"
#include "storage/migrations.h"
#include "storage/sqlerror.h"
#include "storage/syncstore.h"
#include "storage/transaction.h"

namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 kDaysBetweenChecks = 7;
constexpr size_t kMostEntriesAtOnce = 64;
constexpr std::chrono::milliseconds kForMoreEntries{20};

} // namespace

Writer::Writer(QString path, const Clock &clock, Notify notify)
    : m_path(std::move(path)), m_name(u"writer-"_s + newUuid().toString(QUuid::WithoutBraces)), m_clock(clock),
      m_notify(std::move(notify))
{
}

Writer::~Writer()
{
    stop();
}

void Writer::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_wake.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void Writer::start()
{
    m_thread = std::thread([this] { main(); });
}

Status Writer::opened() const
{
    return std::shared_future(m_opened).get(); // a copy for each thread, as the standard demands
}

void Writer::setAuditHook(AuditHook hook)
{
    const std::lock_guard lock(m_mutex);
    m_hook = std::move(hook);
}

void Writer::enqueueCommand(Permit permit, std::function<Status(Command &)> work, Record record, Finish finish)
{
    enqueue([this, permit = std::move(permit), work = std::move(work), record = std::move(record),
             finish = std::move(finish)]() mutable {
        Outcome outcome;
        const Status status = runCommand(permit.entry(), work, bool(record), outcome);
        if (status) {
            permit.takeEntry(); // it was written with the change
            if (record)
                record(std::move(outcome.changes));
            m_notify.changed(outcome.tables);
            m_notify.audited();
        } else {
            permit.failed(status.error());
        }
        finish(status);
        if (outcome.isBig)
            tidyUp();
    });
}

void Writer::enqueueStep(AuditEntry entry, std::function<Status(Command &)> work, Finish finish)
{
    enqueue([this, entry = std::move(entry), work = std::move(work), finish = std::move(finish)] {
        Outcome outcome;
        const Status status = runCommand(entry, work, false, outcome, Audits::No);
        if (status)
            m_notify.changed(outcome.tables);
        finish(status);
    });
}

void Writer::enqueueLocal(std::function<Status(QSqlDatabase &)> work, Finish finish)
{
    enqueue([this, work = std::move(work), finish = std::move(finish)] {
        finish(inTransaction([&] { return work(m_db); }));
    });
}

void Writer::enqueueRecord(AuditEntry entry, Finish finish)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_jobs.empty() || m_jobs.back().job || m_jobs.back().entries.size() >= kMostEntriesAtOnce)
            m_jobs.push_back({});
        m_jobs.back().entries.push_back({std::move(entry), std::move(finish)});
    }
    m_wake.notify_one();
}

void Writer::record(const std::vector<Entry> &entries)
{
    std::vector<Status> written;
    const Status done = inTransaction([&] {
        Status whole; // a full disk may end the transaction, and what came after it would be one of its own
        for (size_t i = 0; whole && i < entries.size(); ++i)
            written.push_back(entries.size() == 1 ? whole = audit(entries[i].entry) : auditAlone(entries[i].entry, whole));
        return whole;
    });
    if (done)
        m_notify.audited();
    for (size_t i = 0; i < entries.size(); ++i) {
        const Status &status = done ? written[i] : done;
        if (!status)
            qCWarning(lcStorage) << "audit entry not written:" << status.error().detail;
        entries[i].finish(status);
    }
}

Status Writer::auditAlone(const AuditEntry &entry, Status &whole)
{
    const auto say = [this](const QString &sql) { return run(m_db, sql).transform([](const QSqlQuery &) {}); };
    whole = say(u"SAVEPOINT entry"_s);
    const Status written = whole.and_then([&] { return audit(entry); });
    if (whole && !written)
        whole = say(u"ROLLBACK TO entry"_s);
    whole = whole.and_then([&] { return say(u"RELEASE entry"_s); });
    return written;
}

void Writer::enqueue(Job job)
{
    {
        const std::lock_guard lock(m_mutex);
        m_jobs.push_back({std::move(job)});
    }
    m_wake.notify_one();
}

void Writer::main()
{
    const Status status = open();
    if (!status)
        close();
    m_opening.set_value(status);
    if (!status)
        return;
    std::unique_lock lock(m_mutex);
    while (true) {
        m_wake.wait(lock, [this] { return m_stopping || !m_jobs.empty(); });
        if (m_jobs.empty())
            break;
        if (!m_jobs.front().job) // hosts of one command end close together, and a commit for each would be most of the work
            m_wake.wait_for(lock, kForMoreEntries, [this] { return m_stopping || m_jobs.size() > 1; });
        Queued next = std::move(m_jobs.front());
        m_jobs.pop_front();
        lock.unlock();
        next.job ? next.job() : record(next.entries);
        next = {}; // what it holds may enqueue again when it dies
        lock.lock();
    }
    lock.unlock();
    if (auto marked = inTransaction([this] { return SyncStore::setMeta(m_db, u"clean_shutdown"_s, u"1"_s); }); !marked)
        qCWarning(lcStorage) << "no clean mark:" << marked.error().detail;
    close();
}

Status Writer::open()
{
    auto db = openWriter(m_path, m_name);
    if (!db)
        return std::unexpected(db.error());
    m_db = *db;
    const Migrations migrations = Migrations::compiledIn();
    if (auto done = migrations.apply(m_db, m_path, m_clock.now()); !done)
        return done;
    m_schema = migrations.newest();
    const Result<QString> hlc = SyncStore::meta(m_db, u"hlc"_s);
    if (!hlc)
        return std::unexpected(hlc.error());
    m_hlc = Hlc(hlc->toULongLong());
    return inTransaction([this] {
        return SyncStore::prepare(m_db)
            .and_then([this] { return checkWhenDue(); })
            .and_then([this] { return SyncStore::setMeta(m_db, u"clean_shutdown"_s, u"0"_s); });
    }).and_then([this] { return pragma(u"shrink_memory"_s); }); // a check has read the whole file
}

/// After an unclean end, and once a week. A clock that was set back makes it due.
Status Writer::checkWhenDue()
{
    const Result<QString> clean = SyncStore::meta(m_db, u"clean_shutdown"_s);
    const Result<QString> checked = clean ? SyncStore::meta(m_db, u"integrity_checked_at"_s) : clean;
    if (!checked)
        return std::unexpected(checked.error());
    const QDateTime now = m_clock.now();
    const QDateTime last = QDateTime::fromString(*checked, Qt::ISODateWithMs);
    if (*clean != "0"_L1 && last.isValid() && last <= now && last.daysTo(now) < kDaysBetweenChecks)
        return {};
    if (auto sound = SyncStore::checkIntegrity(m_db); !sound)
        return sound;
    return SyncStore::setMeta(m_db, u"integrity_checked_at"_s, toRfc3339(now));
}

void Writer::close()
{
    m_db = {};
    if (QSqlDatabase::contains(m_name))
        closeConnection(m_name);
}

Status Writer::runCommand(const AuditEntry &entry, const std::function<Status(Command &)> &work, bool recording, Outcome &outcome,
                          Audits audits)
{
    return inTransaction([&]() -> Status {
        Command command({m_db, m_clock.now(), m_hlc, m_schema, recording}, entry);
        auto done = SyncStore::mark(m_db).and_then([&] { return work(command); }).and_then([&] { return finishCommand(command, audits); });
        outcome = {command.m_tables, std::move(command.m_changes), command.m_groups > 1};
        // COMMIT would copy the whole journal into the database before it says that the change is safe.
        return done && outcome.isBig ? pragma(u"wal_autocheckpoint=0"_s) : done;
    });
}

Status Writer::pragma(const QString &text)
{
    const auto done = run(m_db, u"PRAGMA "_s + text);
    return done ? Status() : Status(std::unexpected(done.error()));
}

/// After a big command, when everybody has heard of it: copies and empties the journal, gives back the memory.
void Writer::tidyUp()
{
    const auto done = pragma(u"wal_autocheckpoint=%1"_s.arg(kJournalPages))
                          .and_then([this] { return pragma(u"wal_checkpoint(TRUNCATE)"_s); })
                          .and_then([this] { return pragma(u"cache_size=%1"_s.arg(kUsualCache)); })
                          .and_then([this] { return pragma(u"shrink_memory"_s); });
    if (!done)
        qCWarning(lcStorage) << "journal not emptied:" << done.error().detail;
}

Status Writer::finishCommand(Command &command, Audits audits)
{
    if (!command.m_tables.isEmpty()) {
        auto done = command.flush().and_then([this] {
            return SyncStore::setMeta(m_db, u"hlc"_s, QString::number(m_hlc.last()));
        });
        if (!done)
            return done;
    }
    if (const QJsonArray fields = fieldChanges(command.m_changes); !fields.isEmpty())
        command.note(u"changes"_s, fields);
    command.m_entry.outcome = u"done"_s;
    const Status written = audits == Audits::Yes ? audit(command.m_entry) : Status();
    return written.and_then([this] { return SyncStore::unmark(m_db); });
}

Status Writer::audit(const AuditEntry &entry)
{
    AuditHook hook;
    {
        const std::lock_guard lock(m_mutex);
        hook = m_hook;
    }
    return hook ? hook(m_db, entry) : Status();
}

Status Writer::inTransaction(const std::function<Status()> &work)
{
    auto transaction = Transaction::begin(m_db);
    if (!transaction)
        return std::unexpected(transaction.error());
    if (auto done = work(); !done)
        return done;
    return transaction->commit();
}

} // namespace aiops::storage
