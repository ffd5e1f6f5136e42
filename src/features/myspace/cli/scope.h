#pragma once

#include "cli/command.h"
#include "cli/selection.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

namespace aiops::myspace {

using cli::organizationOf;

/// By id, by the whole path "Web tier/Frankfurt", or by its name when no other has it.
Result<inventory::Group> findGroup(const cli::Context &context, OrganizationId organization, const QString &selector);
Result<Permit> permitFor(const cli::Context &context, team::Action action, const QString &kind, const QString &id = {},
                         const QString &name = {});

} // namespace aiops::myspace
