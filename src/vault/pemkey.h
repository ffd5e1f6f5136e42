#pragma once

#include "core/secret.h"
#include "vault/opensslkey.h"

namespace aiops::vault {

/// Reads PKCS#8, PKCS#1 and SEC1 in PEM (RFC 7468, RFC 1421), also encrypted. `passphrase` may be null.
/// Errors: NoInput (a passphrase is needed), WrongPassphrase, Invalid.
Result<OpensslKey> readPemKey(QByteArrayView text, const Secret *passphrase);
/// PKCS#8, not encrypted: only for sealing.
Secret writePemKey(EVP_PKEY *key);

} // namespace aiops::vault
