#pragma once

#include "vault/vault.h"

namespace aiops::vault {

struct RecoveryState
{
    bool exists = false;
    QDateTime createdAt;
    QDateTime testedAt; ///< by `test`, on this computer
    QDateTime dueAt;    ///< of the next test: 180 days after the last one
    bool isDue = false;
};

/// What is printed. Shown once: the vault keeps only its public half.
struct RecoveryKit
{
    std::shared_ptr<const Secret> code; ///< as recoveryCode() writes it
    QUuid vault;
    QString fingerprint; ///< "SHA256:…" of the public half: which kit this is
    QDateTime createdAt;
};

/// The page that is printed or kept as a text file. UTF-8.
Secret kitText(const RecoveryKit &kit);

/// A second way into the vault (security.md 3.8): a key on paper is a recipient of the vault key and of the user's own
/// keys. Main thread; derivations run in Qt's pool.
class VaultRecovery final
{
public:
    explicit VaultRecovery(Vault &vault) : m_vault(vault) {}

    Result<RecoveryState> state() const;
    /// Makes a new kit; an older one no longer opens the vault. Errors: VaultLocked, VaultMissing.
    Future<RecoveryKit> create(Permit permit);
    /// Opens the vault key and one record with the kit and changes nothing but the date of the test.
    /// Errors: Invalid (the code), NotFound (no kit was made), WrongPassphrase (another kit), Integrity.
    Future<void> test(Permit permit, std::shared_ptr<const Secret> code);
    /// Sets a new passphrase and unlocks. The same keys as before: everything that was signed and sealed stays valid.
    /// Errors: as test(), and Invalid (the passphrase is too weak).
    Future<void> use(Permit permit, std::shared_ptr<const Secret> code, std::shared_ptr<const Secret> fresh);

private:
    Vault &m_vault;
};

} // namespace aiops::vault
