#pragma once

#include "core/secret.h"

#include <QByteArray>

namespace aiops::vault {

/// Bytes of the operating system's generator through OpenSSL. Ends the program when there are none: nothing may go on
/// with keys that can be guessed. Any thread.
QByteArray randomBytes(qsizetype size);
Secret randomSecret(qsizetype size);

} // namespace aiops::vault
