#pragma once

#include "cli/command.h"
#include "inventory/inventory.h"

namespace aiops::myspace {

/// What the words of `instance add` and `instance edit` say. Errors Invalid, NotFound (group, jump host).
Result<inventory::InstanceEdit> editOf(const cli::Context &context, OrganizationId organization);
/// --proxy-credential; null for an empty word. Errors as of selectedCredential().
Result<CredentialId> proxyCredentialOf(const cli::Context &context);
/// --agent, --key-file, --debug-log.
inventory::LocalEdit localEditOf(const cli::Context &context);
/// --project, as links with the role of --role.
Result<QList<inventory::Link>> wantedLinks(const cli::Context &context, OrganizationId organization);
Result<int> showInstance(const cli::Context &context, const Result<inventory::Instance> &instance);

} // namespace aiops::myspace
