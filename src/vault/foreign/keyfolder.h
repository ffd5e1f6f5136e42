#pragma once

#include "vault/foreign/foreigndraft.h"

namespace aiops::vault {

/// The private keys in a folder such as ~/.ssh, found by what the files hold and not by their names; sub-folders are not
/// looked into. A certificate NAME-cert.pub goes with its key. A key that is protected by a passphrase, or of another
/// program, is listed with that as its problem. At most 2,000 files. Errors: NotFound, TooLarge.
Result<ForeignDrafts> readKeyFolder(const QString &folder);
/// The same for one file. Errors: those of readForeignFile(), Invalid (no private key in it).
Result<ForeignDrafts> readKeyFile(const QString &path);

/// How many private keys are in it: reads only the heads of the files.
int keysInFolder(const QString &folder);

} // namespace aiops::vault
