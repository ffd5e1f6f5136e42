#pragma once

#include "vault/throttle.h"
#include "vault/userbundle.h"
#include "vault/vaultkeywrap.h"

namespace aiops::vault {

/// What the database keeps of the vault: nothing of it opens without the passphrase.
struct VaultFile
{
    QUuid organization; ///< null: solo
    QUuid vault;
    QUuid user;
    QUuid device;
    quint64 epoch = 1;
    QByteArray bundle;
    QByteArray wrap;
    KdfCost lastSeen{.memoryKiB = 0, .passes = 0, .lanes = 0}; ///< of the last unlock on this computer
    Throttle throttle;
};

/// What an unlocked vault holds in memory. Wiped with the last pointer to it.
struct VaultKeys
{
    QUuid organization;
    QUuid vault;
    QUuid user;
    QUuid device;
    quint64 epoch = 1;
    Identity identity;
    Secret vaultKey;
};

struct NewVault
{
    VaultFile file;
    std::shared_ptr<const VaultKeys> keys;
};

/// These three derive keys: call them in a pool.
Result<NewVault> makeVault(const Secret &passphrase, const KdfCost &cost);
/// Errors: WrongPassphrase, Integrity, TooNew.
Result<std::shared_ptr<const VaultKeys>> openVault(const VaultFile &file, const Secret &passphrase);
/// With the private keys of the user at hand: no passphrase, no derivation. Errors: Integrity.
Result<std::shared_ptr<const VaultKeys>> openVaultWith(const VaultFile &file, Identity identity);
/// The same keys under another passphrase. Same errors.
Result<QByteArray> rewrapBundle(const VaultFile &file, const Secret &old, const Secret &fresh, const KdfCost &cost);

} // namespace aiops::vault
