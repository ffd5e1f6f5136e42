#pragma once

#include "vault/exportcontent.h"
#include "vault/record.h"
#include "vault/vault.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

/// The SQL of export, import and recovery. Reads on any connection; what takes a Command belongs to one transaction.
namespace aiops::vault::store {

struct ExportRow
{
    SealedRecord record;
    quint64 seen = 0;
    QString name;         ///< of the index, for messages
    QByteArray metadata;  ///< as in ExportedRecord
};

/// Empty `ids`: all of them, sorted by name.
Result<QList<ExportRow>> exportRows(const QSqlDatabase &db, const QList<CredentialId> &ids);
Result<QList<ExportedVault>> exportVaults(const QSqlDatabase &db);

/// insertRecord() with the times and dates of `metadata`, as far as they can be read.
Status insertImported(storage::Command &command, const SealedRecord &record, const CredentialInfo &info, const QByteArray &metadata);
/// A new version of a record that is there.
Status replaceRecord(storage::Command &command, const SealedRecord &record, const CredentialInfo &info);

struct RecoveryRow
{
    QUuid id;
    QUuid recipient;
    QByteArray publicKey;
    QByteArray wrap;   ///< VaultKeyWrap
    QByteArray bundle; ///< RecoveryBundle
    QDateTime createdAt;
};

Result<std::optional<RecoveryRow>> recoveryRow(const QSqlDatabase &db, const QUuid &vault);
/// Takes the place of every earlier kit.
Status saveRecovery(storage::Command &command, const QUuid &vault, quint64 epoch, const RecoveryRow &row);
/// The same kit opens the key of another epoch. `id`: of RecoveryRow.
Status saveRecoveryWrap(storage::Command &command, const QUuid &id, quint64 epoch, const QByteArray &wrap);

/// A value that never leaves this computer.
Result<QString> localValue(const QSqlDatabase &db, const QString &key);
Status saveLocalValue(QSqlDatabase &db, const QString &key, const QString &value);

} // namespace aiops::vault::store
