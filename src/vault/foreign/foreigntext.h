#pragma once

#include "core/error.h"
#include "core/secret.h"

namespace aiops::vault {

constexpr qint64 largestForeignFile = 64 << 20;

/// The text of an export of another program as UTF-8 without a byte order mark, in memory that is wiped. UTF-16 with a byte
/// order mark is converted; every other encoding is refused: a password that was guessed would be a wrong one.
/// Errors: Invalid.
Result<Secret> foreignText(Secret bytes);

/// The whole of a plain file. Errors: NotFound, Denied, Invalid (not a file), TooLarge.
Result<Secret> readForeignFile(const QString &path, qint64 limit = largestForeignFile);

} // namespace aiops::vault
