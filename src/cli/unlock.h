#pragma once

#include "cli/command.h"
#include "ssh/client/types.h"

namespace aiops::cli {

/// Asks for the vault's passphrase when it is locked; done at once when it is open or there is none.
Future<void> ensureUnlocked(Context context);
/// --passphrase-fd and --passphrase-file, for verbs that call ensureUnlocked().
QList<Parameter> passphraseParameters();
/// Asks on the terminal of the command.
std::shared_ptr<ssh::Interaction> interaction(Context context);

} // namespace aiops::cli
