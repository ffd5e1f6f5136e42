#pragma once

#include "cli/command.h"
#include "core/permit.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

namespace aiops::credentials {

/// What the verbs of the noun "credential" share.
cli::Parameter name();
cli::Parameter value(const QString &option, const QString &help);
Result<vault::CredentialInfo> selectedCredential(const cli::Context &context);
Result<Permit> permitFor(const cli::Context &context, team::Action action, const vault::CredentialInfo &info);
/// Of --vault; nothing without it. Errors: NotFound, Ambiguous.
Result<std::optional<VaultId>> selectedVault(const cli::Context &context);
cli::Parameter vaultParameter(const QString &help);
/// Prints a credential without its secret, as `credential show` does.
Result<int> printOne(const cli::Context &context, const vault::CredentialInfo &info);

void registerEditVerbs(cli::Registry &registry); ///< add, edit, revoke
void registerShowVerbs(cli::Registry &registry); ///< reveal, code, export, used-by

} // namespace aiops::credentials
