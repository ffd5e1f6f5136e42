#include "vault/rotationstore.h"

#include "core/text.h"
#include "storage/command.h"
#include "storage/sqlerror.h"
#include "vault/vaultrowstore.h"
#include "vault/vaultstore.h"

#include <QJsonDocument>
#include <QSqlQuery>

namespace aiops::vault::store {

using namespace Qt::StringLiterals;

namespace {

QString key(const QUuid &id)
{
    return id.toString(QUuid::WithoutBraces);
}

QVariant orNull(const QString &text)
{
    return text.isEmpty() ? QVariant(QMetaType::fromType<QString>()) : QVariant(text);
}

QVariant orNull(CredentialId id)
{
    return orNull(id.isNull() ? QString() : id.toString());
}

QDateTime timeOf(const QVariant &value)
{
    return QDateTime::fromString(value.toString(), Qt::ISODateWithMs);
}

Result<QSqlQuery> run(const QSqlDatabase &db, const QString &sql, const QVariantList &values = {})
{
    QSqlDatabase handle = db;
    return storage::run(handle, sql, values);
}

Rotation rotationFrom(const QSqlQuery &row)
{
    Rotation rotation;
    rotation.id = QUuid::fromString(row.value(0).toString());
    rotation.credential = CredentialId::parse(row.value(1).toString());
    rotation.method = row.value(2).toString();
    rotation.step = parseStep(row.value(3).toString()).value_or(RotationStep::Failed);
    rotation.fresh = CredentialId::parse(row.value(4).toString());
    rotation.old = CredentialId::parse(row.value(5).toString());
    rotation.plan = QJsonDocument::fromJson(row.value(6).toString().toUtf8()).object();
    rotation.message = row.value(7).toString();
    rotation.startedAt = timeOf(row.value(8));
    rotation.endedAt = timeOf(row.value(9));
    return rotation;
}

Result<QList<RotationTarget>> targetsOf(const QSqlDatabase &db, const QUuid &rotation)
{
    Result<QSqlQuery> query = run(db, u"SELECT id, instance_id, state, message, changed_at FROM row_rotation_target WHERE rotation_id = ? ORDER BY id"_s,
                                  {key(rotation)});
    if (!query)
        return std::unexpected(query.error());
    QList<RotationTarget> targets;
    while (query->next())
        targets.append({QUuid::fromString(query->value(0).toString()), InstanceId::parse(query->value(1).toString()),
                        parseStep(query->value(2).toString()).value_or(RotationStep::Failed), query->value(3).toString(),
                        timeOf(query->value(4))});
    return targets;
}

/// Of a key both values are tried, the new one first; of a password the one that holds there.
QList<CredentialId> inUse(const Rotation &rotation, RotationStep step, InstanceId)
{
    const bool hasNew = step == RotationStep::Deployed || step == RotationStep::Verified || step == RotationStep::Revoking;
    if (!rotation.fresh.isNull()) // not adopted yet: the credential has the old value
        return hasNew ? QList{rotation.fresh, rotation.credential} : QList{rotation.credential, rotation.fresh};
    if (rotation.old.isNull() || step == RotationStep::OldRevoked)
        return {};
    const bool isKey = rotation.method == "ssh"_L1;
    return isKey || hasNew ? QList{rotation.credential, rotation.old} : QList{rotation.old, rotation.credential};
}

} // namespace

Result<QList<Rotation>> rotations(const QSqlDatabase &db, CredentialId only)
{
    const QString where = only.isNull() ? QString() : u"WHERE secret_id = ? "_s;
    Result<QSqlQuery> query = run(db, u"SELECT id, secret_id, method, state, fresh_id, old_id, plan, message, started_at, ended_at FROM row_rotation "_s
                                          + where + u"ORDER BY started_at DESC, id DESC"_s,
                                  only.isNull() ? QVariantList() : QVariantList{only.toString()});
    if (!query)
        return std::unexpected(query.error());
    QList<Rotation> out;
    while (query->next())
        out.append(rotationFrom(*query));
    query->finish();
    for (Rotation &rotation : out) {
        Result<QList<RotationTarget>> targets = targetsOf(db, rotation.id);
        if (!targets)
            return std::unexpected(targets.error());
        rotation.targets = std::move(*targets);
    }
    return out;
}

Result<QList<CredentialId>> recordsDuringRotation(const QSqlDatabase &db, CredentialId credential, InstanceId instance)
{
    const Result<QList<Rotation>> all = rotations(db, credential);
    if (!all || all->isEmpty())
        return all ? Result<QList<CredentialId>>(QList<CredentialId>()) : std::unexpected(all.error());
    const Rotation &last = all->constFirst();
    const auto target = std::ranges::find(last.targets, instance, &RotationTarget::instance);
    return target == last.targets.end() ? QList<CredentialId>() : inUse(last, target->step, instance);
}

Status insertRotation(storage::Command &command, const Rotation &rotation)
{
    const QString plan = QString::fromUtf8(QJsonDocument(rotation.plan).toJson(QJsonDocument::Compact));
    return command.insert(u"rotation"_s, rotation.id,
                          {{u"secret_id"_s, rotation.credential.toString()}, {u"method"_s, rotation.method}, {u"state"_s, stepName(rotation.step)},
                           {u"fresh_id"_s, orNull(rotation.fresh)}, {u"old_id"_s, orNull(rotation.old)}, {u"plan"_s, plan},
                           {u"message"_s, orNull(rotation.message)}, {u"started_at"_s, toRfc3339(rotation.startedAt)},
                           {u"ended_at"_s, orNull(toRfc3339(rotation.endedAt))}});
}

Status setRotation(storage::Command &command, const QUuid &id, const QVariantMap &columns)
{
    return command.set(u"rotation"_s, id, columns);
}

Status insertTarget(storage::Command &command, const QUuid &rotation, const RotationTarget &target)
{
    return command.insert(u"rotation_target"_s, target.id,
                          {{u"rotation_id"_s, key(rotation)}, {u"instance_id"_s, target.instance.toString()}, {u"state"_s, stepName(target.step)},
                           {u"message"_s, orNull(target.message)}, {u"changed_at"_s, toRfc3339(command.now())}});
}

Status setTarget(storage::Command &command, const QUuid &id, RotationStep step, const QString &message)
{
    return command.set(u"rotation_target"_s, id,
                       {{u"state"_s, stepName(step)}, {u"message"_s, orNull(message)}, {u"changed_at"_s, toRfc3339(command.now())}});
}

Status insertHidden(storage::Command &command, const SealedRecord &record)
{
    const RecordHeader &header = record.header;
    const QString now = toRfc3339(command.now());
    if (const Status isNow = requireEpoch(command, header); !isNow)
        return isNow;
    const Status row = command.insert(u"secret"_s, header.record,
                                      {{u"vault_id"_s, key(header.vault)}, {u"epoch"_s, header.epoch}, {u"rec_ver"_s, header.version}, {u"suite"_s, 1},
                                       {u"record_type"_s, header.type}, {u"payload_schema"_s, header.schema}, {u"author"_s, key(header.author)},
                                       {u"device"_s, key(header.device)}, {u"hlc"_s, header.hlc}, {u"salt"_s, record.box.salt},
                                       {u"commit_tag"_s, record.box.commitment}, {u"ct"_s, record.box.ciphertext}, {u"sig"_s, record.signature},
                                       {u"created_at"_s, now}, {u"changed_at"_s, now}});
    return row ? noteSeen(command.database(), CredentialId(header.record), header.version) : row;
}

Status removeHidden(storage::Command &command, CredentialId id)
{
    if (id.isNull())
        return {};
    const Result<QSqlQuery> seen = run(command.database(), u"DELETE FROM local_secret_seen WHERE secret_id = ?"_s, {id.toString()});
    if (!seen)
        return std::unexpected(seen.error());
    const Status gone = command.remove(u"secret"_s, id.uuid());
    return gone || gone.error().code == Errc::NotFound ? Status() : gone;
}

Status removeHiddenOf(storage::Command &command, CredentialId credential)
{
    const Result<QList<Rotation>> all = rotations(command.database(), credential);
    if (!all)
        return std::unexpected(all.error());
    for (const Rotation &rotation : *all)
        for (const CredentialId &hidden : {rotation.fresh, rotation.old})
            if (const Status gone = removeHidden(command, hidden); !gone)
                return gone;
    return {};
}

} // namespace aiops::vault::store
