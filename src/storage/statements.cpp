#include "storage/statements.h"

#include "storage/connection.h"
#include "storage/sqlerror.h"

#include <QCoreApplication>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlRecord>
#include <QSqlResult>

#include <algorithm>

namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestText = 4000;
constexpr qsizetype kMostBytes = 16 * 1024; ///< that an idle statement may hold of its last use

/// Others change the layout or the connection, or run once.
bool isKept(const QString &sql)
{
    constexpr std::array kVerbs{"SELECT "_L1, "INSERT "_L1, "UPDATE "_L1, "DELETE "_L1, "WITH "_L1, "BEGIN"_L1, "COMMIT"_L1, "SAVEPOINT "_L1, "RELEASE "_L1};
    return sql.size() <= kLongestText && std::ranges::any_of(kVerbs, [&](QLatin1StringView verb) { return sql.startsWith(verb); });
}

qsizetype bytesOf(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString: return static_cast<const QString *>(value.constData())->size() * 2;
    case QMetaType::QByteArray: return static_cast<const QByteArray *>(value.constData())->size();
    default: return 0;
    }
}

qsizetype bytesOf(const QVariantList &values)
{
    qsizetype sum = 0;
    for (const QVariant &value : values)
        sum += bytesOf(value);
    return sum;
}

qsizetype bytesOfRow(const QSqlQuery &query)
{
    qsizetype sum = 0;
    QVariant value;
    for (int column = 0; (value = query.value(column)).isValid(); ++column)
        sum += bytesOf(value);
    return sum;
}

} // namespace

std::vector<StatementCache::Idle>::iterator StatementCache::find(size_t hash, const QString &sql)
{
    return std::ranges::find_if(m_idle, [&](const Idle &idle) { return idle.hash == hash && idle.sql == sql; });
}

std::optional<StatementCache::Idle> StatementCache::take(const QString &sql)
{
    const auto found = find(qHash(sql), sql);
    if (found == m_idle.end())
        return {};
    Idle idle = std::move(*found);
    m_idle.erase(found);
    return idle;
}

void StatementCache::give(Idle idle)
{
    if (find(idle.hash, idle.sql) != m_idle.end()) // it was used by two at once
        return;
    if (m_idle.size() >= most)
        m_idle.erase(m_idle.begin());
    m_idle.push_back(std::move(idle));
}

bool StatementCache::isAskedAgain(const QString &sql)
{
    const size_t hash = qHash(sql);
    if (std::ranges::contains(m_asked, hash))
        return true;
    m_asked[m_next++ % m_asked.size()] = hash;
    return false;
}

/// Rows of a borrowed statement in the clothes of a result of its own: what is handed out may be copied, kept and dropped anywhere.
class Statement::Rows final : public QSqlResult
{
public:
    Rows(const QSqlDriver *driver, Statement statement) : QSqlResult(driver), m_statement(std::move(statement))
    {
        setForwardOnly(true);
        setQuery(m_statement.m_sql);
        setSelect(query().isSelect());
        setActive(true);
    }

protected:
    QVariant data(int column) override { return query().value(column); }
    bool isNull(int column) override { return query().isNull(column); }
    bool reset(const QString &) override { return false; }
    bool fetch(int row) override { return moved(query().seek(row)); }
    bool fetchNext() override { return moved(query().next()); }
    bool fetchLast() override { return moved(query().last()); }
    bool fetchFirst() override
    {
        const bool found = moved(query().next());
        if (found && bytesOfRow(query()) > kMostBytes) // the driver holds the first row until the next use
            m_statement.m_home.reset();
        return found;
    }
    int size() override { return -1; }
    int numRowsAffected() override { return query().numRowsAffected(); }
    QVariant lastInsertId() const override { return m_statement.m_query.lastInsertId(); }
    QSqlRecord record() const override { return m_statement.m_query.record(); }
    void detachFromResultSet() override { query().finish(); }

private:
    QSqlQuery &query() { return m_statement.m_query; }
    bool moved(bool found)
    {
        setAt(query().at());
        if (!found && query().lastError().isValid())
            setLastError(query().lastError());
        return found;
    }

    Statement m_statement;
};

Result<Statement> Statement::prepare(QSqlDatabase &db, const QString &sql)
{
    const std::shared_ptr<StatementCache> cache = statementsOf(db);
    if (auto idle = cache ? cache->take(sql) : std::nullopt) {
        Statement known(std::move(idle->query), std::move(idle->sql));
        known.m_home = cache;
        known.m_bound = idle->bound;
        return known;
    }
    QSqlQuery query(db);
    query.setForwardOnly(true);
    if (!query.prepare(sql))
        return std::unexpected(sqlError(query.lastError()));
    Statement made(std::move(query), sql);
    if (cache && isKept(sql) && cache->isAskedAgain(sql))
        made.m_home = cache;
    return made;
}

Statement::~Statement()
{
    const std::shared_ptr<StatementCache> home = m_home.lock();
    if (!home)
        return;
    m_query.finish();
    m_query.setNumericalPrecisionPolicy(m_query.numericalPrecisionPolicy()); // which lets go of the last row
    home->give({qHash(m_sql), std::move(m_sql), std::move(m_query), m_bound});
}

Status Statement::execute(const QVariantList &values)
{
    if (m_bound >= 0 && m_bound != values.size()) { // the others would be those of the last use
        m_home.reset();
        return std::unexpected(Error{Errc::Failed, QCoreApplication::translate("storage", "The database refused a request."), u"%1 values for %2"_s.arg(values.size()).arg(m_bound)});
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        m_query.bindValue(int(i), values[i]);
    m_bound = values.size();
    if (!m_query.exec()) {
        m_home.reset();
        return std::unexpected(sqlError(m_query.lastError()));
    }
    if (bytesOf(values) > kMostBytes)
        m_home.reset();
    return {};
}

QSqlQuery Statement::handOver(Statement statement, const QSqlDatabase &db)
{
    if (statement.m_home.expired())
        return std::move(statement.m_query);
    return QSqlQuery(new Rows(db.driver(), std::move(statement)));
}

} // namespace aiops::storage
