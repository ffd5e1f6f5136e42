#include "vault/exportstore.h"

#include "core/ids.h"
#include "storage/command.h"
#include "vault/rowvalues.h"
#include "vault/vaultrowstore.h"
#include "vault/vaultstore.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace aiops::vault::store {

using namespace Qt::StringLiterals;

namespace {

constexpr std::array kTimes{"created_at", "changed_at", "expires_at", "rotated_at", "snoozed_until", "revoked_at"};

/// Where each credential is used, as another computer can find the place: by name and address.
Result<QHash<QString, QJsonArray>> usesByCredential(const QSqlDatabase &db)
{
    Result<QSqlQuery> query = run(db, u"SELECT a.secret_id, i.name, i.address, i.port, a.purpose, i.id, i.user FROM row_secret_attachment a "
                                      "JOIN row_instance i ON i.id = a.instance_id WHERE a.person IS NULL ORDER BY i.name"_s);
    if (!query)
        return std::unexpected(query.error());
    QHash<QString, QJsonArray> out;
    while (query->next())
        out[query->value(0).toString()].append(QJsonObject{{u"instance"_s, query->value(1).toString()}, {u"address"_s, query->value(2).toString()},
                                                           {u"port"_s, query->value(3).toInt()}, {u"purpose"_s, query->value(4).toString()},
                                                           {u"instance_id"_s, query->value(5).toString()}, {u"user"_s, query->value(6).toString()}});
    return out;
}

QByteArray metadataOf(const QSqlQuery &row, int first, const QJsonArray &uses)
{
    QJsonObject object;
    for (size_t i = 0; i < kTimes.size(); ++i)
        if (const QString text = row.value(first + int(i)).toString(); !text.isEmpty())
            object.insert(QLatin1StringView(kTimes[i]), text);
    if (const QVariant days = row.value(first + int(kTimes.size())); !days.isNull())
        object.insert(u"rotation_days"_s, days.toInt());
    if (const QString reason = row.value(first + int(kTimes.size()) + 1).toString(); !reason.isEmpty())
        object.insert(u"snooze_reason"_s, reason);
    if (!uses.isEmpty())
        object.insert(u"used_by"_s, uses);
    return QJsonDocument(object).toJson(QJsonDocument::Compact);
}

SealedRecord recordOf(const QSqlQuery &row)
{
    const auto bytes = [&row](int column) { return row.value(column).toByteArray(); };
    const auto number = [&row](int column) { return row.value(column).toULongLong(); };
    return {.header = {.organization = idOf(row.value(13)), .vault = idOf(row.value(1)), .epoch = number(2), .record = idOf(row.value(0)),
                       .type = row.value(4).toString(), .schema = number(5), .version = number(3), .author = idOf(row.value(6)),
                       .device = idOf(row.value(7)), .hlc = number(8)},
            .box = {.salt = bytes(9), .commitment = bytes(10), .ciphertext = bytes(11)},
            .signature = bytes(12)};
}

} // namespace

Result<QList<ExportRow>> exportRows(const QSqlDatabase &db, const QList<CredentialId> &ids)
{
    const Result<QHash<QString, QJsonArray>> uses = usesByCredential(db);
    if (!uses)
        return std::unexpected(uses.error());
    Result<QSqlQuery> query =
        run(db, u"SELECT s.id, s.vault_id, s.epoch, s.rec_ver, s.record_type, s.payload_schema, s.author, s.device, s.hlc, s.salt, "
                "s.commit_tag, s.ct, s.sig, v.organization_id, n.rec_ver, i.name, s.created_at, s.changed_at, s.expires_at, s.rotated_at, "
                "s.snoozed_until, s.revoked_at, s.rotation_days, s.snooze_reason FROM row_secret s "
                "LEFT JOIN row_vault v ON v.id = s.vault_id LEFT JOIN local_secret_seen n ON n.secret_id = s.id "
                "LEFT JOIN local_secret_index i ON i.secret_id = s.id WHERE s.record_type = 'credential' ORDER BY i.name COLLATE NOCASE, s.id"_s);
    if (!query)
        return std::unexpected(query.error());
    const QSet<CredentialId> wanted(ids.begin(), ids.end());
    QList<ExportRow> out;
    while (query->next()) {
        const QString id = query->value(0).toString();
        if (!wanted.isEmpty() && !wanted.contains(CredentialId::parse(id)))
            continue;
        const QString name = query->value(15).toString();
        out.append({.record = recordOf(*query), .seen = query->value(14).toULongLong(), .name = name.isEmpty() ? id : name,
                    .metadata = metadataOf(*query, 16, uses->value(id))});
    }
    return out;
}

