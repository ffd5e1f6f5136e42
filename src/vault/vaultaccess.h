#pragma once

#include "vault/vaultprivate.h"

namespace aiops::vault {

/// What export, recovery and backup see of the vault: its keys while it is unlocked, its database and clock.
class VaultAccess final
{
public:
    static Vault::Private &of(Vault &vault) { return *vault.d; }
    static const Vault::Private &of(const Vault &vault) { return *vault.d; }
};

} // namespace aiops::vault
