#pragma once

#include "cli/command.h"

namespace aiops::credentials {

/// `--passphrase-fd` and `--passphrase-file`: for every verb that may need the vault.
QList<cli::Parameter> passphraseParameters();

/// Does nothing when the vault is unlocked; else takes the passphrase from the options or a prompt and unlocks.
/// Errors: VaultMissing, VaultLocked (with --no-input: names what is missing), WrongPassphrase, Denied (throttled).
Future<void> ensureUnlocked(cli::Context context);

/// The secret of `--NAME-fd` or `--NAME-file`, else of a prompt with `label` (an empty label: null, no prompt).
/// Errors: NoInput (names the options), Invalid, NotFound, TooLarge.
Future<std::shared_ptr<const Secret>> readSecret(cli::Context context, QString name, QString label, bool text = true);

/// A new passphrase: of the options, or typed twice.
Future<std::shared_ptr<const Secret>> readNewPassphrase(cli::Context context);

} // namespace aiops::credentials