Result<QList<ExportedVault>> exportVaults(const QSqlDatabase &db)
{
    Result<QSqlQuery> query = run(db, u"SELECT id, name FROM row_vault ORDER BY name, id"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<ExportedVault> out;
    while (query->next())
        out.append({.id = idOf(query->value(0)), .name = query->value(1).toString()});
    return out;
}

Status insertImported(storage::Command &command, const SealedRecord &record, const CredentialInfo &info, const QByteArray &metadata)
{
    if (const Status inserted = insertRecord(command, record, info); !inserted)
        return inserted;
    const QJsonObject object = QJsonDocument::fromJson(metadata).object();
    QVariantMap fields;
    for (const char *name : kTimes) {
        const QDateTime time = QDateTime::fromString(object[QLatin1StringView(name)].toString(), Qt::ISODateWithMs);
        if (time.isValid())
            fields.insert(QLatin1StringView(name), toRfc3339(time));
    }
    if (const int days = object[u"rotation_days"_s].toInt(-1); days >= 0 && days <= 36500)
        fields.insert(u"rotation_days"_s, days);
    if (const QString reason = object[u"snooze_reason"_s].toString(); !reason.isEmpty())
        fields.insert(u"snooze_reason"_s, reason.left(1000));
    return fields.isEmpty() ? Status() : command.set(u"secret"_s, record.header.record, fields);
}

Status replaceRecord(storage::Command &command, const SealedRecord &record, const CredentialInfo &info)
{
    const RecordHeader &header = record.header;
    const QVariantMap fields{{u"vault_id"_s, key(header.vault)}, {u"epoch"_s, header.epoch}, {u"rec_ver"_s, header.version}, {u"payload_schema"_s, header.schema},
                             {u"author"_s, key(header.author)}, {u"device"_s, key(header.device)}, {u"hlc"_s, header.hlc},
                             {u"salt"_s, record.box.salt}, {u"commit_tag"_s, record.box.commitment}, {u"ct"_s, record.box.ciphertext},
                             {u"sig"_s, record.signature}, {u"changed_at"_s, toRfc3339(command.now())},
                             {u"rotated_at"_s, toRfc3339(command.now())},
                             {u"revoked_at"_s, QVariant(QMetaType::fromType<QString>())}}; // a new value is usable again
    Status set = requireEpoch(command, header);
    if (set)
        set = command.set(u"secret"_s, header.record, fields);
    if (!set)
        return set;
    if (const Status index = saveIndex(command.database(), info); !index)
        return index;
    return noteSeen(command.database(), info.id, header.version);
}

Result<std::optional<RecoveryRow>> recoveryRow(const QSqlDatabase &db, const QUuid &vault)
{
    Result<QSqlQuery> query = run(db, u"SELECT w.id, w.recipient, w.public_key, w.wrapped, b.wrapped, w.created_at FROM row_vault_wrap w "
                                      "JOIN row_vault_wrap b ON b.recipient = w.recipient AND b.recipient_kind = 'recovery-bundle' "
                                      "WHERE w.vault_id = ? AND w.recipient_kind = 'recovery' ORDER BY w.created_at DESC LIMIT 1"_s,
                                  {key(vault)});
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return std::nullopt;
    return RecoveryRow{.id = idOf(query->value(0)), .recipient = idOf(query->value(1)), .publicKey = query->value(2).toByteArray(),
                       .wrap = query->value(3).toByteArray(), .bundle = query->value(4).toByteArray(),
                       .createdAt = QDateTime::fromString(query->value(5).toString(), Qt::ISODateWithMs)};
}

Status saveRecovery(storage::Command &command, const QUuid &vault, quint64 epoch, const RecoveryRow &row)
{
    Result<QSqlQuery> old = run(command.database(), u"SELECT id FROM row_vault_wrap WHERE vault_id = ? AND recipient_kind IN ('recovery', 'recovery-bundle')"_s,
                                {key(vault)});
    if (!old)
        return std::unexpected(old.error());
    QList<QUuid> gone;
    while (old->next())
        gone.append(idOf(old->value(0)));
    old->finish();
    for (const QUuid &id : std::as_const(gone))
        if (const Status removed = command.remove(u"vault_wrap"_s, id); !removed)
            return removed;
    const QVariantMap common{{u"vault_id"_s, key(vault)}, {u"epoch"_s, epoch}, {u"recipient"_s, key(row.recipient)},
                             {u"public_key"_s, row.publicKey}, {u"created_at"_s, toRfc3339(command.now())}};
    const auto add = [&](const QUuid &id, const QString &kind, const QByteArray &wrapped) {
        QVariantMap fields = common;
        fields.insert(u"recipient_kind"_s, kind);
        fields.insert(u"wrapped"_s, wrapped);
        return command.insert(u"vault_wrap"_s, id, fields);
    };
    const Status wrap = add(row.id, u"recovery"_s, row.wrap);
    return wrap ? add(newUuid(), u"recovery-bundle"_s, row.bundle) : wrap;
}

Status saveRecoveryWrap(storage::Command &command, const QUuid &id, quint64 epoch, const QByteArray &wrap)
{
    return command.set(u"vault_wrap"_s, id, {{u"epoch"_s, epoch}, {u"wrapped"_s, wrap}});
}

Result<QString> localValue(const QSqlDatabase &db, const QString &name)
{
    Result<QSqlQuery> query = run(db, u"SELECT value FROM local_value WHERE key = ?"_s, {name});
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? query->value(0).toString() : QString();
}

Status saveLocalValue(QSqlDatabase &db, const QString &name, const QString &value)
{
    return done(run(db, u"INSERT INTO local_value(key, value) VALUES (?, ?) ON CONFLICT(key) DO UPDATE SET value = excluded.value"_s,
                    {name, value.isNull() ? u""_s : value})); // a null string would be NULL
}

} // namespace aiops::vault::store
