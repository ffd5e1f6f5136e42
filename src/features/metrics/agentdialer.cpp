#include "features/metrics/agentdialer.h"

namespace aiops::metrics {

Error noAgentError(const QString &detail, quint16 port)
{
    return {Errc::NotFound, QCoreApplication::translate("aiops::metrics", "No Netdata on this host."), detail,
            QCoreApplication::translate("aiops::metrics",
                                        "Install Netdata on the host, or start it (systemctl start netdata). It must listen on "
                                        "127.0.0.1 port %1, and the SSH server must allow TCP forwarding.").arg(port)};
}

Error forwardingRefusedError(const QString &detail)
{
    return {Errc::Denied, QCoreApplication::translate("aiops::metrics", "The SSH server of this host does not allow TCP forwarding."), detail,
            QCoreApplication::translate("aiops::metrics", "The charts need it to reach Netdata. Allow it in sshd_config for this "
                                                          "user: AllowTcpForwarding local.")};
}

} // namespace aiops::metrics
