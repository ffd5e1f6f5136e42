#pragma once

#include "core/error.h"

namespace aiops::vault {

/// Whether the OpenSSL that was found at run time has what the vault needs (3.2: Argon2id, HPKE). Error Failed.
Status checkVersion();

} // namespace aiops::vault
