#pragma once

#include "cli/command.h"
#include "inventory/inventory.h"

namespace aiops::cli {

/// --org, else the current one (null in a new home). Errors: NotFound, Ambiguous.
Result<OrganizationId> selectedOrganization(const Context &context);
/// --org, else the current one; in a new home makes "Personal" and uses it. Errors: NotFound, Ambiguous, Denied.
Future<inventory::Organization> organizationOf(Context context);
/// The instance that an id, an id prefix or a name selects in it. Errors: NotFound, Ambiguous.
Result<inventory::Instance> selectedInstance(const Context &context, const QString &selector);
/// The credential that an id, an id prefix or a name selects. Errors: NotFound, Ambiguous.
Result<CredentialId> selectedCredential(const Context &context, const QString &selector);

} // namespace aiops::cli
