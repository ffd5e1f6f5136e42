#include "storage/command.h"

#include "storage/connection.h"
#include "storage/hlc.h"
#include "storage/rowids.h"
#include "storage/sqlerror.h"
#include "storage/syncstore.h"

#include <QCoreApplication>
#include <QSqlRecord>

#include <ranges>

namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

/// The server takes its lock for one push at a time: a big import goes in several (sync.md 4.3).
constexpr qsizetype kMostOperationsOfAGroup = 500;

Error changedMeanwhile()
{
    return Error{Errc::Conflict, QCoreApplication::translate("storage", "It was changed again meanwhile."), {},
                 QCoreApplication::translate("storage", "Look at it, then edit it by hand.")};
}

Error notFound()
{
    return Error{Errc::NotFound, QCoreApplication::translate("storage", "It does not exist any more.")};
}

} // namespace

Command::Command(const Environment &environment, AuditEntry entry)
    : m_db(environment.db), m_now(environment.now), m_entry(std::move(entry)), m_hlc(environment.hlc),
      m_schema(environment.schema), m_recording(environment.recording), m_statements(environment.db)
{
}

quint64 Command::tick()
{
    return m_hlc.tick(m_now);
}

Status Command::insert(const QString &table, const QUuid &id, const QVariantMap &fields)
{
    const QString rowId = idText(id);
    const QVariantList values = fields.values();
    if (auto done = write(m_statements.prepare(RowStatements::Verb::Insert, table, fields), QVariantList{rowId} + values); !done)
        return done;
    noteChange({.kind = RowChange::Inserted, .table = table, .id = id});
    return append(u"new", table, rowId, fields.keys(), values);
}

Status Command::set(const QString &table, const QUuid &id, const QVariantMap &fields)
{
    if (fields.isEmpty())
        return checkNames(table, {});
    auto update = m_statements.prepare(RowStatements::Verb::Set, table, fields);
    if (!update)
        return std::unexpected(update.error());
    Result<QVariantMap> before;
    if (m_recording && !(before = rowOf(table, id, fields.keys().join(u", "_s))))
        return std::unexpected(before.error());
    auto done = write(update, fields.values() + QVariantList{idText(id)});
    if (!done || !m_affected)
        return done ? Status(std::unexpected(notFound())) : done;
    noteChange({.kind = RowChange::Set, .table = table, .id = id, .before = before.value_or(QVariantMap()), .after = fields});
    return append(u"set", table, idText(id), fields.keys(), fields.values());
}

Status Command::remove(const QString &table, const QUuid &id)
{
    if (auto names = checkNames(table, {}); !names)
        return names;
    if (auto done = removeDependents(table, id); !done)
        return done;
    Result<QVariantMap> before;
    if (m_recording && !(before = rowOf(table, id, u"*"_s)))
        return std::unexpected(before.error());
    if (auto done = write(m_statements.prepare(RowStatements::Verb::Remove, table), {idText(id)}); !done || !m_affected)
        return done ? Status(std::unexpected(notFound())) : done;
    noteChange({.kind = RowChange::Removed, .table = table, .id = id, .before = before.value_or(QVariantMap())});
    return append(u"del", table, idText(id), {}, {});
}

Status Command::add(const QString &table, const QUuid &owner, const QString &element)
{
    const QString id = elementId(owner, element);
    const QString ownerId = idText(owner);
    auto done = write(m_statements.prepare(RowStatements::Verb::Add, table), {id, ownerId, element});
    if (!done || !m_affected)
        return done;
    noteChange({.kind = RowChange::Added, .table = table, .id = owner, .element = element});
    return append(u"add", table, id, elementColumns(), {element, ownerId});
}

Status Command::rem(const QString &table, const QUuid &owner, const QString &element)
{
    const QString ownerId = idText(owner);
    auto done = write(m_statements.prepare(RowStatements::Verb::Rem, table), {ownerId, element});
    if (!done || !m_affected)
        return done;
    noteChange({.kind = RowChange::Taken, .table = table, .id = owner, .element = element});
    return append(u"rem", table, elementId(owner, element), elementColumns(), {element, ownerId});
}

void Command::describe(const QString &objectId, const QString &objectName)
{
    m_entry.objectId = objectId;
    m_entry.objectName = objectName;
}

void Command::note(const QString &key, const QJsonValue &value)
{
    m_entry.detail.insert(key, value);
}

Status Command::revert(const ChangeSet &changes)
{
    for (const RowChange &change : std::ranges::reverse_view(changes)) {
        if (auto done = revert(change); !done)
            return done;
    }
    return {};
}

