#pragma once

#include "vault/identity.h"
#include "vault/kdf.h"
#include "vault/sealedbox.h"

#include <QUuid>

namespace aiops::vault {

/// UK of security.md 3.2: what a passphrase unlocks.
struct UnlockKey
{
    Secret wrapKey;        ///< 32 bytes
    QByteArray commitment; ///< 32 bytes
};

/// The private keys of a user, sealed with the passphrase (docs/formats/vault-v1.md, "User bundle").
struct UserBundle
{
    QUuid user;
    bool hasAccountSecret = false; ///< false: solo, the passphrase alone
    KdfCost cost;
    QByteArray kdfSalt; ///< 16 bytes
    QByteArray x25519Public;
    QByteArray ed25519Public;
    QByteArray commitment; ///< 32 bytes
    SealedBox box;

    QByteArray header() const; ///< what the seal authenticates
    QByteArray toBytes() const;
    /// Errors: Integrity, TooNew.
    static Result<UserBundle> fromBytes(QByteArrayView bytes);
};

/// Takes as long as the cost says: call it in a pool.
Result<UnlockKey> deriveUnlockKey(const Secret &passphrase, const QByteArray &kdfSalt, const KdfCost &cost);
Result<UserBundle> makeBundle(const QUuid &user, const Identity &identity, const Secret &passphrase, const KdfCost &cost);
/// Errors: WrongPassphrase, Integrity (before any work when the cost is out of range or below `lastSeen`).
Result<Identity> openBundle(const UserBundle &bundle, const Secret &passphrase, const KdfCost *lastSeen = nullptr);

} // namespace aiops::vault
