#pragma once

#include "features/services/tunnel.h"

#include <QSet>

#include <map>

namespace aiops::services {

/// The tunnels of the window, at most one a service; they stay when their page is left. Main thread.
class OpenTunnels final : public QObject
{
    Q_OBJECT

public:
    explicit OpenTunnels(TunnelParts parts, QObject *parent = nullptr);

    Tunnel *tunnel(ServiceId service) const;
    bool isOpening(ServiceId service) const { return m_opening.contains(service); }
    /// The one that is open, or a new one.
    Future<std::shared_ptr<Tunnel>> open(ServiceId service);
    void close(ServiceId service);
    void hurry(); ///< what waits connects now: the vault is open, the network is back

signals:
    void changed(const QString &instanceId);
    void lost(const aiops::inventory::Service &service, const aiops::Error &reason);

private:
    static Future<std::shared_ptr<Tunnel>> start(QPointer<OpenTunnels> self, ServiceId id);
    void keep(const std::shared_ptr<Tunnel> &tunnel);

    TunnelParts m_parts;
    std::map<ServiceId, std::shared_ptr<Tunnel>> m_tunnels;
    QSet<ServiceId> m_opening;
};

} // namespace aiops::services
