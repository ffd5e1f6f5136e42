#pragma once

#include "vault/throttle.h"
#include "vault/userbundle.h"
#include "vault/vaultkeywrap.h"
#include "vault/vaultring.h"

#include <QHash>

namespace aiops::vault {

struct RecordHeader;

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
    QList<SealedVault> vaults; ///< every vault, the personal one above with its links too
};

/// What an unlocked vault holds in memory: the keys of the user and of every vault. Wiped with the last pointer to it.
struct VaultKeys
{
    QUuid organization;
    QUuid vault; ///< the personal one, whose newest key is `vaultKey`
    QUuid user;
    QUuid device;
    quint64 epoch = 1;
    Identity identity;
    Secret vaultKey;
    QHash<QUuid, VaultRing> rings = {}; ///< of the other vaults, and the older keys of the personal one

    /// Where something new of a vault is sealed; a null id is the personal one.
    struct Seal
    {
        QUuid organization;
        QUuid vault;
        quint64 epoch = 1;
        const Secret *key = nullptr; ///< lives as long as the keys
    };
    Result<Seal> sealFor(const QUuid &id) const; ///< Errors: NotFound, Integrity (its rows were tampered with).
    /// The key that a record says it was sealed with. Errors: Integrity: no such vault, no such epoch.
    Result<const Secret *> keyFor(const RecordHeader &header) const;
    std::shared_ptr<VaultKeys> clone() const;
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
/// With the key of the personal vault at hand too.
std::shared_ptr<const VaultKeys> keysOf(const VaultFile &file, Identity identity, Secret vaultKey);
/// Every key of one vault that is open. Errors: NotFound, Integrity.
Result<VaultRing> ringOf(const VaultKeys &keys, const QUuid &vault);
/// The same keys under another passphrase. Same errors.
Result<QByteArray> rewrapBundle(const VaultFile &file, const Secret &old, const Secret &fresh, const KdfCost &cost);

} // namespace aiops::vault
