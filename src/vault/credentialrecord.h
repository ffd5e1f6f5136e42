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
    CredentialInfo info; ///< with the version that is to be written and the vault that it is for
    std::shared_ptr<const Secret> payload; ///< JSON
    quint64 schema = 1;
};

/// Reads the key file, where it is one. Call it in a pool. Errors: those of SshKey::fromFile, Invalid.
Result<Draft> draftRecord(const NewCredential &credential, const QDateTime &now);
struct OpenedRecord;
/// The next version of `old`, whose clear columns are in `known`. Call it in a pool. Errors as above.
Result<Draft> draftEdit(const OpenedRecord &old, const CredentialInfo &known, const CredentialEdit &edit, const QDateTime &now);
/// `hlc`: from the command that writes the record, so that it never goes back (security.md 3.4). Well below 1 ms.
/// `type` "credential-…": a record that no list shows (a value during its rotation).
/// Errors: those of VaultKeys::sealFor().
Result<SealedRecord> sealDraft(const Draft &draft, const VaultKeys &keys, quint64 hlc, const QString &type = QStringLiteral("credential"));

struct OpenedRecord
{
    CredentialInfo info; ///< what the record itself says: times and rotation are columns beside it
    std::shared_ptr<const Payload> payload;
    std::shared_ptr<const Secret> password; ///< what signs in by typing: passwords, database logins
    std::optional<SshKey> key;
};

Result<Secret> givenValue(const OpenedRecord &record); ///< the sealed value as a person would give it

/// The checks of security.md 3.4 without those of the payload: author, vault, epoch, signature, seal, version.
Result<Secret> openPayload(const SealedRecord &record, const VaultKeys &keys, quint64 highestVersionSeen);
/// What a payload says: its schema, kind and key. Errors: Integrity.
Result<OpenedRecord> readPayload(const RecordHeader &header, const Secret &json);
/// Both. Call it in a pool. Errors: Integrity.
Result<OpenedRecord> openCredential(const SealedRecord &record, const VaultKeys &keys, quint64 highestVersionSeen);

} // namespace aiops::vault
