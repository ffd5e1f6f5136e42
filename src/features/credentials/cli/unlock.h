#pragma once

#include "cli/command.h"

namespace aiops::credentials {

/// As cli::ensureUnlocked(), but there must be a vault. Errors: VaultMissing as well.
Future<void> requireUnlocked(cli::Context context);

/// A new passphrase: of the options, or typed twice.
Future<std::shared_ptr<const Secret>> readNewPassphrase(cli::Context context);

} // namespace aiops::credentials
