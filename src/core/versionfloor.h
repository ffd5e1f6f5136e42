#pragma once

#include "core/error.h"

namespace aiops {

/// Whether a library that was found at run time is new enough; `least` is "3.37". Error Failed, which says what to update.
Status requireVersion(const QString &library, const QString &have, const QString &least);

} // namespace aiops
