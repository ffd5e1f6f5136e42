#pragma once

#include "cli/command.h"
#include "core/ids.h"

#include <array>

namespace aiops::metrics {

/// CPU, memory and disk of an instance in percent, read now through its SSH transport. NaN is unknown. Asks nobody: an
/// unknown host key is an error. Errors as ssh::Pool::acquire(), NotFound: no agent there.
Future<std::array<double, 3>> readPercents(cli::Context context, InstanceId instance);

} // namespace aiops::metrics
