#include "storage/command.h"
#include "vault/rowvalues.h"
#include "vault/vaultstore.h"

#include <QCoreApplication>

namespace aiops::vault::store {

using namespace Qt::StringLiterals;

namespace {

Result<QList<Attachment>> attachmentsWhere(const QSqlDatabase &db, const QString &where, const QVariantList &values)
{
    Result<QSqlQuery> query = run(db, u"SELECT id, secret_id, instance_id, purpose, person FROM row_secret_attachment "_s + where + u" ORDER BY id"_s, values);
    if (!query)
        return std::unexpected(query.error());
    QList<Attachment> out;
    while (query->next()) {
        const Result<Purpose> purpose = parsePurpose(query->value(3).toString());
        if (purpose)
            out.append({QUuid::fromString(query->value(0).toString()), CredentialId::parse(query->value(1).toString()),
                        InstanceId::parse(query->value(2).toString()), *purpose, QUuid::fromString(query->value(4).toString())});
    }
    return out;
}

} // namespace

Result<QList<Attachment>> attachments(const QSqlDatabase &db)
{
    return attachmentsWhere(db, {}, {});
}

Result<QList<Attachment>> attachmentsOf(const QSqlDatabase &db, CredentialId id)
{
    return attachmentsWhere(db, u"WHERE secret_id = ?"_s, {id.toString()});
}

Result<QList<Attachment>> attachmentsAt(const QSqlDatabase &db, InstanceId id)
{
    return attachmentsWhere(db, u"WHERE instance_id = ?"_s, {id.toString()});
}

Status insertAttachment(storage::Command &command, const Attachment &attachment)
{
    Status stored = command.insert(u"secret_attachment"_s, attachment.id,
                                   {{u"secret_id"_s, attachment.credential.toString()},
                                    {u"instance_id"_s, attachment.instance.toString()},
                                    {u"purpose"_s, purposeName(attachment.purpose)},
                                    {u"person"_s, keyOrNull(attachment.person)}});
    if (!stored && stored.error().code == Errc::Conflict)
        stored.error().text = QCoreApplication::translate("aiops::vault", "The credential is attached to this instance already.");
    return stored;
}

Status removeAttachment(storage::Command &command, const QUuid &id)
{
    return command.remove(u"secret_attachment"_s, id);
}

Result<QList<InstancePlace>> instancePlaces(const QSqlDatabase &db)
{
    Result<QSqlQuery> query = run(db, u"SELECT id, name, address, port, user FROM row_instance WHERE archived_at IS NULL"_s);
    if (!query)
        return std::unexpected(query.error());
    QList<InstancePlace> out;
    while (query->next())
        out.append({InstanceId(idOf(query->value(0))), query->value(1).toString(), query->value(2).toString(), query->value(3).toInt(), query->value(4).toString()});
    return out;
}

} // namespace aiops::vault::store
