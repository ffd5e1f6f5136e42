#include "storage/transaction.h"

#include "storage/sqlerror.h"

namespace aiops::storage {

using namespace Qt::StringLiterals;

Result<Transaction> Transaction::begin(QSqlDatabase &db)
{
    if (auto begun = run(db, u"BEGIN IMMEDIATE"_s); !begun)
        return std::unexpected(begun.error());
    return Transaction(db);
}

Transaction::~Transaction()
{
    if (m_db)
        QSqlQuery(*m_db).exec(u"ROLLBACK"_s);
}

Status Transaction::commit()
{
    if (auto done = run(*m_db, u"COMMIT"_s); !done)
        return std::unexpected(done.error());
    m_db = nullptr;
    return {};
}

} // namespace aiops::storage
