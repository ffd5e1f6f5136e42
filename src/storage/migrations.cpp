#include "storage/migrations.h"

#include "core/text.h"
#include "storage/connection.h"
#include "storage/sqlerror.h"
#include "storage/statements.h"
#include "storage/transaction.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QDir>
#include <QFile>

namespace aiops::storage {

using namespace Qt::StringLiterals;

QString Migration::checksum() const
{
    return QString::fromLatin1(QCryptographicHash::hash(sql, QCryptographicHash::Sha256).toHex());
}

QStringList Migration::statements() const
{
    QStringList result(QString{});
    for (const QString &line : QString::fromUtf8(sql).split(u'\n')) {
        if (line.trimmed() == "--;"_L1)
            result.append(QString());
        else
            result.last() += line + u'\n';
    }
    result.removeIf([](const QString &statement) { return statement.trimmed().isEmpty(); });
    return result;
}

Migrations::Migrations(QList<Migration> list) : m_list(std::move(list))
{
    std::ranges::sort(m_list, {}, &Migration::number);
}

Migrations Migrations::compiledIn()
{
    QList<Migration> list;
    const QDir folder(u":/migrations"_s);
    for (const QString &entry : folder.entryList({u"*.sql"_s})) {
        QFile file(folder.filePath(entry));
        if (file.open(QIODevice::ReadOnly))
            list.append({entry.section(u'_', 0, 0).toInt(), entry.section(u'_', 1).chopped(4), file.readAll()});
    }
    return Migrations(std::move(list));
}

int Migrations::newest() const
{
    return m_list.isEmpty() ? 0 : m_list.constLast().number;
}

Status Migrations::apply(QSqlDatabase &db, const QString &path, const QDateTime &now) const
{
    const Result<int> have = applied(db);
    if (!have)
        return std::unexpected(have.error());
    bool copied = *have == 0;
    for (const Migration &migration : m_list) {
        if (migration.number <= *have)
            continue;
        if (!std::exchange(copied, true)) {
            if (auto done = copyBefore(db, path, migration.number); !done)
                return done;
        }
        if (auto done = step(db, migration, now); !done)
            return done;
    }
    if (const auto statements = statementsOf(db)) // "*" may be other columns now
        statements->clear();
    return {};
}

Result<int> Migrations::applied(QSqlDatabase &db) const
{
    auto table = run(db, u"SELECT 1 FROM sqlite_schema WHERE type='table' AND name='schema_migration'"_s);
    if (!table)
        return std::unexpected(table.error());
    if (!table->next())
        return 0;
    auto rows = run(db, u"SELECT number, checksum FROM schema_migration ORDER BY number"_s);
    if (!rows)
        return std::unexpected(rows.error());
    int last = 0;
    while (rows->next()) {
        last = rows->value(0).toInt();
        if (last > newest())
            return std::unexpected(Error{Errc::TooNew,
                QCoreApplication::translate("storage", "The data was written by a newer version of this program."), {},
                QCoreApplication::translate("storage", "Install the newest version.")});
        const auto known = std::ranges::find(m_list, last, &Migration::number);
        if (known == m_list.cend() || known->checksum() != rows->value(1).toString())
            return std::unexpected(Error{Errc::Integrity,
                QCoreApplication::translate("storage", "Step %1 of the database's layout is not the one of this program.").arg(last),
                {}, QCoreApplication::translate("storage", "Use the version of the program that made this database.")});
    }
    return last;
}

Status Migrations::copyBefore(QSqlDatabase &db, const QString &path, int next) const
{
    const QString copy = u"%1.before-%2"_s.arg(path).arg(next, 4, 10, QChar(u'0'));
    QFile::remove(copy);
    if (auto done = run(db, u"VACUUM INTO ?"_s, {copy}); !done) {
        QFile::remove(copy); // half of one would look like a backup
        return std::unexpected(done.error());
    }
    return {};
}

Status Migrations::step(QSqlDatabase &db, const Migration &migration, const QDateTime &now) const
{
    auto transaction = Transaction::begin(db);
    if (!transaction)
        return std::unexpected(transaction.error());
    QStringList statements = migration.statements();
    statements.prepend(u"CREATE TABLE IF NOT EXISTS schema_migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, "
                       "checksum TEXT NOT NULL, applied_at TEXT NOT NULL)"_s);
    for (const QString &statement : std::as_const(statements)) {
        if (auto done = run(db, statement); !done)
            return std::unexpected(done.error());
    }
    auto row = run(db, u"INSERT INTO schema_migration VALUES (?, ?, ?, ?)"_s,
                   {migration.number, migration.name, migration.checksum(), toRfc3339(now)});
    return row ? transaction->commit() : Status(std::unexpected(row.error()));
}

} // namespace aiops::storage
