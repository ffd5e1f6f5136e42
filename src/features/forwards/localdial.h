#pragma once

#include "core/future.h"
#include "features/forwards/forward.h"

namespace aiops::forwards {

/// A connected, non-blocking socket to a port or a Unix socket that this computer reaches; belongs to the caller.
/// Errors: Unreachable, TimedOut.
Future<int> dialHere(End target);

} // namespace aiops::forwards
