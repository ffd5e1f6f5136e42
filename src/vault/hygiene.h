#pragma once

namespace aiops::vault {

/// Keeps keys out of core dumps and other processes' reach: RLIMIT_CORE 0, not dumpable and not traceable on Linux
/// (security.md 3.6), and wipes what OpenSSL frees on Linux. Call it first in main(). Any later child process is told by its own main().
void hardenProcess();

/// At the end of a job in a pool that used keys: what OpenSSL keeps for this thread would outlive it when the program ends
/// at that moment.
void releaseThread();

} // namespace aiops::vault
