#pragma once

#include "cli/command.h"
#include "features/forwards/forward.h"

namespace aiops::forwards {

/// Of exactly one of --local, --remote and --dynamic; --bind replaces the address to listen on. Error Invalid.
Result<Forward> givenForward(const cli::Context &context);
/// `stored` with what was given. Errors Invalid, also when nothing was.
Result<Forward> editedForward(const cli::Context &context, Forward stored);
/// Done when it is for this computer only, or the person meant it. Errors NoInput, Cancelled.
Future<void> confirmOpen(cli::Context context, Forward forward, QString instance);

} // namespace aiops::forwards
