#pragma once

#include "core/error.h"

namespace aiops {

/// Text and hint in one line, for a place that has only one.
QString wholeText(const Error &error);

} // namespace aiops
