#include "team/auditstore.h"

#include "core/text.h"
#include "storage/sqlerror.h"
#include "storage/syncstore.h"
#include "team/auditchain.h"
#include "team/audithead.h"
#include "team/devicekey.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

namespace aiops::team {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

const QString kColumns = u"a.seq, a.at, a.actor, a.device, a.action, a.object_kind, a.object_id, a.object_name, a.outcome, a.detail, "
                         "a.dev_seq, a.hash, a.format, a.signature <> '', d.text"_s;
const QString kKept = u"('audit.prune', 'audit.restart')"_s; // their details say what became of the chain
constexpr int kPrunedAtOnce = 500; // the writer serves others in between

Status statusOf(const Result<QSqlQuery> &query)
{
    return query ? Status() : Status(std::unexpected(query.error()));
}

AuditRow shown(const QSqlQuery &query)
{
    const auto text = [&query](int column) { return query.value(column).toString(); };
    const bool apart = query.value(12).toInt() != 1 && text(9) != "{}"_L1;
    const QString detail = apart ? text(14) : text(9);
    return {query.value(0).toLongLong(),
            {QDateTime::fromString(text(1), Qt::ISODateWithMs), text(2), text(4), text(5), text(6), text(7), text(8),
             QJsonDocument::fromJson(detail.toUtf8()).object()},
            text(11), text(3), query.value(10).toLongLong(), query.value(13).toBool(), apart && query.value(14).isNull()};
}

struct Head
{
    qint64 seq = 0;
    QByteArray hash;
    qint64 devSeq = 0;
    QString device;
};

/// Where the next entry goes: behind what was noted, and behind what is there, should the two differ. In one statement, because
/// a command on many hosts asks for each of them.
Result<Head> readHead(QSqlDatabase &db)
{
    auto query = run(db, u"SELECT h.seq, h.hash, h.dev_seq, a.seq, a.dev_seq, m.value FROM (SELECT 1) LEFT JOIN audit_head h "
                         "LEFT JOIN (SELECT seq, dev_seq FROM audit ORDER BY seq DESC LIMIT 1) a LEFT JOIN sync_meta m ON m.key = 'device_id'"_s);
    if (!query)
        return std::unexpected(query.error());
    query->next(); // what is not there is NULL
    const auto number = [&query](int column) { return query->value(column).toLongLong(); };
    return Head{std::max(number(0), number(3)), query->value(1).toByteArray(), std::max({number(2), number(0), number(4)}), query->value(5).toString()};
}

/// A null string would be NULL in the database.
QString filled(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

QByteArray freshSalt()
{
    std::array<quint32, 4> words;
    QRandomGenerator::system()->fillRange(words.data(), qsizetype(words.size()));
    return QByteArray(reinterpret_cast<const char *>(words.data()), sizeof words).toHex();
}

struct Written
{
    qint64 seq;
    qint64 devSeq;
    QByteArray prev;
    QString device;
};

/// The detail goes into a table of its own, with a salt: so it can be removed later, and not be guessed from the hash.
Result<QString> writeDetail(QSqlDatabase &db, qint64 seq, const QJsonObject &detail)
{
    const QByteArray text = QJsonDocument(detail).toJson(QJsonDocument::Compact);
    if (detail.isEmpty())
        return QString::fromLatin1(kNoDetail);
    const QByteArray salt = freshSalt();
    auto done = run(db, u"INSERT INTO audit_detail VALUES (?, ?, ?)"_s, {seq, QString::fromLatin1(salt), QString::fromUtf8(text)});
    if (!done)
        return std::unexpected(done.error());
    return QString::fromLatin1(detailHash(salt, text));
}

Status write(QSqlDatabase &db, const AuditEntry &entry, const Written &place, DeviceKey *key)
{
    const Result<QString> detail = writeDetail(db, place.seq, entry.detail);
    if (!detail)
        return std::unexpected(detail.error());
    const QStringList texts{toRfc3339(entry.at), entry.actor, place.device, entry.action, entry.objectKind, entry.objectId, entry.objectName,
                            entry.outcome, *detail};
    QByteArrayList bytes;
    QVariantList values{place.seq};
    ChainRow row{.seq = place.seq, .fields = {}, .devSeq = place.devSeq, .format = 2, .prev = place.prev, .hash = {}};
    for (qsizetype i = 0; i < texts.size(); ++i) {
        bytes.append(texts[i].toUtf8());
        row.fields[std::size_t(i)] = bytes[i];
        values.append(filled(texts[i]));
    }
    const QByteArray hash = chainHash(row);
    const QByteArray signature = key ? key->sign(signedEntry(row.fields[ChainRow::Device], row.devSeq, hash), row.seq) : QByteArray();
    values += {row.devSeq, filled(QString::fromLatin1(place.prev)), QString::fromLatin1(hash), 2,
               filled(QString::fromLatin1(signature.toBase64()))};
    auto done = run(db, u"INSERT INTO audit (seq, at, actor, device, action, object_kind, object_id, object_name, outcome, detail, dev_seq, "
                        "prev, hash, format, signature) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s, values);
    if (done)
        done = run(db, u"INSERT INTO audit_head VALUES (1, ?, ?, ?) ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, "
                       "hash = excluded.hash, dev_seq = excluded.dev_seq"_s, {row.seq, QString::fromLatin1(hash), row.devSeq});
    return statusOf(done);
}

class Conditions final
{
public:
    void add(bool wanted, const QString &condition, const QVariantList &values)
    {
        if (!wanted)
            return;
        m_conditions.append(condition);
        m_values += values;
    }
    QString text() const { return m_conditions.join(u" AND "_s); }
    const QVariantList &values() const { return m_values; }

private:
    QStringList m_conditions{u"1 = 1"_s};
    QVariantList m_values;
};

void addText(Conditions &where, const AuditFilter &filter)
{
    QString pattern = filter.text;
    for (const QChar special : {u'\\', u'%', u'_'})
        pattern.replace(special, u"\\"_s + special);
    const QVariant like = u"%"_s + pattern + u'%';
    QStringList any;
    QVariantList values;
    for (const QString &column : {u"a.actor"_s, u"a.action"_s, u"a.object_name"_s, u"a.object_id"_s, u"CASE a.format WHEN 1 THEN a.detail ELSE d.text END"_s}) {
        any.append(column + u" LIKE ? ESCAPE '\\'"_s);
        values.append(like);
    }
    for (const QString &action : filter.textActions) {
        any.append(u"a.action = ?"_s);
        values.append(action);
    }
    where.add(true, u'(' + any.join(u" OR "_s) + u')', values);
}

} // namespace

Status AuditStore::append(QSqlDatabase &db, const AuditEntry &entry, DeviceKey *key)
{
    const Result<Head> head = readHead(db);
    if (!head)
        return std::unexpected(head.error());
    return write(db, entry, {head->seq + 1, head->devSeq + 1, head->hash, head->device}, key);
}

Status AuditStore::restart(QSqlDatabase &db, AuditEntry entry, DeviceKey *key)
{
    const Result<Head> head = readHead(db);
    auto last = head ? run(db, u"SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1"_s) : std::unexpected(head.error());
    if (!last)
        return std::unexpected(last.error());
    const bool any = last->next();
    entry.detail.insert(u"old_seq"_s, any ? last->value(0).toLongLong() : 0);
    entry.detail.insert(u"old_hash"_s, any ? last->value(1).toString() : QString());
    entry.detail.insert(u"noted_hash"_s, QString::fromLatin1(head->hash));
    return write(db, entry, {head->seq + 1, head->devSeq + 1, {}, head->device}, key);
}

Result<QList<AuditRow>> AuditStore::list(QSqlDatabase db, const AuditFilter &filter)
{
    Conditions where;
    where.add(!filter.action.isEmpty(), u"instr(a.action, ?) = 1"_s, {filter.action});
    where.add(!filter.objectId.isEmpty(), u"a.object_id = ?"_s, {filter.objectId});
    where.add(filter.objectIds.has_value(), u"a.object_id IN (SELECT value FROM json_each(?))"_s,
              {QString::fromUtf8(QJsonDocument(QJsonArray::fromStringList(filter.objectIds.value_or(QStringList()))).toJson(QJsonDocument::Compact))});
    where.add(!filter.outcome.isEmpty(), u"a.outcome = ?"_s, {filter.outcome});
    where.add(!filter.actor.isEmpty(), u"a.actor = ?"_s, {filter.actor});
    where.add(filter.since.isValid(), u"a.at >= ?"_s, {toRfc3339(filter.since)});
    where.add(filter.until.isValid(), u"a.at <= ?"_s, {toRfc3339(filter.until)});
    where.add(filter.before > 0, u"a.seq < ?"_s, {filter.before});
    where.add(filter.after >= 0, u"a.seq > ?"_s, {filter.after});
    if (!filter.text.isEmpty())
        addText(where, filter);
    const QString order = filter.after >= 0 ? u"ASC"_s : u"DESC"_s;
    auto query = run(db, u"SELECT %1 FROM audit a LEFT JOIN audit_detail d ON d.seq = a.seq WHERE %2 ORDER BY a.seq %3 LIMIT ?"_s
                             .arg(kColumns, where.text(), order),
                     where.values() + QVariantList{std::max(0, filter.limit)});
    if (!query)
        return std::unexpected(query.error());
    QList<AuditRow> rows;
    while (query->next())
        rows.append(shown(*query));
    return rows;
}

Result<QStringList> AuditStore::actors(QSqlDatabase db)
{
    // Jumps from one to the next in the index; DISTINCT would read all of it.
    auto query = run(db, u"WITH RECURSIVE each(name) AS (SELECT min(actor) FROM audit UNION ALL "
                         "SELECT (SELECT min(actor) FROM audit WHERE actor > name) FROM each WHERE name IS NOT NULL) "
                         "SELECT name FROM each WHERE name IS NOT NULL LIMIT 200"_s);
    if (!query)
        return std::unexpected(query.error());
    QStringList names;
    while (query->next())
        names.append(query->value(0).toString());
    return names;
}

Result<AuditHead> AuditStore::head(QSqlDatabase db)
{
    const Result<QString> device = storage::SyncStore::meta(db, u"device_id"_s);
    auto query = device ? run(db, u"SELECT seq, hash FROM audit_head"_s) : std::unexpected(device.error());
    if (!query)
        return std::unexpected(query.error());
    AuditHead head{.device = *device};
    if (query->next()) {
        head.seq = query->value(0).toLongLong();
        head.hash = query->value(1).toString();
    }
    return head;
}

Result<AuditStore::Prunable> AuditStore::prunable(QSqlDatabase db, const QDateTime &before)
{
    const QVariantList at{toRfc3339(before)};
    auto rows = run(db, u"SELECT count(*), max(a.seq) FROM audit a JOIN audit_detail d ON d.seq = a.seq WHERE a.at < ? AND a.action NOT IN "_s + kKept, at);
    auto older = rows ? run(db, u"SELECT count(*) FROM audit WHERE at < ? AND format = 1 AND detail <> '{}'"_s, at) : std::unexpected(rows.error());
    if (!older)
        return std::unexpected(older.error());
    rows->next();
    older->next();
    return Prunable{rows->value(0).toLongLong(), rows->value(1).toLongLong(), older->value(0).toLongLong()};
}

Result<qint64> AuditStore::prune(QSqlDatabase &db, const QDateTime &before, qint64 through)
{
    // What is removed must not be left in free pages of the file.
    auto done = run(db, u"PRAGMA secure_delete = ON"_s).and_then([&](auto) { return run(db, u"INSERT INTO audit_prune_mark VALUES (1)"_s); });
    if (done)
        done = run(db, u"DELETE FROM audit_detail WHERE seq IN (SELECT a.seq FROM audit a JOIN audit_detail d ON d.seq = a.seq "
                       "WHERE a.seq <= ? AND a.at < ? AND a.action NOT IN %1 ORDER BY a.seq LIMIT %2)"_s.arg(kKept).arg(kPrunedAtOnce),
                   {through, toRfc3339(before)});
    if (!done)
        return std::unexpected(done.error());
    const qint64 removed = done->numRowsAffected();
    done = run(db, u"DELETE FROM audit_prune_mark"_s);
    if (!done)
        return std::unexpected(done.error());
    return removed;
}

Result<QString> AuditStore::localValue(QSqlDatabase db, const QString &key)
{
    auto query = run(db, u"SELECT value FROM local_value WHERE key = ?"_s, {key});
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? query->value(0).toString() : QString();
}

Status AuditStore::setLocalValue(QSqlDatabase &db, const QString &key, const QString &value)
{
    return statusOf(run(db, u"INSERT INTO local_value VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value"_s, {key, value}));
}

} // namespace aiops::team
