#pragma once

#include "core/error.h"

namespace aiops::app {

/// Refuses to start with libraries that are known to be unsafe or too old for what we promise (security floors).
Status checkVersionFloors();

} // namespace aiops::app
