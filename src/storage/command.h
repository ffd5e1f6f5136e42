#pragma once

#include "core/clock.h"
#include "core/error.h"
#include "core/permit.h"
#include "storage/changeset.h"
#include "storage/operationlist.h"
#include "storage/rowstatements.h"

#include <QJsonValue>
#include <QSqlDatabase>
#include <QUuid>
#include <QVariantMap>

#include <unordered_map>

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
    /// insert() for each of many, in a few statements. `columns` are sorted, and the same for all of them. On an error `failed`
    /// is the place of the row that caused it.
    struct NewRow
    {
        QUuid id;
        QVariantList values;
    };
    Status insertAll(const QString &table, const QStringList &columns, const QList<NewRow> &rows, qsizetype &failed);
    /// add() for many elements that are not there yet: error Conflict otherwise.
    struct NewElement
    {
        QUuid owner;
        QString element;
    };
    Status addAll(const QString &table, const QList<NewElement> &elements, qsizetype &failed);
    /// `set`: only the given columns. Errors NotFound, Conflict, Invalid.
    Status set(const QString &table, const QUuid &id, const QVariantMap &fields);
    /// `del`: removes the row, after the rows whose foreign key says ON DELETE CASCADE. Errors NotFound, Invalid (in use).
    Status remove(const QString &table, const QUuid &id);
    /// `add` and `rem`: an element of a set (field class D), a row (owner, element) of row_<table>. Repeating is no error.
    Status add(const QString &table, const QUuid &owner, const QString &element);
    Status rem(const QString &table, const QUuid &owner, const QString &element);

    /// Does the opposite of each change, last first. Error Conflict when a column has another value than the change left:
    /// somebody else edited it meanwhile.
    Status revert(const ChangeSet &changes);

    /// What the audit entry of this command says about its object, when it is known only inside.
    void describe(const QString &objectId, const QString &objectName);
    void note(const QString &key, const QJsonValue &value);

private:
    friend class Writer;
    struct Environment
    {
        QSqlDatabase &db;
        QDateTime now;
        Hlc &hlc;
        int schema;
        bool recording; ///< fills m_changes
    };
    Command(const Environment &environment, AuditEntry entry);
    Status write(Result<Statement *> statement, const QVariantList &values);
    Status writeAll(const QString &table, const QStringList &columns, const QVariantList &values, qsizetype &failed);
    Result<QVariantMap> rowOf(const QString &table, const QUuid &id, const QString &columns);
    Status revert(const RowChange &change);
    void noteChange(RowChange change);
    Status flush(); ///< the operations so far, as one outbox group
    Status removeDependents(const QString &table, const QUuid &id);
    Status append(QStringView op, const QString &table, const QString &id, const QStringList &columns, const QVariantList &values);
    Result<qint64> seen(const QString &table, const QString &id);

    QSqlDatabase &m_db;
    QDateTime m_now;
    AuditEntry m_entry;
    OperationList m_operations; ///< not in an outbox group yet
    int m_groups = 0;           ///< in the outbox
    QStringList m_tables;
    ChangeSet m_changes;
    Hlc &m_hlc;
    const int m_schema;
    const bool m_recording;
    int m_affected = 0; ///< rows of the last write
    RowStatements m_statements;
    std::unordered_map<QString, bool> m_hasBase; ///< by table: whether the server gave any row of it
};

} // namespace aiops::storage
