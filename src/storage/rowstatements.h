#pragma once

#include "core/error.h"
#include "storage/statements.h"

#include <QVariantMap>

#include <memory>
#include <unordered_map>
#include <vector>

namespace aiops::storage {

/// Error Invalid when one of them cannot be part of a statement.
Status checkNames(const QString &table, const QStringList &columns);

/// The statements of one command, each checked and looked for once: a big import runs few different ones.
/// What a function returns is valid until the next call. Thread of the connection.
class RowStatements final
{
public:
    enum class Verb { Insert, Set, Remove, Add, Rem };

    explicit RowStatements(QSqlDatabase &db) : m_db(db) {}

    /// Binds in this order: Insert id, columns; Set columns, id; Remove id; Add id, owner, element; Rem owner, element.
    Result<Statement *> prepare(Verb verb, const QString &table, const QVariantMap &fields = {});
    /// Insert for `rows` at once, bound one after the other. `columns` without the id.
    Result<Statement *> prepareMany(const QString &table, const QStringList &columns, qsizetype rows);
    /// Any other one. Finish the query after reading.
    Result<QSqlQuery *> execute(const QString &sql, const QVariantList &values);

private:
    template <typename Columns>
    Result<Statement *> prepare(Verb verb, const QString &table, const Columns &columns, qsizetype rows);

    struct OfRows
    {
        Verb verb;
        QString table;
        QStringList columns;
        qsizetype rows;
        Statement statement;
    };

    QSqlDatabase &m_db;
    std::vector<std::unique_ptr<OfRows>> m_ofRows;
    std::unordered_map<QString, Statement> m_others; ///< by text
};

} // namespace aiops::storage
