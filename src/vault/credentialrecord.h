#pragma once

#include "vault/payload.h"
#include "vault/record.h"
#include "vault/sshkey.h"
#include "vault/vault.h"
#include "vault/vaultkeys.h"

namespace aiops::vault {

/// Name and user as they will be kept. Errors: Invalid.
Status checkNew(NewCredential &credential);

struct MadeRecord
{
    SealedRecord record;
    CredentialInfo info;
};

/// Reads the key file, where it is one, and seals. Call it in a pool. Errors: those of SshKey::fromFile, Invalid.
Result<MadeRecord> makeRecord(const NewCredential &credential, const VaultKeys &keys, const QDateTime &now);

struct OpenedRecord
{
    CredentialInfo info;
    std::shared_ptr<const Secret> password;
    std::optional<SshKey> key;
};

/// All checks of security.md 3.4. Call it in a pool. Errors: Integrity.
Result<OpenedRecord> openCredential(const SealedRecord &record, const VaultKeys &keys, quint64 highestVersionSeen);

} // namespace aiops::vault
