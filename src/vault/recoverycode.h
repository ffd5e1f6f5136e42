#pragma once

#include "core/error.h"
#include "core/secret.h"

namespace aiops::vault {

/// 32 bytes as a person writes them down: 13 groups of four letters and a check letter each, "ABCDE-FGHIJ-…". Base32
/// (RFC 4648), so that no digit looks like a letter. Any thread.
Secret recoveryCode(const Secret &bytes);
/// Spaces, hyphens and lower case do not matter; 0, 1 and 8 are read as O, I and B. Errors: Invalid, naming the group
/// that holds the mistake.
Result<Secret> parseRecoveryCode(const Secret &text);

} // namespace aiops::vault
