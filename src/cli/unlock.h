#pragma once

#include "cli/command.h"
#include "ssh/client/transport.h"
#include "team/gatekeeper.h"

namespace aiops::cli {

/// "--passphrase-fd N" and "--passphrase-file F": for every verb that may need the vault.
QList<Parameter> passphraseParameters();

/// Unlocks the vault with the passphrase that the person named, or asks for it. Nothing happens when it is unlocked
/// already or was never created: a login may work without it. Errors VaultLocked (--no-input; names what is missing),
/// WrongPassphrase, Denied, and those of Io.
Future<void> ensureUnlocked(Context context);

/// As above, and only when a login for `instance` is kept in the vault. Null: nothing is.
Future<void> ensureUnlocked(Context context, InstanceId instance);

/// As above for many: only when one of them needs it.
Future<void> ensureUnlocked(Context context, QList<InstanceId> instances);

/// A command that rules, or production, want to be confirmed: true after --yes or a "y" at the terminal; false where nobody
/// can be asked. Errors: Cancelled (the answer was no).
Future<bool> confirmCommand(Context context, QString question);

/// Proves again who the person is, when `action` wants that: the passphrase is read as above and really tried.
/// Errors as above; Denied instead of VaultLocked when the vault is open and the passphrase was not given.
Future<void> confirm(Context context, team::Action action);

/// Asks about host keys and sign-ins at the terminal of the command.
std::shared_ptr<ssh::Interaction> interaction(Context context);

} // namespace aiops::cli
