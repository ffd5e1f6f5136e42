#pragma once

#include "vault/identity.h"

#include <QUuid>

namespace aiops::vault {

/// The private keys of the user, sealed for a random key that the keychain of this computer keeps
/// (docs/formats/vault-v1.md, "Keychain"). It is of this computer only and opens nothing without that key.
QByteArray sealForKeychain(const QUuid &user, const Identity &identity, const Secret &key);
/// Errors: WrongPassphrase (another key), Integrity.
Result<Identity> openWithKeychain(const QByteArray &box, const QUuid &user, const Secret &key);

} // namespace aiops::vault
