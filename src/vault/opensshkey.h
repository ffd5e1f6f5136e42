#pragma once

#include "core/secret.h"
#include "vault/opensslkey.h"

namespace aiops::vault {

/// Reads the text of an "openssh-key-v1" file (OpenSSH's PROTOCOL.key). `passphrase` may be null.
/// Errors: NoInput (a passphrase is needed), WrongPassphrase, Invalid.
Result<OpensslKey> readOpensshKey(QByteArrayView text, const Secret *passphrase);

} // namespace aiops::vault
