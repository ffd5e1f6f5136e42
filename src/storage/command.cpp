#include "storage/command.h"

#include "storage/hlc.h"
#include "storage/sqlerror.h"
#include "storage/syncstore.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QSqlRecord>

#include <ranges>

namespace aiops::storage {

using namespace Qt::StringLiterals;

namespace {

/// The server takes its lock for one push at a time: a big import goes in several (sync.md 4.3).
constexpr qsizetype kMostOperationsOfAGroup = 500;

QString text(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

bool isIdentifier(const QString &name)
{
    static const QRegularExpression form(u"\\A[a-z][a-z0-9_]{0,60}\\z"_s);
    return form.match(name).hasMatch();
}

Status checkNames(const QString &table, const QStringList &columns)
{
    if (isIdentifier(table) && std::ranges::all_of(columns, isIdentifier) && !columns.contains("id"_L1))
        return {};
    return std::unexpected(Error{Errc::Invalid,
        QCoreApplication::translate("storage", "A table or column has no usable name."), table + u' ' + columns.join(u' ')});
}

QJsonObject toJson(const QVariantMap &fields)
{
    QJsonObject object;
    for (const auto &[key, value] : fields.asKeyValueRange()) {
        const bool blob = value.metaType() == QMetaType::fromType<QByteArray>();
        object.insert(key, blob ? QJsonValue(QString::fromLatin1(value.toByteArray().toBase64()))
                                : QJsonValue::fromVariant(value));
    }
    return object;
}

/// One id for one element of one owner, so that two devices that add the same element add the same row.
QString elementId(const QUuid &owner, const QString &element)
{
    return text(QUuid::createUuidV5(owner, element));
}

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
      m_schema(environment.schema), m_recording(environment.recording)
{
}

quint64 Command::tick()
{
    return m_hlc.tick(m_now);
}

Status Command::insert(const QString &table, const QUuid &id, const QVariantMap &fields)
{
    if (auto names = checkNames(table, fields.keys()); !names)
        return names;
    const QString columns = (QStringList(u"id"_s) + fields.keys()).join(u", "_s);
    const QString marks = u"?"_s + u", ?"_s.repeated(fields.size());
    const QVariantList values = QVariantList{text(id)} + fields.values();
    if (auto done = write(u"INSERT INTO row_%1 (%2) VALUES (%3)"_s.arg(table, columns, marks), values); !done)
        return done;
    noteChange({.kind = RowChange::Inserted, .table = table, .id = id});
    return append(u"new"_s, table, text(id), toJson(fields));
}

Status Command::set(const QString &table, const QUuid &id, const QVariantMap &fields)
{
    if (auto names = checkNames(table, fields.keys()); !names || fields.isEmpty())
        return names;
    Result<QVariantMap> before;
    if (m_recording && !(before = rowOf(table, id, fields.keys().join(u", "_s))))
        return std::unexpected(before.error());
    const QString changes = fields.keys().join(u" = ?, "_s) + u" = ?"_s;
    auto done = write(u"UPDATE row_%1 SET %2 WHERE id = ?"_s.arg(table, changes), fields.values() + QVariantList{text(id)});
    if (!done || !m_affected)
        return done ? Status(std::unexpected(notFound())) : done;
    noteChange({.kind = RowChange::Set, .table = table, .id = id, .before = before.value_or(QVariantMap()), .after = fields});
    return append(u"set"_s, table, text(id), toJson(fields));
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
    if (auto done = write(u"DELETE FROM row_%1 WHERE id = ?"_s.arg(table), {text(id)}); !done || !m_affected)
        return done ? Status(std::unexpected(notFound())) : done;
    noteChange({.kind = RowChange::Removed, .table = table, .id = id, .before = before.value_or(QVariantMap())});
    return append(u"del"_s, table, text(id), {});
}

Status Command::add(const QString &table, const QUuid &owner, const QString &element)
{
    if (auto names = checkNames(table, {}); !names)
        return names;
    const QString id = elementId(owner, element);
    auto done = write(u"INSERT INTO row_%1 (id, owner, element) VALUES (?, ?, ?) ON CONFLICT DO NOTHING"_s.arg(table),
                      {id, text(owner), element});
    if (!done || !m_affected)
        return done;
    noteChange({.kind = RowChange::Added, .table = table, .id = owner, .element = element});
    return append(u"add"_s, table, id, {{u"owner"_s, text(owner)}, {u"element"_s, element}});
}

Status Command::rem(const QString &table, const QUuid &owner, const QString &element)
{
    if (auto names = checkNames(table, {}); !names)
        return names;
    auto done = write(u"DELETE FROM row_%1 WHERE owner = ? AND element = ?"_s.arg(table), {text(owner), element});
    if (!done || !m_affected)
        return done;
    noteChange({.kind = RowChange::Taken, .table = table, .id = owner, .element = element});
    return append(u"rem"_s, table, elementId(owner, element), {{u"owner"_s, text(owner)}, {u"element"_s, element}});
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
    auto query = execute(u"SELECT %1 FROM row_%2 WHERE id = ?"_s.arg(columns, table), {text(id)});
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

/// Prepared once for each text. The query is valid until the same text runs again; finish it after reading.
Result<QSqlQuery *> Command::execute(const QString &sql, const QVariantList &values)
{
    std::unique_ptr<QSqlQuery> &query = m_prepared[sql];
    if (!query) {
        query = std::make_unique<QSqlQuery>(m_db);
        query->setForwardOnly(true);
        if (!query->prepare(sql))
            return std::unexpected(sqlError(query->lastError()));
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        query->bindValue(int(i), values[i]);
    if (!query->exec())
        return std::unexpected(sqlError(query->lastError()));
    return query.get();
}

Status Command::write(const QString &sql, const QVariantList &values)
{
    auto query = execute(sql, values);
    if (!query)
        return std::unexpected(query.error());
    m_affected = (*query)->numRowsAffected();
    (*query)->finish();
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
        auto rows = run(m_db, u"SELECT id FROM row_%1 WHERE %2 = ?"_s.arg(child, keys->value(1).toString()), {text(id)});
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

Status Command::append(const QString &op, const QString &table, const QString &id, const QJsonObject &fields)
{
    auto base = execute(u"SELECT cseq FROM base WHERE t = ? AND id = ?"_s, {table, id});
    if (!base)
        return std::unexpected(base.error());
    const qint64 seen = (*base)->next() ? (*base)->value(0).toLongLong() : 0;
    (*base)->finish();
    QJsonObject operation{{u"op"_s, op}, {u"table"_s, table}, {u"id"_s, id}, {u"base"_s, seen}, {u"schema"_s, m_schema},
                          {u"hlc"_s, QString::number(tick())}}; // text: JSON numbers have 53 bits
    if (!fields.isEmpty())
        operation.insert(u"fields"_s, fields);
    m_operations.append(operation);
    if (!m_tables.contains(table))
        m_tables.append(table);
    return m_operations.size() < kMostOperationsOfAGroup ? Status() : flush();
}

Status Command::flush()
{
    if (m_operations.isEmpty())
        return {};
    return SyncStore::appendGroup(m_db, std::exchange(m_operations, {}), m_now);
}

} // namespace aiops::storage
