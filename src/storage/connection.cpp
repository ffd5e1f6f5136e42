#include "storage/connection.h"

#include "core/log.h"
#include "core/versionfloor.h"
#include "storage/sqlerror.h"
#include "storage/statements.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QHash>
#include <QPointer>
#include <QSqlDriver>
#include <QThread>

#include <vector>

namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

constexpr auto kDriver = "QSQLITE"_L1;

/// The connections of one thread.
struct ThreadConnections
{
    struct Prepared
    {
        QPointer<QSqlDriver> driver;
        std::shared_ptr<StatementCache> statements;
    };
    QHash<QString, QString> readers; ///< owner -> connection
    std::vector<Prepared> prepared;

    ~ThreadConnections()
    {
        prepared.clear(); // before what they belong to
        for (const QString &name : std::as_const(readers))
            QSqlDatabase::removeDatabase(name);
    }
    void forget(const QSqlDriver *driver)
    {
        std::erase_if(prepared, [driver](const Prepared &each) { return !each.driver || each.driver == driver; });
    }
};

thread_local ThreadConnections t_connections;

bool openToPrepare(QSqlDatabase &db)
{
    if (!db.open())
        return false;
    t_connections.prepared.push_back({db.driver(), std::make_shared<StatementCache>()});
    return true;
}

Status checkPlace(const QString &path)
{
    if (!QSqlDatabase::isDriverAvailable(kDriver))
        return std::unexpected(Error{Errc::Failed, QCoreApplication::translate("storage", "Qt's SQLite driver is missing."), {},
            QCoreApplication::translate("storage", "Install the package libqt6sql6-sqlite (its name differs between systems).")});
    const QFileInfo file(path);
    const QFileInfo folder(file.path());
    if (!folder.isDir())
        return std::unexpected(Error{Errc::NotFound,
            QCoreApplication::translate("storage", "The folder of the database does not exist: %1").arg(folder.filePath())});
    if (!folder.isWritable() || (file.exists() && !file.isWritable()))
        return std::unexpected(Error{Errc::ReadOnly, QCoreApplication::translate("storage", "The database cannot be written."),
            path, QCoreApplication::translate("storage", "Check the permissions of the file and its folder.")});
    return {};
}

Status applySettings(QSqlDatabase &db, const QStringList &pragmas)
{
    for (const QString &pragma : pragmas) {
        if (auto done = run(db, u"PRAGMA "_s + pragma); !done)
            return std::unexpected(done.error());
    }
    return {};
}

Status checkVersion(QSqlDatabase &db)
{
    auto query = run(db, u"SELECT sqlite_version()"_s);
    if (!query)
        return std::unexpected(query.error());
    query->next();
    return requireVersion(u"SQLite"_s, query->value(0).toString(), u"3.37"_s);
}

} // namespace

Result<QSqlDatabase> openWriter(const QString &path, const QString &name)
{
    if (auto place = checkPlace(path); !place)
        return std::unexpected(place.error());
    QSqlDatabase db = QSqlDatabase::addDatabase(kDriver, name);
    db.setDatabaseName(path);
    db.setConnectOptions(u"QSQLITE_BUSY_TIMEOUT=1000"_s);
    if (!openToPrepare(db))
        return std::unexpected(sqlError(db.lastError()));
    auto ready = checkVersion(db).and_then([&db] {
        // Temporary things in memory: each statement with a trigger would write into a file that lets it be taken back alone.
        return applySettings(db, {u"trusted_schema=OFF"_s, u"cell_size_check=ON"_s, u"mmap_size=0"_s, u"foreign_keys=ON"_s,
                                  u"journal_mode=WAL"_s, u"synchronous=FULL"_s, u"wal_autocheckpoint=%1"_s.arg(kJournalPages),
                                  u"cache_size=%1"_s.arg(kUsualCache), u"temp_store=MEMORY"_s});
    });
    if (!ready)
        return std::unexpected(ready.error());
    return db;
}

QSqlDatabase readerOfThread(const QString &path, const QString &owner)
{
    const QString known = t_connections.readers.value(owner);
    if (!known.isEmpty())
        return QSqlDatabase::database(known, false);
    const QString name = u"%1-%2"_s.arg(owner).arg(quintptr(QThread::currentThreadId()));
    QSqlDatabase db = QSqlDatabase::addDatabase(kDriver, name);
    t_connections.readers.insert(owner, name);
    db.setDatabaseName(path);
    db.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=1000"_s);
    const Status ready = openToPrepare(db) ? applySettings(db, {u"query_only=ON"_s, u"trusted_schema=OFF"_s, u"cell_size_check=ON"_s,
                                                        u"mmap_size=0"_s, u"wal_autocheckpoint=0"_s,
                                                        u"cache_size=%1"_s.arg(kReaderCache)})
                                   : Status(std::unexpected(sqlError(db.lastError())));
    if (!ready)
        qCWarning(lcStorage) << "reader:" << ready.error().detail;
    return db;
}

void closeReaderOfThread(const QString &owner)
{
    if (const QString name = t_connections.readers.take(owner); !name.isEmpty())
        closeConnection(name);
}

void closeConnection(const QString &name)
{
    {
        QSqlDatabase db = QSqlDatabase::database(name, false);
        t_connections.forget(db.driver());
        db.close();
    }
    QSqlDatabase::removeDatabase(name);
}

std::shared_ptr<StatementCache> statementsOf(const QSqlDatabase &db)
{
    const QSqlDriver *driver = db.driver();
    for (const auto &[known, statements] : t_connections.prepared) {
        if (driver && known.data() == driver)
            return statements;
    }
    return {};
}

} // namespace aiops::storage
