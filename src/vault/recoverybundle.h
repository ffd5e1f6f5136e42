#pragma once

#include "vault/identity.h"
#include "vault/vaultkeys.h"

namespace aiops::vault {

/// The private keys of the user, sealed for the key of a recovery kit (docs/formats/vault-v1.md, "Recovery").
struct RecoveryBundle
{
    QUuid vault;
    QUuid user;
    QUuid recipient;
    QByteArray recipientKey;  ///< X25519 public, of the kit
    QByteArray x25519Public;  ///< of the user
    QByteArray ed25519Public;
    HpkeBox box;

    QByteArray context() const;
    QByteArray toBytes() const;
    static Result<RecoveryBundle> fromBytes(QByteArrayView bytes); ///< Errors: Integrity.
};

RecoveryBundle sealForRecovery(RecoveryBundle bundle, const Identity &identity);
/// Errors: Integrity.
Result<Identity> openWithRecovery(const RecoveryBundle &bundle, const Secret &x25519Private);

/// The X25519 public half of a kit.
QByteArray recoveryPublic(const Secret &x25519Private);

} // namespace aiops::vault
