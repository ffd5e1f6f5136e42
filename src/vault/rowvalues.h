#pragma once

#include "core/error.h"
#include "core/text.h"
#include "storage/sqlerror.h"

#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QUuid>
#include <QVariant>

/// How the stores of the vault write their values into rows and read them back.
namespace aiops::vault::store {

inline QString key(const QUuid &id)
{
    return id.isNull() ? QString() : id.toString(QUuid::WithoutBraces);
}

inline QVariant textOrNull(const QString &text)
{
    return text.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(text);
}

inline QVariant keyOrNull(const QUuid &id)
{
    return textOrNull(key(id));
}

inline QVariant timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QVariant(toRfc3339(time)) : QVariant(QMetaType::fromType<QString>());
}

inline QUuid idOf(const QVariant &value)
{
    return QUuid::fromString(value.toString());
}

inline QDateTime timeOf(const QVariant &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

inline Result<QSqlQuery> run(const QSqlDatabase &db, const QString &sql, const QVariantList &values = {})
{
    QSqlDatabase handle = db; // a shared handle; QSqlQuery wants it so
    return storage::run(handle, sql, values);
}

inline Status done(const Result<QSqlQuery> &query)
{
    return query ? Status() : Status(std::unexpected(query.error()));
}

} // namespace aiops::vault::store
