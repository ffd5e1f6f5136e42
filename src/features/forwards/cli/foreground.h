#pragma once

#include "core/future.h"
#include "features/forwards/forward.h"

namespace aiops::cli { class Io; }

namespace aiops::forwards {

class Forwards;

/// Until the person interrupts (130), or the forward is stopped or fails for good; what still runs is stopped then.
Future<int> holdUntilInterrupted(cli::Io *io, Forwards *forwards, ForwardId id);

} // namespace aiops::forwards
