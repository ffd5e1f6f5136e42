#pragma once

#include "inventory/types.h"

#include "core/error.h"

#include <QHash>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

namespace aiops::inventory {

/// A null string would be NULL in the database.
inline QString notNull(const QString &text) { return text.isNull() ? QStringLiteral("") : text; }

Error missing(); ///< NotFound

/// For LIKE … ESCAPE '\\': `text` anywhere in the value.
QString likePattern(QString text);

QDateTime timeOf(const QVariant &value);

/// The ends of the range of ids that start with `selector`; two equal empty texts when it is too short for a prefix.
std::pair<QString, QString> idRange(const QString &selector);

/// Rows "id, count".
template <typename Key>
Result<QHash<Key, int>> readCounts(Result<QSqlQuery> query)
{
    if (!query)
        return std::unexpected(query.error());
    QHash<Key, int> counts;
    while (query->next())
        counts.insert(Key::parse(query->value(0).toString()), query->value(1).toInt());
    return counts;
}

/// `read` makes one value of the current row.
template <typename Read>
auto readAll(Result<QSqlQuery> query, Read read) -> Result<QList<std::invoke_result_t<Read, const QSqlQuery &>>>
{
    if (!query)
        return std::unexpected(query.error());
    QList<std::invoke_result_t<Read, const QSqlQuery &>> list;
    while (query->next())
        list.append(read(*query));
    list.squeeze(); // a long one is kept for as long as the window is open
    return list;
}

template <typename T>
Result<T> readOne(Result<QSqlQuery> query, T (*read)(const QSqlQuery &))
{
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return std::unexpected(missing());
    return read(*query);
}

} // namespace aiops::inventory
