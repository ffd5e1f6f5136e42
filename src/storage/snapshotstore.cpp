#include "storage/snapshotstore.h"

#include "core/ids.h"
#include "core/newfile.h"
#include "storage/sqlerror.h"

#include <QCoreApplication>
#include <QFile>
#include <QSqlDatabase>
#include <QSqlQuery>

#include <functional>

namespace aiops::storage::snapshot {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("storage", text);
}

/// Runs `work` on a connection that reads only and is gone afterwards.
template <typename T>
Result<T> onReader(const QString &path, const std::function<Result<T>(QSqlDatabase &)> &work)
{
    const QString name = u"backup-"_s + newUuid().toString(QUuid::WithoutBraces);
    Result<T> result = std::unexpected(Error{});
    {
        QSqlDatabase db = QSqlDatabase::addDatabase(u"QSQLITE"_s, name);
        db.setDatabaseName(path);
        db.setConnectOptions(u"QSQLITE_OPEN_READONLY;QSQLITE_BUSY_TIMEOUT=5000"_s);
        result = db.open() ? work(db) : std::unexpected(storage::sqlError(db.lastError()));
        db.close();
    }
    QSqlDatabase::removeDatabase(name);
    return result;
}

} // namespace

Status copyDatabase(const QString &path, const QString &copy)
{
    // SQLite fills an empty file that is there; made here it has the right mode from the start.
    QFile file(copy);
    if (!file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        return std::unexpected(fileError(copy, EIO));
    file.close();
    return onReader<void>(path, [&copy](QSqlDatabase &db) -> Status {
        const Result<QSqlQuery> done = storage::run(db, u"VACUUM INTO ?"_s, {copy});
        return done ? Status() : std::unexpected(done.error());
    });
}

Result<QJsonObject> countRows(const QString &path)
{
    return onReader<QJsonObject>(path, [](QSqlDatabase &db) -> Result<QJsonObject> {
        QJsonObject counts;
        const QStringList tables = db.tables();
        for (const QString &table : tables) {
            if (!table.startsWith(u"row_") && table != u"audit")
                continue;
            Result<QSqlQuery> query = storage::run(db, u"SELECT count(*) FROM \"%1\""_s.arg(table));
            if (!query || !query->next())
                return std::unexpected(query ? Error{} : query.error());
            counts.insert(table, query->value(0).toLongLong());
        }
        return counts;
    });
}

Status checkIntegrity(const QString &path)
{
    return onReader<void>(path, [](QSqlDatabase &db) -> Status {
        Result<QSqlQuery> query = storage::run(db, u"PRAGMA integrity_check(1)"_s);
        if (!query)
            return std::unexpected(query.error());
        const QString answer = query->next() ? query->value(0).toString() : QString();
        if (answer == u"ok")
            return {};
        return std::unexpected(Error{.code = Errc::Corrupt, .text = tr("The database in the backup is damaged."), .detail = answer});
    });
}

} // namespace aiops::storage::snapshot