Status Command::revert(const RowChange &change)
{
    switch (change.kind) {
    case RowChange::Inserted:
        return remove(change.table, change.id);
    case RowChange::Removed:
        return insert(change.table, change.id, change.before);
    case RowChange::Added:
        return rem(change.table, change.id, change.element);
    case RowChange::Taken:
        return add(change.table, change.id, change.element);
    case RowChange::Set:
        break;
    }
    const Result<QVariantMap> now = rowOf(change.table, change.id, change.after.keys().join(u", "_s));
    if (!now)
        return std::unexpected(now.error());
    // As text: SQLite gives back 22 as a 64-bit number and NULL as an invalid value.
    const bool same = std::ranges::all_of(change.after.asKeyValueRange(), [&](const auto &pair) {
        return now->value(pair.first).toString() == pair.second.toString();
    });
    return same ? set(change.table, change.id, change.before) : Status(std::unexpected(changedMeanwhile()));
}

void Command::noteChange(RowChange change)
{
    if (m_recording)
        m_changes.append(std::move(change));
}

Result<QVariantMap> Command::rowOf(const QString &table, const QUuid &id, const QString &columns)
{
    auto query = m_statements.execute(u"SELECT %1 FROM row_%2 WHERE id = ?"_s.arg(columns, table), {idText(id)});
    if (!query)
        return std::unexpected(query.error());
    if (!(*query)->next())
        return std::unexpected(notFound());
    QVariantMap row;
    const QSqlRecord record = (*query)->record();
    for (int i = 0; i < record.count(); ++i) {
        if (record.fieldName(i) != "id"_L1)
            row.insert(record.fieldName(i), record.value(i));
    }
    (*query)->finish();
    return row;
}

Status Command::write(Result<Statement *> statement, const QVariantList &values)
{
    if (!statement)
        return std::unexpected(statement.error());
    if (auto done = (*statement)->execute(values); !done)
        return done;
    m_affected = (*statement)->query().numRowsAffected();
    (*statement)->query().finish();
    return {};
}

// SQLite would remove these rows by itself, but then no operation would tell the other devices.
Status Command::removeDependents(const QString &table, const QUuid &id)
{
    auto keys = run(m_db, u"SELECT substr(s.name, 5), f.\"from\" FROM sqlite_schema s, pragma_foreign_key_list(s.name) f "
                          "WHERE s.type = 'table' AND s.name LIKE 'row\\_%' ESCAPE '\\' AND f.\"table\" = ? "
                          "AND f.on_delete = 'CASCADE'"_s, {u"row_"_s + table});
    if (!keys)
        return std::unexpected(keys.error());
    QList<std::pair<QString, QUuid>> dependents;
    while (keys->next()) {
        const QString child = keys->value(0).toString();
        auto rows = run(m_db, u"SELECT id FROM row_%1 WHERE %2 = ?"_s.arg(child, keys->value(1).toString()), {idText(id)});
        if (!rows)
            return std::unexpected(rows.error());
        while (rows->next())
            dependents.append({child, QUuid::fromString(rows->value(0).toString())});
    }
    keys->finish();
    for (const auto &[child, row] : std::as_const(dependents)) {
        if (auto done = remove(child, row); !done)
            return done;
    }
    return {};
}

Status Command::append(QStringView op, const QString &table, const QString &id, const QStringList &columns, const QVariantList &values)
{
    const Result<qint64> base = seen(table, id);
    if (!base)
        return std::unexpected(base.error());
    m_operations.append({.op = op, .table = table, .id = id, .base = *base, .hlc = tick(), .schema = m_schema}, columns, values);
    if (!m_tables.contains(table))
        m_tables.append(table);
    return m_operations.size() < kMostOperationsOfAGroup ? Status() : flush();
}

/// The cseq of the row that the server gave; 0 when it gave none. No command writes the table that tells.
Result<qint64> Command::seen(const QString &table, const QString &id)
{
    const auto first = [this](const QString &sql, const QVariantList &values) -> Result<qint64> {
        auto query = m_statements.execute(sql, values);
        if (!query)
            return std::unexpected(query.error());
        const qint64 value = (*query)->next() ? (*query)->value(0).toLongLong() : 0;
        (*query)->finish();
        return value;
    };
    if (!m_hasBase.contains(table)) {
        const auto any = first(u"SELECT EXISTS (SELECT 1 FROM base WHERE t = ?)"_s, {table});
        if (!any)
            return any;
        m_hasBase[table] = *any != 0;
    }
    return m_hasBase[table] ? first(u"SELECT cseq FROM base WHERE t = ? AND id = ?"_s, {table, id}) : Result<qint64>(0);
}

Status Command::flush()
{
    if (m_operations.size() == 0)
        return {};
    if (++m_groups == 2) {
        if (auto wider = run(m_db, u"PRAGMA cache_size=%1"_s.arg(kBigCache)); !wider)
            return std::unexpected(wider.error());
    }
    return SyncStore::appendGroup(m_db, m_operations.take(), m_now);
}

} // namespace aiops::storage
