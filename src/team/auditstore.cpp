#include "team/auditstore.h"

#include "core/text.h"
#include "storage/sqlerror.h"
#include "storage/syncstore.h"

#include <QCoreApplication>
#include <QJsonDocument>

namespace aiops::team {

using namespace Qt::StringLiterals;
using storage::run;

namespace {

const QString kColumns = u"seq, at, actor, device, action, object_kind, object_id, object_name, outcome, detail, dev_seq, prev, hash"_s;

ChainRow readRow(const QSqlQuery &query)
{
    const auto text = [&query](int column) { return query.value(column).toString(); };
    return {query.value(0).toLongLong(), text(1), text(2), text(3), text(4), text(5), text(6), text(7), text(8), text(9),
            query.value(10).toLongLong(), text(11), text(12)};
}

AuditRow shown(const ChainRow &row)
{
    return {row.seq, {QDateTime::fromString(row.at, Qt::ISODateWithMs), row.actor, row.action, row.objectKind, row.objectId,
                      row.objectName, row.outcome, QJsonDocument::fromJson(row.detail.toUtf8()).object()}, row.hash};
}

struct Head
{
    qint64 seq = 0;
    QString hash;
};

Result<Head> readHead(QSqlDatabase &db)
{
    auto query = run(db, u"SELECT seq, hash FROM audit_head"_s);
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? Head{query->value(0).toLongLong(), query->value(1).toString()} : Head{};
}

QString fault(const ChainRow &row, const Head &before)
{
    if (row.seq != before.seq + 1)
        return QCoreApplication::translate("team", "An entry is missing before it.");
    if (row.prev != before.hash)
        return QCoreApplication::translate("team", "It does not continue the entry before it.");
    if (chainHash(row) != row.hash)
        return QCoreApplication::translate("team", "Its content was changed.");
    return {};
}

Result<VerifyReport> walk(QSqlDatabase &db)
{
    const Result<Head> kept = readHead(db);
    if (!kept)
        return std::unexpected(kept.error());
    auto rows = run(db, u"SELECT %1 FROM audit ORDER BY seq"_s.arg(kColumns));
    if (!rows)
        return std::unexpected(rows.error());
    VerifyReport report;
    Head head;
    while (rows->next()) {
        const ChainRow row = readRow(*rows);
        if (const QString reason = fault(row, head); !reason.isEmpty()) {
            report.firstBad = row.seq > head.seq + 1 ? head.seq + 1 : row.seq;
            report.reason = reason;
            return report;
        }
        head = {row.seq, row.hash};
        report.rows++;
    }
    report.head = head.hash;
    if (head.seq != kept->seq || head.hash != kept->hash) {
        report.firstBad = std::min(head.seq, kept->seq) + 1;
        report.reason = QCoreApplication::translate("team", "The end of the chain is not the one that was noted.");
    }
    return report;
}

} // namespace

Status AuditStore::append(QSqlDatabase &db, const AuditEntry &entry)
{
    const Result<Head> head = readHead(db);
    const Result<QString> device = head ? storage::SyncStore::meta(db, u"device_id"_s) : std::unexpected(head.error());
    if (!device)
        return std::unexpected(device.error());
    const QString detail = QString::fromUtf8(QJsonDocument(entry.detail).toJson(QJsonDocument::Compact));
    ChainRow row{head->seq + 1, toRfc3339(entry.at), entry.actor, *device, entry.action, entry.objectKind, entry.objectId,
                 entry.objectName, entry.outcome, detail, head->seq + 1, head->hash, {}};
    for (QString *field : {&row.at, &row.actor, &row.action, &row.objectKind, &row.objectId, &row.objectName, &row.outcome}) {
        if (field->isNull())
            *field = u""_s; // a null string would be NULL in the database
    }
    if (row.prev.isNull())
        row.prev = u""_s;
    row.hash = chainHash(row);
    auto done = run(db, u"INSERT INTO audit (%1) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"_s.arg(kColumns),
                    {row.seq, row.at, row.actor, row.device, row.action, row.objectKind, row.objectId, row.objectName,
                     row.outcome, row.detail, row.devSeq, row.prev, row.hash});
    if (done)
        done = run(db, u"INSERT INTO audit_head VALUES (1, ?, ?) ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, "
                       "hash = excluded.hash"_s, {row.seq, row.hash});
    return done ? Status() : Status(std::unexpected(done.error()));
}

Result<QList<AuditRow>> AuditStore::list(QSqlDatabase db, const AuditFilter &filter)
{
    QStringList conditions{u"1 = 1"_s};
    QVariantList values;
    const auto where = [&](bool wanted, const QString &condition, const QVariant &value) {
        if (wanted) {
            conditions.append(condition);
            values.append(value);
        }
    };
    where(!filter.action.isEmpty(), u"instr(action, ?) = 1"_s, filter.action);
    where(!filter.objectId.isEmpty(), u"object_id = ?"_s, filter.objectId);
    where(!filter.outcome.isEmpty(), u"outcome = ?"_s, filter.outcome);
    where(filter.since.isValid(), u"at >= ?"_s, toRfc3339(filter.since));
    where(filter.until.isValid(), u"at <= ?"_s, toRfc3339(filter.until));
    where(filter.before > 0, u"seq < ?"_s, filter.before);
    values.append(std::max(0, filter.limit));
    auto query = run(db, u"SELECT %1 FROM audit WHERE %2 ORDER BY seq DESC LIMIT ?"_s.arg(kColumns, conditions.join(u" AND "_s)),
                     values);
    if (!query)
        return std::unexpected(query.error());
    QList<AuditRow> rows;
    while (query->next())
        rows.append(shown(readRow(*query)));
    return rows;
}

Result<VerifyReport> AuditStore::verify(QSqlDatabase db)
{
    if (auto begun = run(db, u"BEGIN"_s); !begun)
        return std::unexpected(begun.error());
    auto report = walk(db);
    QSqlQuery(db).exec(u"ROLLBACK"_s);
    return report;
}

} // namespace aiops::team
