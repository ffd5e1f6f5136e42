#pragma once

#include "core/error.h"

namespace aiops::cli {

/// A listening Unix socket of mode 0600 in a folder that only this user may enter; replaces a stale file.
Result<int> listenLocally(const QString &path);

} // namespace aiops::cli
