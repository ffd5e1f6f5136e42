#pragma once

#include "features/forwards/forward.h"

namespace aiops::forwards {

/// The words of ssh(1) after -L, -R and -D: "[bind:]port:host:port", "port:/path", "/path:host:port", "/path:/path", and
/// "[bind:]port" for Dynamic. IPv6 addresses stand in brackets; without `bind` it is loopback. Error Invalid.
Result<Forward> parseSpec(Kind kind, const QString &spec);

/// What parseSpec() reads, complete: "127.0.0.1:8080:db-1:80".
QString specOf(const Forward &forward);

} // namespace aiops::forwards
