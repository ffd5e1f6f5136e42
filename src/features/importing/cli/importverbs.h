#pragma once

#include "cli/command.h"
#include "features/importing/sourcefile.h"
#include "inventory/types.h"

namespace aiops::importing {

Future<int> runImport(cli::Context context, SourceKind kind);
Future<int> runExport(cli::Context context);

/// `--org`, else the current organization; "Personal" is made in a new home.
Future<inventory::Organization> organizationOf(cli::Context context);

} // namespace aiops::importing
