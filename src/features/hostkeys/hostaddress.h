#pragma once

#include <QString>

namespace aiops::hostkeys {

struct HostAddress
{
    QString host;
    quint16 port = 22;
};

/// Takes apart how known_hosts writes a host: "name" or "[name]:2222".
HostAddress hostAddressOf(const QString &entry);

} // namespace aiops::hostkeys
