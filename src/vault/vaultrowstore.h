#pragma once

#include "vault/record.h"
#include "vault/vaultring.h"
#include "vault/vaults.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

/// The SQL of vaults beside their content; see vaultstore.h.
namespace aiops::vault::store {

/// A vault, or a new epoch of it, as it is written. With its newest key sealed for this user.
struct VaultRow
{
    QUuid id;
    QUuid organization;
    QUuid project;
    QString name;
    quint64 epoch = 1;
    QUuid user;
    QByteArray publicKey; ///< X25519, of the user
    QByteArray wrap;      ///< VaultKeyWrap
};

Result<QList<SealedVault>> sealedVaults(const QSqlDatabase &db, const QUuid &user);
Result<QList<VaultInfo>> vaultInfos(const QSqlDatabase &db); ///< the personal one first, the others by name
/// Errors: Conflict (the name is taken), Invalid (no such organization or project).
Status insertVaultRow(storage::Command &command, const VaultRow &row);
Status renameVault(storage::Command &command, const QUuid &id, const QString &name);
/// Errors: Conflict (something is in it), NotFound.
Status removeVault(storage::Command &command, const QUuid &id, const QString &name);
/// Up to `most` records of a vault that its newest key does not seal, in the order of their ids, those behind `after`.
Result<QList<QUuid>> underOlderKeys(const QSqlDatabase &db, const QUuid &vault, const QUuid &after, int most);
/// The epoch after the one that the vault has, of which `link` (VaultLink) keeps the key. Error Conflict: it has another one.
Status saveNewEpoch(storage::Command &command, const VaultRow &row, const QByteArray &link);
/// Nothing is written under a key that is no longer the newest (security.md 3.7). Error Conflict.
Status requireEpoch(storage::Command &command, const RecordHeader &header);

} // namespace aiops::vault::store
