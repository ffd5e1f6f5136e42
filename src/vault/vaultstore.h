#pragma once

#include "vault/record.h"
#include "vault/vault.h"
#include "vault/vaultkeys.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

/// The SQL of the vault. Reads on any connection; what takes a Command belongs to one transaction of the writer.
namespace aiops::vault::store {

Result<std::optional<VaultFile>> loadVault(const QSqlDatabase &db);
Status insertVault(storage::Command &command, const VaultFile &file);
Status saveBundle(QSqlDatabase &db, const VaultFile &file);   ///< bundle and last seen cost
Status saveThrottle(QSqlDatabase &db, const Throttle &throttle);

Result<QList<CredentialInfo>> credentials(const QSqlDatabase &db); ///< sorted by name
Result<std::optional<CredentialInfo>> credential(const QSqlDatabase &db, CredentialId id); ///< nothing for one that credentials() would not list
Result<QList<CredentialId>> missingInIndex(const QSqlDatabase &db);
Status saveIndex(QSqlDatabase &db, const CredentialInfo &info);
Status noteUsed(QSqlDatabase &db, const QList<CredentialId> &ids, const QDateTime &at);

Status insertRecord(storage::Command &command, const SealedRecord &record, const CredentialInfo &info);
/// The next version of a record; its clear columns come from `info`.
Status updateRecord(storage::Command &command, const SealedRecord &record, const CredentialInfo &info);
/// The next version of a record with the same content and dates, under another key.
Status replaceSeal(storage::Command &command, const SealedRecord &record);
/// Clear columns only, of the table row_secret.
Status setColumns(storage::Command &command, CredentialId id, const QVariantMap &columns);
Status removeRecord(storage::Command &command, CredentialId id); ///< Errors: NotFound, Conflict while attached.
Result<SealedRecord> record(const QSqlDatabase &db, CredentialId id);
Result<quint64> highestVersionSeen(const QSqlDatabase &db, CredentialId id);
Status noteSeen(QSqlDatabase &db, CredentialId id, quint64 version);

Result<QList<Attachment>> attachments(const QSqlDatabase &db);
Result<QList<Attachment>> attachmentsOf(const QSqlDatabase &db, CredentialId id);
Result<QList<Attachment>> attachmentsAt(const QSqlDatabase &db, InstanceId id);
Status insertAttachment(storage::Command &command, const Attachment &attachment);
Status removeAttachment(storage::Command &command, const QUuid &id);

/// How another computer finds an instance again.
struct InstancePlace
{
    InstanceId id;
    QString name;
    QString address;
    int port = 22;
    QString user;
};
Result<QList<InstancePlace>> instancePlaces(const QSqlDatabase &db); ///< without archived ones

} // namespace aiops::vault::store
