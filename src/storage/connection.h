#pragma once

#include "core/error.h"

#include <QSqlDatabase>

#include <memory>

namespace aiops::storage {

class StatementCache;

/// With so many pages in the journal a commit copies them into the database.
constexpr int kJournalPages = 1000;

/// For "PRAGMA cache_size" of the writer, in -KiB. With the usual one a big command would write its pages again and again.
constexpr int kUsualCache = -4096;
constexpr int kReaderCache = -512; ///< of each thread that reads: the system keeps the file in its own cache
constexpr int kBigCache = -65536;

/// Opens connections with the settings of sync.md 4.4. A connection belongs to the thread that opened it.
/// Errors: NotFound (folder), Corrupt, ReadOnly, Busy, TooNew is not known here; Failed without a driver.
Result<QSqlDatabase> openWriter(const QString &path, const QString &name);
/// Read-only, of the calling thread; closed when the thread ends. Invalid connection (isOpen() false) on failure.
QSqlDatabase readerOfThread(const QString &path, const QString &owner);
void closeReaderOfThread(const QString &owner);
void closeConnection(const QString &name);
/// Of a connection of the calling thread that was opened here and is open; null for others.
std::shared_ptr<StatementCache> statementsOf(const QSqlDatabase &db);

} // namespace aiops::storage
