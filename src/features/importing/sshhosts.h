#pragma once

#include "features/importing/hostrecord.h"
#include "ssh/client/sshconfig.h"

namespace aiops::importing {

/// The hosts of an ssh_config file. A hop of ProxyJump that is no alias of the file becomes a host of its own; a chain
/// becomes hosts that are reached through each other.
Document hostsOfSshConfig(const ssh::SshConfig &config);

} // namespace aiops::importing
