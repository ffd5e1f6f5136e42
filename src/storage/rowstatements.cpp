#include "storage/rowstatements.h"

#include "storage/sqlerror.h"

#include <QCoreApplication>

#include <algorithm>
#include <ranges>

namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t kMostStatements = 64;

bool isIdentifier(const QString &name)
{
    const auto isLetter = [](QChar c) { return c >= u'a' && c <= u'z'; };
    return !name.isEmpty() && name.size() <= 61 && isLetter(name.front())
        && std::ranges::all_of(name, [&](QChar c) { return isLetter(c) || (c >= u'0' && c <= u'9') || c == u'_'; });
}

using Verb = RowStatements::Verb;

QString sqlOf(Verb verb, const QString &table, const QStringList &columns, qsizetype rows)
{
    const QString row = u"(?%1)"_s.arg(u", ?"_s.repeated(columns.size()));
    switch (verb) {
    case Verb::Insert:
        return u"INSERT INTO row_%1 (%2) VALUES %3%4"_s.arg(table, (QStringList(u"id"_s) + columns).join(u", "_s), row, (u", "_s + row).repeated(rows - 1));
    case Verb::Set:
        return u"UPDATE row_%1 SET %2 = ? WHERE id = ?"_s.arg(table, columns.join(u" = ?, "_s));
    case Verb::Remove:
        return u"DELETE FROM row_%1 WHERE id = ?"_s.arg(table);
    case Verb::Add:
        return u"INSERT INTO row_%1 (id, owner, element) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"_s.arg(table);
    case Verb::Rem:
        return u"DELETE FROM row_%1 WHERE owner = ? AND element = ?"_s.arg(table);
    }
    Q_UNREACHABLE_RETURN({});
}

} // namespace

Status checkNames(const QString &table, const QStringList &columns)
{
    if (isIdentifier(table) && std::ranges::all_of(columns, isIdentifier) && !columns.contains("id"_L1))
        return {};
    return std::unexpected(Error{Errc::Invalid,
        QCoreApplication::translate("storage", "A table or column has no usable name."), table + u' ' + columns.join(u' ')});
}

Result<Statement *> RowStatements::prepare(Verb verb, const QString &table, const QVariantMap &fields)
{
    return prepare(verb, table, std::ranges::subrange(fields.keyBegin(), fields.keyEnd()), 1);
}

Result<Statement *> RowStatements::prepareMany(const QString &table, const QStringList &columns, qsizetype rows)
{
    return prepare(Verb::Insert, table, columns, rows);
}

template <typename Columns>
Result<Statement *> RowStatements::prepare(Verb verb, const QString &table, const Columns &wanted, qsizetype rows)
{
    for (const auto &known : m_ofRows) {
        if (known->verb == verb && known->rows == rows && known->table == table && std::ranges::equal(known->columns, wanted))
            return &known->statement;
    }
    const QStringList columns(wanted.begin(), wanted.end());
    if (auto names = checkNames(table, columns); !names)
        return std::unexpected(names.error());
    auto made = Statement::prepare(m_db, sqlOf(verb, table, columns, rows));
    if (!made)
        return std::unexpected(made.error());
    if (m_ofRows.size() >= kMostStatements)
        m_ofRows.clear();
    return &m_ofRows.emplace_back(std::make_unique<OfRows>(verb, table, columns, rows, *std::move(made)))->statement;
}

Result<QSqlQuery *> RowStatements::execute(const QString &sql, const QVariantList &values)
{
    auto known = m_others.find(sql);
    if (known == m_others.end()) {
        auto made = Statement::prepare(m_db, sql);
        if (!made)
            return std::unexpected(made.error());
        known = m_others.emplace(sql, *std::move(made)).first;
    }
    return known->second.execute(values).transform([&] { return &known->second.query(); });
}

} // namespace aiops::storage
