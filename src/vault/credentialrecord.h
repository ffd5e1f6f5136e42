#pragma once

#include "vault/payload.h"
#include "vault/record.h"
#include "vault/sshkey.h"
#include "vault/vault.h"
#include "vault/vaultkeys.h"

namespace aiops::vault {

/// Name and user as they will be kept. Errors: Invalid.
Status checkNew(NewCredential &credential);

/// A credential that is ready to be sealed.
struct Draft
{
    CredentialInfo info;
    std::shared_ptr<const Secret> payload; ///< JSON
};

/// Reads the key file, where it is one. Call it in a pool. Errors: those of SshKey::fromFile, Invalid.
Result<Draft> draftRecord(const NewCredential &credential, const QDateTime &now);
/// `hlc`: from the command that writes the record, so that it never goes back (security.md 3.4). Well below 1 ms.
SealedRecord sealDraft(const Draft &draft, const VaultKeys &keys, quint64 hlc);

struct OpenedRecord
{
    CredentialInfo info;
    std::shared_ptr<const Secret> password;
    std::optional<SshKey> key;
};

/// All checks of security.md 3.4. Call it in a pool. Errors: Integrity.
Result<OpenedRecord> openCredential(const SealedRecord &record, const VaultKeys &keys, quint64 highestVersionSeen);

} // namespace aiops::vault
