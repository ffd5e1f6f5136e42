#pragma once

#include "vault/vaults.h"

namespace aiops::inventory {
class Inventory;
}

namespace aiops::credentials {

/// Whose a vault can be: of nobody, of an organization, of one of its projects.
struct VaultOwner
{
    QString text;
    vault::VaultDraft draft; ///< without a name
};

QList<VaultOwner> vaultOwners(const inventory::Inventory &inventory); ///< "Nobody" first

} // namespace aiops::credentials
