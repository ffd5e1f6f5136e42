#pragma once

#include "core/future.h"
#include "features/audit/forwardtarget.h"

namespace aiops::audit {

struct Outgoing
{
    ForwardTarget target;
    QByteArrayList messages; ///< Webhook: one request
    std::chrono::milliseconds patience{10'000}; ///< for each step: connecting, sending, the answer
};

/// In a thread that may wait. Udp and Local: given to the system; Tcp: given to the system whole; Webhook: answered with 2xx.
/// Plain sockets, because Qt Network would cost the window's start. Errors: Unreachable, TimedOut, Protocol, Failed.
Future<void> sendAll(Outgoing outgoing);

} // namespace aiops::audit
