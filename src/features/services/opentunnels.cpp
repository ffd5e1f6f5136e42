#include "features/services/opentunnels.h"

#include "inventory/inventory.h"

using namespace Qt::StringLiterals;

namespace aiops::services {

OpenTunnels::OpenTunnels(TunnelParts parts, QObject *parent) : QObject(parent), m_parts(std::move(parts))
{
    connect(&m_parts.pool, &ssh::Pool::probed, this, &OpenTunnels::hurry);
}

void OpenTunnels::hurry()
{
    for (const auto &[id, tunnel] : m_tunnels)
        tunnel->hurry();
}

Tunnel *OpenTunnels::tunnel(ServiceId service) const
{
    const auto found = m_tunnels.find(service);
    return found == m_tunnels.end() ? nullptr : found->second.get();
}

Future<std::shared_ptr<Tunnel>> OpenTunnels::open(ServiceId service)
{
    using Open = std::shared_ptr<Tunnel>;
    if (const auto found = m_tunnels.find(service); found != m_tunnels.end())
        return ready<Open>(Open(found->second));
    if (m_opening.contains(service))
        return failed<Open>({Errc::Busy, tr("It is being opened already."), {}});
    return start(this, service);
}

Future<std::shared_ptr<Tunnel>> OpenTunnels::start(QPointer<OpenTunnels> self, ServiceId id)
{
    const auto service = self->m_parts.inventory.service(id);
    if (!service)
        co_return std::unexpected(service.error());
    const QString instance = service->instance.toString();
    self->m_opening.insert(id);
    emit self->changed(instance);
    auto tunnel = co_await openTunnel(self->m_parts, id);
    if (!self)
        co_return std::unexpected(cancelledError());
    self->m_opening.remove(id);
    if (tunnel)
        self->keep(*tunnel);
    emit self->changed(instance);
    co_return tunnel;
}

void OpenTunnels::keep(const std::shared_ptr<Tunnel> &tunnel)
{
    const ServiceId id = tunnel->service().id;
    const QString instance = tunnel->service().instance.toString();
    m_tunnels[id] = tunnel;
    connect(tunnel.get(), &Tunnel::changed, this, [this, instance] { emit changed(instance); });
    connect(tunnel.get(), &Tunnel::closed, this, [this, id](const Error &reason) {
        if (const Tunnel *gone = this->tunnel(id)) {
            const inventory::Service service = gone->service();
            close(id);
            emit lost(service, reason);
        }
    }, Qt::QueuedConnection); // it must not die inside its own signal
}

void OpenTunnels::close(ServiceId service)
{
    const auto found = m_tunnels.find(service);
    if (found == m_tunnels.end())
        return;
    const QString instance = found->second->service().instance.toString();
    m_tunnels.erase(found);
    emit changed(instance);
}

} // namespace aiops::services
