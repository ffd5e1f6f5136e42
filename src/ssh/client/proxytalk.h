#pragma once

#include "core/proxyaddress.h"
#include "core/secret.h"

#include <memory>

namespace aiops::ssh {

/// What is said to a proxy until it has connected to the host: SOCKS5 (RFC 1928, RFC 1929) or HTTP CONNECT (RFC 9110 §9.3.6).
/// Bytes in, bytes out; no socket. It never asks for more bytes than the proxy's answer has, so that those of the host stay
/// in the socket.
class ProxyTalk
{
public:
    struct Step
    {
        Secret send = {};          ///< to be sent now; may hold the password
        qsizetype wants = 0;       ///< exactly so many bytes are to come next; 0: done
    };

    static std::unique_ptr<ProxyTalk> make(const ProxyAddress &proxy, const QString &host, quint16 port, std::shared_ptr<const Secret> password);
    virtual ~ProxyTalk() = default;
    virtual Step begin() = 0;
    /// `bytes` has the size that the last step wanted. Errors: Unreachable, AuthFailed (the proxy refuses the sign-in), Protocol.
    virtual Result<Step> take(QByteArrayView bytes) = 0;
};

} // namespace aiops::ssh
