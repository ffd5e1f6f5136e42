#pragma once

#include "core/credentialsource.h"

namespace aiops::ssh {

/// The keys of the agent at this socket (draft-ietf-sshm-ssh-agent). Signing opens a connection of its own.
/// Main thread. Errors: Unreachable, Protocol, TimedOut.
Future<std::vector<std::shared_ptr<Signer>>> agentSigners(QString socket);

} // namespace aiops::ssh
