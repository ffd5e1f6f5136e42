#pragma once

namespace aiops::probing {

/// Whether this computer has an address beside loopback on an interface that is up. A few microseconds; any thread.
bool hasNetwork();

} // namespace aiops::probing
