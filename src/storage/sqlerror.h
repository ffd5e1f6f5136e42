#pragma once

#include "core/error.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariantList>

namespace aiops::storage {

/// What an error of SQLite means to the program. The driver's own words go to `detail`.
Error sqlError(const QSqlError &error);

/// Prepares, or takes what this connection prepared before, binds in order and runs. The query holds the rows on success; it
/// may be kept as long as the connection. Values must be as many as the places.
Result<QSqlQuery> run(QSqlDatabase &db, const QString &sql, const QVariantList &values = {});

} // namespace aiops::storage
