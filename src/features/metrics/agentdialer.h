#pragma once

#include "core/future.h"
#include "core/ids.h"
#include "ssh/client/channel.h"

namespace aiops::metrics {

/// Opens a byte stream to Netdata on the loopback of a host. Main thread. Error NotFound: the host answers, but
/// nothing listens there; Denied: its SSH server forbids the way; else the errors of ssh::Pool::acquire.
class AgentDialer
{
public:
    virtual ~AgentDialer() = default;
    virtual Future<std::shared_ptr<ssh::Channel>> dial(InstanceId instance) = 0;
};

inline constexpr quint16 kNetdataPort = 19999;

/// The SSH server does not forward connections (AllowTcpForwarding). Denied: trying again does not help.
Error forwardingRefusedError(const QString &detail);
Error noAgentError(const QString &detail, quint16 port = kNetdataPort);

} // namespace aiops::metrics
