#pragma once

#include "vault/exportheader.h"
#include "vault/vault.h"

namespace aiops::vault {

struct VaultKeys;

/// What a file needs that an unlocked vault seals: nobody types a passphrase, so that a schedule can write it.
struct FileSeal
{
    QByteArray keys;                         ///< of the header: who may open it
    std::shared_ptr<const Secret> key;       ///< 32 bytes, of this file only
    std::shared_ptr<const VaultKeys> signer; ///< whose identity signs
    KdfCost cost;                            ///< for a file that has a passphrase of its own
};

/// The keys of backup files (docs/formats/export-v1.md, "File keys"). Main thread.
class VaultSeal final
{
public:
    explicit VaultSeal(const Vault &vault) : m_vault(vault) {}

    /// For the file with this id. Errors: VaultLocked, VaultMissing.
    Result<FileSeal> seal(const QUuid &file) const;
    /// Without the vault: a file that only its own passphrase opens is signed when the vault is open at this moment.
    FileSeal sealWithPassphrase() const;
    /// The key of a file of this very vault. Errors: VaultLocked, NotFound (of another vault), Corrupt.
    Result<Secret> open(const ExportHeader &header) const;

private:
    const Vault &m_vault;
};

/// The key of a file that a vault sealed, with what opened that vault when the file was written. Both derive keys or may:
/// call them in a pool. Errors: WrongPassphrase, Corrupt, Integrity, Invalid (the kit's code).
Result<Secret> fileKeyWithPassphrase(const ExportHeader &header, const Secret &passphrase);
Result<Secret> fileKeyWithKit(const ExportHeader &header, const Secret &code);

} // namespace aiops::vault
