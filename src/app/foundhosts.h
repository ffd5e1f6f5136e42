#pragma once

#include "features/thiscomputer/gui/doorlist.h"
#include "ssh/client/sshconfig.h"

namespace aiops::app {

/// What ~/.ssh/config and the files that it includes hold, read in Qt's pool. A file that cannot be read holds nothing.
Future<thiscomputer::FoundHosts> findHosts();

/// A jump host is an alias that another one jumps through; it is not counted as a host.
thiscomputer::FoundHosts countHosts(const ssh::SshConfig &config);

} // namespace aiops::app
