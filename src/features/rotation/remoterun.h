#pragma once

#include "ssh/client/transport.h"

namespace aiops::rotation {

struct RemoteOutput
{
    QByteArray out;
    QByteArray err;
    int status = -1; ///< -1: ended by a signal
};

/// Runs one command with `input` as its stdin. Errors: those of the channel, TimedOut, TooLarge (more than 1 MiB came), Closed.
Future<RemoteOutput> runRemote(std::shared_ptr<ssh::Transport> transport, QByteArray command, std::shared_ptr<const Secret> input,
                               std::chrono::milliseconds patience = std::chrono::seconds(30));

} // namespace aiops::rotation
