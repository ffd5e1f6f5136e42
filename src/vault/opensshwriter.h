#pragma once

#include "core/secret.h"
#include "vault/opensslkey.h"

#include <QByteArray>

namespace aiops::vault {

/// An openssh-key-v1 file (PROTOCOL.key of OpenSSH) as `ssh` reads it everywhere; with a passphrase under bcrypt (16 rounds,
/// about 0.2 s: call it in a pool) and AES-256-CTR.
Secret writeOpensshKey(EVP_PKEY *key, const QByteArray &publicBlob, const QByteArray &comment, const Secret *passphrase);

} // namespace aiops::vault
