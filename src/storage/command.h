#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "core/permit.h"

#include <QJsonArray>
#include <QSqlDatabase>
#include <QUuid>
#include <QVariantMap>

namespace aiops::storage {

class Hlc;

/// The only way to change a shared table (sync.md 4.5): each call changes row_<table> and notes the operation;
/// the writer appends all operations of one command as one outbox group in the same transaction.
/// Table names come without "row_". Writer thread only, valid during the function given to Database::command().
class Command final
{
public:
    QSqlDatabase &database() { return m_db; }
    QDateTime now() const { return m_now; }
    /// A new value of the clock of sync.md 4.5, above every one before it: for what is sealed with it.
    quint64 tick();

    /// `new`: errors Conflict (a unique column), Invalid (a check or a foreign key).
    Status insert(const QString &table, const QUuid &id, const QVariantMap &fields);
    /// `set`: only the given columns. Errors NotFound, Conflict, Invalid.
    Status set(const QString &table, const QUuid &id, const QVariantMap &fields);
    /// `del`: removes the row, after the rows whose foreign key says ON DELETE CASCADE. Errors NotFound, Invalid (in use).
    Status remove(const QString &table, const QUuid &id);
    /// `add` and `rem`: an element of a set (field class D), a row (owner, element) of row_<table>. Repeating is no error.
    Status add(const QString &table, const QUuid &owner, const QString &element);
    Status rem(const QString &table, const QUuid &owner, const QString &element);

    /// What the audit entry of this command says about its object, when it is known only inside.
    void describe(const QString &objectId, const QString &objectName);
    void note(const QString &key, const QJsonValue &value);

private:
    friend class Writer;
    Command(QSqlDatabase &db, QDateTime now, AuditEntry entry, Hlc &hlc, int schema);
    Status write(const QString &sql, const QVariantList &values);
    Status removeDependents(const QString &table, const QUuid &id);
    Status append(const QString &op, const QString &table, const QString &id, const QJsonObject &fields);

    QSqlDatabase &m_db;
    QDateTime m_now;
    AuditEntry m_entry;
    QJsonArray m_operations;
    QStringList m_tables;
    Hlc &m_hlc;
    int m_schema;
    int m_affected = 0; ///< rows of the last write
};

} // namespace aiops::storage
