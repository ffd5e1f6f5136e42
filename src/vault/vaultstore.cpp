#include "vault/vaultstore.h"

#include "storage/command.h"
#include "vault/rotationstore.h"
#include "vault/rowvalues.h"
#include "vault/vaultrowstore.h"

namespace aiops::vault::store {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::vault", text);
}

/// What a rotation keeps aside is no credential of its own. Asked of the rotation too, so that a changed type hides nothing.
const QString kListed = u"NOT (s.record_type IN ('credential-next', 'credential-old') AND EXISTS (SELECT 1 FROM row_rotation r WHERE r.fresh_id = s.id OR r.old_id = s.id))"_s;

void readClearColumns(const QSqlQuery &row, CredentialInfo &info)
{
    info.createdAt = timeOf(row.value(7));
    info.changedAt = timeOf(row.value(8));
    info.expiresAt = timeOf(row.value(11));
    info.rotatedAt = row.isNull(13) ? info.createdAt : timeOf(row.value(13));
    info.snoozedUntil = timeOf(row.value(14));
    info.snoozeReason = row.value(15).toString();
    info.revokedAt = timeOf(row.value(16));
    info.version = row.value(17).toULongLong();
    info.vault = VaultId(idOf(row.value(18)));
    info.vaultName = row.value(19).toString();
}

CredentialInfo infoFrom(const QSqlQuery &row)
{
    CredentialInfo info;
    info.id = CredentialId::parse(row.value(0).toString());
    readClearColumns(row, info);
    if (row.isNull(1)) {
        info.name = tr("Unreadable credential %1").arg(info.id.toString().left(13));
        return info;
    }
    info.name = row.value(1).toString();
    info.kind = parseKind(row.value(2).toString()).value_or(Kind::Password);
    info.user = row.value(3).toString();
    info.keyType = row.value(4).toString();
    info.fingerprint = row.value(5).toString();
    info.publicKey = row.value(6).toString();
    info.lastUsedAt = timeOf(row.value(9));
    info.detail = row.value(10).toString();
    info.rotationDays = row.isNull(12) ? defaultRotationDays(info.kind) : row.value(12).toInt();
    return info;
}

} // namespace

namespace {

Result<QList<CredentialInfo>> credentialsWhere(const QSqlDatabase &db, const QString &where, const QVariantList &values)
{
    Result<QSqlQuery> query = run(db, u"SELECT s.id, i.name, i.kind, i.user, i.key_type, i.fingerprint, i.public_key, s.created_at, "
                                      "s.changed_at, i.last_used_at, i.detail, s.expires_at, s.rotation_days, s.rotated_at, s.snoozed_until, s.snooze_reason, "
                                      "s.revoked_at, s.rec_ver, s.vault_id, v.name FROM row_secret s "
                                      "LEFT JOIN local_secret_index i ON i.secret_id = s.id LEFT JOIN row_vault v ON v.id = s.vault_id WHERE "_s + kListed + where
                                      + u" ORDER BY i.name COLLATE NOCASE, s.id"_s, values);
    if (!query)
        return std::unexpected(query.error());
    QList<CredentialInfo> out;
    while (query->next())
        out.append(infoFrom(*query));
    return out;
}

} // namespace

Result<QList<CredentialInfo>> credentials(const QSqlDatabase &db)
{
    return credentialsWhere(db, {}, {});
}

Result<std::optional<CredentialInfo>> credential(const QSqlDatabase &db, CredentialId id)
{
    const auto found = credentialsWhere(db, u" AND s.id = ?"_s, {id.toString()});
    if (!found)
        return std::unexpected(found.error());
    return found->isEmpty() ? std::nullopt : std::optional(found->first());
}

