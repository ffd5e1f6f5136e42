#pragma once

#include "core/secret.h"

namespace aiops::vault {

/// The key derivation of encrypted openssh-key-v1 files. `passphrase` and `salt` not empty, rounds at least 1.
/// About 10 ms a round: call it in a pool. Any thread.
Secret bcryptPbkdf(const Secret &passphrase, QByteArrayView salt, quint32 rounds, qsizetype size);

} // namespace aiops::vault
