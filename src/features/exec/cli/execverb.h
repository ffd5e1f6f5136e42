#pragma once

#include "cli/command.h"

namespace aiops::exec {

Future<int> runExec(cli::Context context);    ///< aiops exec
Future<int> runList(cli::Context context);    ///< aiops run list
Future<int> runShow(cli::Context context);    ///< aiops run show
Future<int> runOutput(cli::Context context);  ///< aiops run output
Future<int> policyList(cli::Context context); ///< aiops policy …
Future<int> policyAdd(cli::Context context);
Future<int> policyEdit(cli::Context context);
Future<int> policyRemove(cli::Context context);
Future<int> policyTest(cli::Context context);

} // namespace aiops::exec
