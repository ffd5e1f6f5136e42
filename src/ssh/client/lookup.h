#pragma once

#include "core/future.h"
#include "ssh/client/address.h"

#include <QList>

namespace aiops::ssh {

/// The addresses of a name, as the system's resolver orders them (RFC 6724). Main thread. Cancelling the future ends the
/// wait, not the resolver's work. Errors: Unreachable.
Future<QList<Address>> lookUp(const QString &host);

} // namespace aiops::ssh