Result<QList<CredentialId>> missingInIndex(const QSqlDatabase &db)
{
    Result<QSqlQuery> query = run(db, u"SELECT s.id FROM row_secret s WHERE "_s + kListed + u" AND s.id NOT IN (SELECT secret_id FROM local_secret_index)"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<CredentialId> out;
    while (query->next())
        out.append(CredentialId::parse(query->value(0).toString()));
    return out;
}

Status saveIndex(QSqlDatabase &db, const CredentialInfo &info)
{
    return done(run(db, u"INSERT INTO local_secret_index(secret_id, name, kind, user, key_type, fingerprint, public_key, detail) "
                        "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT(secret_id) DO UPDATE SET name = excluded.name, kind = excluded.kind, "
                        "user = excluded.user, key_type = excluded.key_type, fingerprint = excluded.fingerprint, "
                        "public_key = excluded.public_key, detail = excluded.detail"_s,
                    {info.id.toString(), info.name, kindName(info.kind), info.user, info.keyType, info.fingerprint, info.publicKey, info.detail}));
}

Status noteUsed(QSqlDatabase &db, const QList<CredentialId> &ids, const QDateTime &at)
{
    for (const CredentialId &id : ids)
        if (const Status saved = done(run(db, u"UPDATE local_secret_index SET last_used_at = ? WHERE secret_id = ?"_s,
                                          {toRfc3339(at), id.toString()}));
            !saved)
            return saved;
    return {};
}

namespace {

QVariantMap sealedColumns(const SealedRecord &record)
{
    const RecordHeader &header = record.header;
    return {{u"vault_id"_s, key(header.vault)}, {u"epoch"_s, header.epoch}, {u"rec_ver"_s, header.version}, {u"suite"_s, 1}, {u"record_type"_s, header.type},
            {u"payload_schema"_s, header.schema}, {u"author"_s, key(header.author)}, {u"device"_s, key(header.device)},
            {u"hlc"_s, header.hlc}, {u"salt"_s, record.box.salt}, {u"commit_tag"_s, record.box.commitment},
            {u"ct"_s, record.box.ciphertext}, {u"sig"_s, record.signature}};
}

QVariantMap clearColumns(const CredentialInfo &info)
{
    return {{u"expires_at"_s, timeOrNull(info.expiresAt)}, {u"rotation_days"_s, info.rotationDays},
            {u"rotated_at"_s, timeOrNull(info.rotatedAt)}, {u"snoozed_until"_s, timeOrNull(info.snoozedUntil)},
            {u"snooze_reason"_s, textOrNull(info.snoozeReason)}, {u"revoked_at"_s, timeOrNull(info.revokedAt)}};
}

Status keepInIndex(storage::Command &command, const CredentialInfo &info, quint64 version)
{
    command.describe(info.id.toString(), info.name);
    const Status index = saveIndex(command.database(), info);
    if (!index && index.error().code == Errc::Conflict)
        return std::unexpected(Error{.code = Errc::Conflict, .text = tr("There is a credential named “%1” already.").arg(info.name),
                                     .detail = index.error().detail, .hint = tr("Choose another name.")});
    return index ? noteSeen(command.database(), info.id, version) : index;
}

} // namespace

Status insertRecord(storage::Command &command, const SealedRecord &record, const CredentialInfo &info)
{
    const QString now = toRfc3339(command.now());
    QVariantMap fields = sealedColumns(record);
    fields.insert(clearColumns(info));
    fields.insert(u"created_at"_s, now);
    fields.insert(u"changed_at"_s, now);
    Status row = requireEpoch(command, record.header);
    if (row)
        row = command.insert(u"secret"_s, record.header.record, fields);
    return row ? keepInIndex(command, info, record.header.version) : row;
}

Status updateRecord(storage::Command &command, const SealedRecord &record, const CredentialInfo &info)
{
    QVariantMap fields = sealedColumns(record);
    fields.insert(clearColumns(info));
    fields.insert(u"changed_at"_s, toRfc3339(command.now()));
    Status row = requireEpoch(command, record.header);
    if (row)
        row = command.set(u"secret"_s, record.header.record, fields);
    return row ? keepInIndex(command, info, record.header.version) : row;
}

Status replaceSeal(storage::Command &command, const SealedRecord &record)
{
    Status row = requireEpoch(command, record.header);
    if (row)
        row = command.set(u"secret"_s, record.header.record, sealedColumns(record));
    return row ? noteSeen(command.database(), CredentialId(record.header.record), record.header.version) : row;
}

Status setColumns(storage::Command &command, CredentialId id, const QVariantMap &columns)
{
    return command.set(u"secret"_s, id.uuid(), columns);
}

Status removeRecord(storage::Command &command, CredentialId id)
{
    QSqlDatabase &db = command.database();
    Result<QSqlQuery> used = run(db, u"SELECT 1 FROM row_secret_attachment WHERE secret_id = ? LIMIT 1"_s, {id.toString()});
    if (!used)
        return std::unexpected(used.error());
    if (used->next())
        return std::unexpected(Error{.code = Errc::Conflict, .text = tr("The credential is still attached to an instance."),
                                     .detail = {}, .hint = tr("Detach it first: aiops credential detach NAME INSTANCE")});
    used->finish();
    if (const Status hidden = removeHiddenOf(command, id); !hidden)
        return hidden;
    for (const QString &table : {u"local_secret_index"_s, u"local_secret_seen"_s})
        if (const Status gone = done(run(db, u"DELETE FROM %1 WHERE secret_id = ?"_s.arg(table), {id.toString()})); !gone)
            return gone;
    return command.remove(u"secret"_s, id.uuid());
}

Result<SealedRecord> record(const QSqlDatabase &db, CredentialId id)
{
    Result<QSqlQuery> query = run(db, u"SELECT s.vault_id, s.epoch, s.rec_ver, s.record_type, s.payload_schema, s.author, s.device, s.hlc, "
                                      "s.salt, s.commit_tag, s.ct, s.sig, v.organization_id FROM row_secret s LEFT JOIN row_vault v ON v.id = s.vault_id WHERE s.id = ?"_s,
                                  {id.toString()});
    if (!query)
        return std::unexpected(query.error());
    if (!query->next())
        return std::unexpected(integrityError(u"record is missing"_s));
    const auto uuid = [&query](int column) { return idOf(query->value(column)); };
    const auto bytes = [&query](int column) { return query->value(column).toByteArray(); };
    return SealedRecord{.header = {.organization = uuid(12), .vault = uuid(0), .epoch = query->value(1).toULongLong(),
                                   .record = id.uuid(), .type = query->value(3).toString(),
                                   .schema = query->value(4).toULongLong(), .version = query->value(2).toULongLong(),
                                   .author = uuid(5), .device = uuid(6), .hlc = query->value(7).toULongLong()},
                        .box = {.salt = bytes(8), .commitment = bytes(9), .ciphertext = bytes(10)},
                        .signature = bytes(11)};
}

Result<quint64> highestVersionSeen(const QSqlDatabase &db, CredentialId id)
{
    Result<QSqlQuery> query = run(db, u"SELECT rec_ver FROM local_secret_seen WHERE secret_id = ?"_s, {id.toString()});
    if (!query)
        return std::unexpected(query.error());
    return query->next() ? query->value(0).toULongLong() : quint64(0);
}

Status noteSeen(QSqlDatabase &db, CredentialId id, quint64 version)
{
    return done(run(db, u"INSERT INTO local_secret_seen(secret_id, rec_ver) VALUES (?, ?) "
                        "ON CONFLICT(secret_id) DO UPDATE SET rec_ver = max(rec_ver, excluded.rec_ver)"_s,
                    {id.toString(), version}));
}

} // namespace aiops::vault::store
