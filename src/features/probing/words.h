#pragma once

#include "inventory/types.h"

namespace aiops::probing {

QString latencyText(int ms);                        ///< "12 ms"; empty when unknown
QString resultText(const inventory::LastSeen &seen); ///< "Reachable, 12 ms", "Unreachable", "Not checked"

} // namespace aiops::probing
