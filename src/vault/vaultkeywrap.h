#pragma once

#include "vault/identity.h"

#include <QUuid>

namespace aiops::vault {

/// A vault key of one epoch, sealed to one member and signed by who granted it (docs/formats/vault-v1.md, "Wrap").
struct VaultKeyWrap
{
    QUuid organization;
    QUuid vault;
    quint64 epoch = 0;
    QUuid recipient;
    QByteArray recipientKey; ///< X25519 public
    QUuid granter;
    HpkeBox box;
    QByteArray signature;

    QByteArray context() const;
    QByteArray signedBytes() const;
    QByteArray toBytes() const;
    static Result<VaultKeyWrap> fromBytes(QByteArrayView bytes); ///< Errors: Integrity.
};

/// `wrap` says for whom and which vault; box and signature are made here.
Result<VaultKeyWrap> wrapVaultKey(VaultKeyWrap wrap, const Secret &vaultKey, const Identity &granter);
/// Errors: Integrity: signed by another, for another, or changed.
Result<Secret> unwrapVaultKey(const VaultKeyWrap &wrap, const Identity &recipient, const QByteArray &granterKey);

} // namespace aiops::vault
