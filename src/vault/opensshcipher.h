#pragma once

#include "core/error.h"
#include "core/secret.h"

namespace aiops::vault {

/// The protected part of an openssh-key-v1 file and how it was encrypted.
struct ProtectedPart
{
    QByteArrayView cipher;
    QByteArrayView kdf;
    QByteArrayView kdfOptions;
    QByteArrayView data;
    QByteArrayView tag; ///< what follows `data`: only authenticated ciphers have it
};

/// Errors: NoInput (a passphrase is needed), WrongPassphrase, Invalid (unknown cipher, absurd rounds, damaged).
Result<Secret> decryptPart(const ProtectedPart &part, const Secret *passphrase);

} // namespace aiops::vault
