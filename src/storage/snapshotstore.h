#pragma once

#include "core/error.h"

#include <QJsonObject>

/// A database file as a backup needs it. Any thread: each call has a connection of its own.
namespace aiops::storage::snapshot {

/// A consistent copy of the database at `path`, of one moment, while others read and write. The copy has mode 0600.
/// Takes as long as writing it does. Errors: DiskFull, Failed.
Status copyDatabase(const QString &path, const QString &copy);
/// Rows by table of what is shared (row_…) and of the audit chain.
Result<QJsonObject> countRows(const QString &path);
/// Error Corrupt says what SQLite found.
Status checkIntegrity(const QString &path);

} // namespace aiops::storage::snapshot
