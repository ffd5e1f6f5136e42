#pragma once

#include "core/error.h"

#include <QByteArray>
#include <QDateTime>
#include <QList>
#include <QSqlDatabase>

namespace aiops::storage {

/// One numbered file; its statements are separated by a line that holds only `--;`. Frozen once it was released.
struct Migration
{
    int number = 0;
    QString name;
    QByteArray sql;

    QString checksum() const; ///< hex SHA-256
    QStringList statements() const;
};

class Migrations final
{
public:
    explicit Migrations(QList<Migration> list);
    static Migrations compiledIn(); ///< resources/migrations/NNNN_name.sql

    int newest() const;
    /// Brings `db` to newest(), each step in its own transaction; before the first step of an upgrade the file is copied
    /// to "<path>.before-NNNN". Errors: TooNew, Integrity (an applied migration differs), DiskFull, Failed.
    Status apply(QSqlDatabase &db, const QString &path, const QDateTime &now) const;

private:
    Result<int> applied(QSqlDatabase &db) const;
    Status copyBefore(QSqlDatabase &db, const QString &path, int next) const;
    Status step(QSqlDatabase &db, const Migration &migration, const QDateTime &now) const;

    QList<Migration> m_list;
};

} // namespace aiops::storage
