#pragma once

#include "core/future.h"

namespace aiops::ssh {

/// One message to the SSH agent at this socket, and the one it answers, both without their length. Main thread.
/// Errors: Unreachable, Protocol (empty or longer than 256 KiB), TimedOut (60 s: an agent may ask a person).
Future<QByteArray> askAgent(const QString &socket, const QByteArray &message);

} // namespace aiops::ssh
