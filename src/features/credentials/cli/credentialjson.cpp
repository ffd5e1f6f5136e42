#include "features/credentials/cli/credentialjson.h"

#include "core/text.h"
#include "inventory/inventory.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(toRfc3339(time)) : QJsonValue();
}

QJsonArray usedBy(CredentialId id, const QList<vault::Attachment> &attachments, const inventory::Inventory &inventory)
{
    QJsonArray out;
    for (const vault::Attachment &one : attachments) {
        if (one.credential != id)
            continue;
        const Result<inventory::Instance> instance = inventory.instance(one.instance);
        out.append(QJsonObject{{u"instance_id"_s, one.instance.toString()},
                               {u"instance"_s, instance ? instance->name : QString()},
                               {u"purpose"_s, purposeName(one.purpose)},
                               {u"personal"_s, !one.person.isNull()}});
    }
    return out;
}

} // namespace

QList<cli::Column> credentialColumns()
{
    return {{u"id"_s, tr("Id")}, {u"name"_s, tr("Name")}, {u"kind"_s, tr("Kind")}, {u"user"_s, tr("User")}, {u"vault"_s, tr("Vault")},
            {u"key_type"_s, tr("Key type")}, {u"fingerprint"_s, tr("Fingerprint")}, {u"public_key"_s, tr("Public key")},
            {u"detail"_s, tr("Detail")}, {u"version"_s, tr("Version")}, {u"expires_at"_s, tr("Expires")},
            {u"rotation_days"_s, tr("Rotation, days")}, {u"rotated_at"_s, tr("Rotated")}, {u"due_at"_s, tr("Due")},
            {u"snoozed_until"_s, tr("Snoozed until")}, {u"revoked_at"_s, tr("Revoked")}, {u"created_at"_s, tr("Created")}, {u"changed_at"_s, tr("Changed")}, {u"last_used_at"_s, tr("Last used")},
            {u"used_by"_s, tr("Used by")}};
}

QList<cli::Column> credentialListColumns()
{
    return {{u"name"_s, tr("Name")}, {u"kind"_s, tr("Kind")}, {u"user"_s, tr("User")}, {u"vault"_s, tr("Vault")}, {u"detail"_s, tr("Detail")},
            {u"fingerprint"_s, tr("Fingerprint")}, {u"due_at"_s, tr("Due")}, {u"last_used_at"_s, tr("Last used")}};
}

QJsonObject toJson(const vault::CredentialInfo &info, const QList<vault::Attachment> &attachments,
                   const inventory::Inventory &inventory)
{
    return {{u"id"_s, info.id.toString()}, {u"name"_s, info.name}, {u"kind"_s, vault::kindName(info.kind)}, {u"user"_s, info.user},
            {u"vault"_s, info.vaultName}, {u"key_type"_s, info.keyType}, {u"fingerprint"_s, info.fingerprint}, {u"public_key"_s, info.publicKey},
            {u"detail"_s, info.detail}, {u"version"_s, qint64(info.version)}, {u"expires_at"_s, timeOrNull(info.expiresAt)},
            {u"rotation_days"_s, info.rotationDays}, {u"rotated_at"_s, timeOrNull(info.rotatedAt)}, {u"due_at"_s, timeOrNull(info.dueAt())},
            {u"snoozed_until"_s, timeOrNull(info.snoozedUntil)}, {u"revoked_at"_s, timeOrNull(info.revokedAt)},
            {u"created_at"_s, timeOrNull(info.createdAt)}, {u"changed_at"_s, timeOrNull(info.changedAt)},
            {u"last_used_at"_s, timeOrNull(info.lastUsedAt)}, {u"used_by"_s, usedBy(info.id, attachments, inventory)}};
}

QString usersAsText(const QJsonObject &credential)
{
    QStringList users;
    for (const QJsonValue user : credential.value(u"used_by"_s).toArray())
        users.append(tr("%1 (%2)").arg(user[u"instance"_s].toString(), user[u"purpose"_s].toString()));
    return users.join(u", "_s);
}

} // namespace aiops::credentials
