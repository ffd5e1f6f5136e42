#pragma once

#include "core/error.h"

#include <QSqlDatabase>

namespace aiops::storage {

/// BEGIN IMMEDIATE … COMMIT. Rolls back unless committed.
class Transaction final
{
public:
    static Result<Transaction> begin(QSqlDatabase &db);
    Transaction(Transaction &&other) noexcept : m_db(std::exchange(other.m_db, nullptr)) {}
    Transaction(const Transaction &) = delete;
    Transaction &operator=(const Transaction &) = delete;
    ~Transaction();

    Status commit();

private:
    explicit Transaction(QSqlDatabase &db) : m_db(&db) {}
    QSqlDatabase *m_db;
};

} // namespace aiops::storage
