#pragma once

#include "core/error.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace aiops::storage {

/// The prepared statements of one connection that nobody uses now, by text: to prepare one costs more than to run it.
/// A text is kept from its second use on, so that texts made for one question do not drive out the others.
/// Thread of the connection.
class StatementCache final : public std::enable_shared_from_this<StatementCache>
{
public:
    static constexpr size_t most = 40; ///< some 8 KiB each

    size_t size() const { return m_idle.size(); }
    void clear() { m_idle.clear(); } ///< when the layout has changed

private:
    friend class Statement;
    struct Idle
    {
        size_t hash;
        QString sql;
        QSqlQuery query;
        qsizetype bound; ///< how many values it takes
    };

    std::vector<Idle>::iterator find(size_t hash, const QString &sql);
    std::optional<Idle> take(const QString &sql);
    void give(Idle idle);
    bool isAskedAgain(const QString &sql); ///< notes it

    std::vector<Idle> m_idle; ///< the last used at the end
    std::array<size_t, 128> m_asked{};
    size_t m_next = 0;
};

/// One use of a prepared statement. When it dies the statement goes back to its connection, reset: no read stays open.
/// While it is used, the same text gives another one. Thread of the connection.
class Statement final
{
public:
    static Result<Statement> prepare(QSqlDatabase &db, const QString &sql);
    Statement(Statement &&) noexcept = default;
    Statement &operator=(Statement &&) = delete;
    ~Statement();

    Status execute(const QVariantList &values); ///< binds in order; all of them
    QSqlQuery &query() { return m_query; }      ///< the rows of the last execute()

    /// Hands the rows over as a query of Qt, which may outlive everything here.
    static QSqlQuery handOver(Statement statement, const QSqlDatabase &db);

private:
    class Rows;
    Statement(QSqlQuery query, QString sql) : m_sql(std::move(sql)), m_query(std::move(query)) {}

    std::weak_ptr<StatementCache> m_home; ///< empty: ends with this use
    QString m_sql;
    QSqlQuery m_query;
    qsizetype m_bound = -1;
};

} // namespace aiops::storage
