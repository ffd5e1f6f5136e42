#pragma once

#include "cli/command.h"
#include "features/myspace/spaceview.h"

namespace aiops::myspace {

/// Those that match the view, as My Space shows them: the same filter, the same order by name. What only the window
/// knows (values of the metrics) is taken as "last seen".
Result<QList<inventory::Instance>> matching(const cli::Context &context, OrganizationId organization, const SpaceView &view,
                                            const QList<inventory::Instance> &instances);

Result<inventory::SavedView> findView(const cli::Context &context, OrganizationId organization, const QString &selector);

/// --view NAME and --filter QUERY together; empty when neither is given. Error Invalid: the filter was not understood.
Result<SpaceView> viewOf(const cli::Context &context, OrganizationId organization);

} // namespace aiops::myspace
