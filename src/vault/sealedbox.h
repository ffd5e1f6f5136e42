#pragma once

#include "core/error.h"
#include "core/secret.h"

#include <QByteArray>

#include <optional>

namespace aiops::vault {

/// AES-256-GCM ciphertext under a key used once: HKDF(key, salt) gives the AEAD key and a commitment to it, so the
/// nonce is constant and no counter can be lost.
struct SealedBox
{
    QByteArray salt;       ///< 32 bytes
    QByteArray commitment; ///< 16 bytes
    QByteArray ciphertext; ///< padded plaintext and 16 bytes of tag

    bool operator==(const SealedBox &) const = default;
};

/// Pads to a multiple of 256 bytes, so that sizes tell little. `info` starts with "aiops/v1/". Any thread.
SealedBox seal(const Secret &key, QByteArrayView info, const QByteArray &aad, const Secret &plaintext);
/// Nothing when key, aad or any byte of the box is not what it was.
std::optional<Secret> unseal(const Secret &key, QByteArrayView info, const QByteArray &aad, const SealedBox &box);

/// What a person sees when sealed or signed data does not verify.
Error integrityError(const QString &detail);

} // namespace aiops::vault
