#pragma once

#include "vault/exportstore.h"
#include "vault/vaultkeys.h"
#include "vault/vaultrowstore.h"

namespace aiops::vault {

/// A vault, or a new epoch of one, ready to be stored and to be used afterwards.
struct NewEpoch
{
    store::VaultRow row;
    QByteArray link; ///< VaultLink to the epoch before; empty for a new vault
    VaultRing ring;
};

/// All three: about a millisecond. Errors: Integrity.
Result<NewEpoch> makeVaultOf(const VaultKeys &keys, const QUuid &organization, const QUuid &project, const QString &name);
Result<NewEpoch> makeEpochAfter(const VaultKeys &keys, const VaultRing &ring);
/// The keys with the new ones in their place.
std::shared_ptr<const VaultKeys> withEpoch(const VaultKeys &keys, const NewEpoch &fresh);

/// The recovery kit of the personal vault opens its newest key as before: sealed for it again. Nothing without a kit.
Status sealForKit(storage::Command &command, const VaultKeys &keys, const NewEpoch &fresh);

} // namespace aiops::vault
