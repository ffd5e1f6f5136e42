#pragma once

#include "features/thiscomputer/gui/doorlist.h"

namespace aiops::app {

/// What ~/.ssh/config holds, read in Qt's pool.
Future<thiscomputer::FoundHosts> findHosts();

/// The plain names of "Host" lines and the jump hosts that they name. Includes are not followed and patterns not counted.
thiscomputer::FoundHosts countHosts(const QByteArray &config);

} // namespace aiops::app
