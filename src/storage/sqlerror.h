#pragma once

#include "core/error.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariantList>

namespace aiops::storage {

/// What an error of SQLite means to the program. The driver's own words go to `detail`.
Error sqlError(const QSqlError &error);

/// Prepares, binds in order and runs. The query holds the rows on success.
Result<QSqlQuery> run(QSqlDatabase &db, const QString &sql, const QVariantList &values = {});

} // namespace aiops::storage
