#pragma once

#include "cli/command.h"
#include "team/auditrows.h"

namespace aiops::audit {

/// Error Invalid.
Result<team::AuditFilter> filterOf(const cli::Arguments &arguments);

Future<int> runList(cli::Context context);
Future<int> runShow(cli::Context context);
Future<int> runVerify(cli::Context context);
Future<int> runExport(cli::Context context);
Future<int> runPrune(cli::Context context);
Future<int> runRestart(cli::Context context);
Future<int> runForward(cli::Context context);

} // namespace aiops::audit
