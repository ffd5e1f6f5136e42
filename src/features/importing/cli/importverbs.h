#pragma once

#include "cli/command.h"
#include "features/importing/sourcefile.h"
#include "inventory/types.h"

namespace aiops::importing {

Future<int> runImport(cli::Context context, SourceKind kind);
Future<int> runExport(cli::Context context);

} // namespace aiops::importing
