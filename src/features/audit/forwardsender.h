#pragma once

#include "core/future.h"
#include "features/audit/forwardtarget.h"

namespace aiops::audit {

struct Outgoing
{
    ForwardTarget target;
    QByteArrayList messages; ///< Webhook: one request; SecureWebhook: its body
    std::chrono::milliseconds patience{10'000}; ///< for each step: connecting, sending, the answer
};

/// Main thread; what may wait does so elsewhere. Udp and Local: given to the system; Tcp: given to the system whole; Webhook: answered with 2xx;
/// SecureWebhook: the same, over https by the program curl.
/// Plain sockets, because Qt Network would cost the window's start. Errors: Unreachable, TimedOut, Protocol, Failed, NotFound (no curl).
Future<void> sendAll(Outgoing outgoing);

} // namespace aiops::audit
