#pragma once

#include "core/error.h"

namespace aiops::ssh {

/// Whether the libssh2 that was found at run time is one that this program may use (1.11.1). Error Failed.
Status checkVersion();

} // namespace aiops::ssh
