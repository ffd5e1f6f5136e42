#pragma once

#include "core/secret.h"

namespace aiops::vault {

/// Characters from which no two look alike; with symbols, each class at least once. `length` 8 to 128.
Secret makePassword(int length, bool symbols);

} // namespace aiops::vault
