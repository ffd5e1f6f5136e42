#pragma once

#include "core/error.h"
#include "core/secret.h"

namespace aiops::vault {

/// A careful guess of how hard a new passphrase is to find: 0 at once … 4 very hard. Length counts most; repeats,
/// runs such as "abcd", and common words count little.
int passphraseScore(const Secret &passphrase);
/// Accepts 12 characters and more that are not a pattern, or a score of at least 3. Error Invalid says what to do.
Status checkNewPassphrase(const Secret &passphrase);

} // namespace aiops::vault
