#pragma once

#include "core/error.h"
#include "core/secret.h"

namespace aiops::credentials {

/// The text of a private key file of at most 64 KiB, read without a buffer that outlives it. Errors: NotFound, Invalid
/// (a folder, a public key), TooLarge, Failed (may not be read).
Result<Secret> readKeyFile(const QString &path);
/// What a paste holds. Error Invalid when it is not a private key.
Result<Secret> keyOfClipboard();

} // namespace aiops::credentials
