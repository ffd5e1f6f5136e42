#pragma once

#include "cli/command.h"
#include "features/exec/executions.h"

namespace aiops::exec {

QList<cli::Parameter> execParameters();

/// What the arguments of `aiops exec` ask for: a new command, or the failed hosts of an earlier one. Reads stdin when told.
/// Errors: Invalid, NotFound, Ambiguous, TooLarge, Conflict (a kept command that cannot be run again).
Future<Request> requestOf(cli::Context context);

/// "90", "90s", "5m", "1h". Error Invalid.
Result<std::chrono::milliseconds> parseDuration(QStringView text);

} // namespace aiops::exec
