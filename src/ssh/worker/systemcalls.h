#pragma once

namespace aiops::ssh::worker {

/// Lets this process and its threads make the calls that sessions need; all others fail with EPERM. False where that
/// cannot be had.
bool limitSystemCalls();

} // namespace aiops::ssh::worker
