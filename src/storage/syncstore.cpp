#include "storage/syncstore.h"

#include "core/ids.h"
#include "core/text.h"
#include "storage/sqlerror.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>

namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

Status statusOf(const Result<QSqlQuery> &query)
{
    return query ? Status() : Status(std::unexpected(query.error()));
}

} // namespace

Result<QString> SyncStore::meta(QSqlDatabase &db, const QString &key)
{
    auto query = run(db, u"SELECT value FROM sync_meta WHERE key = ?"_s, {key});
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? query->value(0).toString() : QString();
}

Status SyncStore::setMeta(QSqlDatabase &db, const QString &key, const QString &value)
{
    return statusOf(run(db, u"INSERT INTO sync_meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s,
                        {key, value}));
}

Status SyncStore::prepare(QSqlDatabase &db)
{
    const Result<QString> device = meta(db, u"device_id"_s);
    if (!device)
        return std::unexpected(device.error());
    return device->isEmpty() ? setMeta(db, u"device_id"_s, newUuid().toString(QUuid::WithoutBraces)) : Status();
}

Status SyncStore::appendGroup(QSqlDatabase &db, const QByteArray &operations, const QDateTime &now)
{
    const Result<QString> last = meta(db, u"dseq"_s);
    const Result<QString> device = last ? meta(db, u"device_id"_s) : last;
    if (!device)
        return std::unexpected(device.error());
    const qint64 dseq = last->toLongLong() + 1;
    const QString opId = newUuid().toString(QUuid::WithoutBraces);
    const QJsonObject head{{u"op_id"_s, opId}, {u"device"_s, *device}, {u"dseq"_s, dseq}, {u"at"_s, toRfc3339(now)}};
    QByteArray json = QJsonDocument(head).toJson(QJsonDocument::Compact);
    json.replace(json.size() - 1, 1, ",\"ops\":").append(operations).append('}');
    // A big group stays UTF-8 all the way; as a QString it would be converted twice.
    auto row = run(db, u"INSERT INTO outbox (dseq, op_id, group_json, state) VALUES (?, ?, CAST(? AS TEXT), 'waiting')"_s,
                   {dseq, opId, json});
    return row ? setMeta(db, u"dseq"_s, QString::number(dseq)) : statusOf(row);
}

Status SyncStore::mark(QSqlDatabase &db)
{
    return statusOf(run(db, u"INSERT OR IGNORE INTO command_mark VALUES (1)"_s));
}

Status SyncStore::unmark(QSqlDatabase &db)
{
    return statusOf(run(db, u"DELETE FROM command_mark"_s));
}

Status SyncStore::checkIntegrity(QSqlDatabase &db)
{
    auto query = run(db, u"PRAGMA integrity_check(1)"_s);
    if (!query)
        return statusOf(query);
    if (query->next() && query->value(0).toString() == "ok"_L1)
        return {};
    return std::unexpected(Error{Errc::Corrupt, QCoreApplication::translate("storage", "The database is damaged."),
        query->value(0).toString(),
        QCoreApplication::translate("storage", "Close the program and put a backup of aiops.db in its place.")});
}

} // namespace aiops::storage
