#include "storage/database.h"

#include "core/ids.h"
#include "storage/connection.h"
#include "storage/writer.h"

namespace aiops::storage {

using namespace Qt::StringLiterals;

Database::Database(QString path, const Clock &clock)
    : m_path(std::move(path)), m_readerName(u"reader-"_s + newUuid().toString(QUuid::WithoutBraces))
{
    m_writer = std::make_unique<Writer>(m_path, clock, Writer::Notify{
        [this](const QStringList &tables) {
            if (!tables.isEmpty())
                QMetaObject::invokeMethod(this, [this, tables] { emit changed(tables); }, Qt::QueuedConnection);
        },
        [this] { QMetaObject::invokeMethod(this, &Database::audited, Qt::QueuedConnection); }});
}

Database::~Database()
{
    closeReaderOfThread(m_readerName);
    m_writer->stop(); // permits that end while the queue empties still reach it
}

Result<std::unique_ptr<Database>> Database::open(const QString &path, const Clock &clock)
{
    std::unique_ptr<Database> database = begin(path, clock);
    if (auto opened = database->opened(); !opened)
        return std::unexpected(opened.error());
    return database;
}

std::unique_ptr<Database> Database::begin(const QString &path, const Clock &clock)
{
    std::unique_ptr<Database> database(new Database(path, clock));
    database->m_writer->start();
    return database;
}

Status Database::opened() const
{
    return m_writer->opened();
}

QSqlDatabase Database::reader() const
{
    m_writer->opened(); // a reader must not see the file before its journal is set up and its layout is current
    return readerOfThread(m_path, m_readerName);
}

void Database::setAuditHook(AuditHook hook)
{
    m_writer->setAuditHook(std::move(hook));
}

Future<void> Database::record(AuditEntry entry)
{
    auto slot = std::make_shared<Slot<void>>();
    slot->promise.start();
    slot->result.emplace();
    Future<void> future = slot->promise.future();
    m_writer->enqueueRecord(std::move(entry), [slot](const Status &status) { slot->finish(status); });
    return future;
}

void Database::enqueueCommand(Permit permit, std::function<Status(Command &)> work, Record record, Finish finish)
{
    m_writer->enqueueCommand(std::move(permit), std::move(work), std::move(record), std::move(finish));
}

void Database::enqueueStep(AuditEntry entry, std::function<Status(Command &)> work, Finish finish)
{
    m_writer->enqueueStep(std::move(entry), std::move(work), std::move(finish));
}

void Database::enqueueLocal(std::function<Status(QSqlDatabase &)> work, Finish finish)
{
    m_writer->enqueueLocal(std::move(work), std::move(finish));
}

} // namespace aiops::storage
