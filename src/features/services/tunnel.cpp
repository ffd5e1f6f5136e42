#include "features/services/tunnel.h"

#include "ssh/client/socketstream.h"

#include "features/services/presets.h"

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace aiops::services {

namespace {

constexpr int kMostStreams = 64;

} // namespace

Result<std::unique_ptr<Tunnel>> Tunnel::open(std::shared_ptr<ssh::Transport> transport, inventory::Service service)
{
    auto listener = ssh::LocalListener::onPort(u"127.0.0.1"_s, 0);
    if (!listener)
        return std::unexpected(listener.error());
    return std::unique_ptr<Tunnel>(new Tunnel(std::move(transport), std::move(service), std::move(*listener)));
}

Tunnel::Tunnel(std::shared_ptr<ssh::Transport> transport, inventory::Service service, std::unique_ptr<ssh::LocalListener> listener)
    : m_transport(std::move(transport)), m_service(std::move(service)), m_listener(std::move(listener))
{
    m_telling.setSingleShot(true);
    m_telling.setInterval(250);
    connect(&m_telling, &QTimer::timeout, this, &Tunnel::changed);
    connect(m_listener.get(), &ssh::LocalListener::accepted, this, [this](int socket) { connectTo(this, socket); });
    connect(m_transport.get(), &ssh::Transport::closed, this, &Tunnel::closed, Qt::QueuedConnection);
}

Tunnel::~Tunnel() = default;

QUrl Tunnel::url() const
{
    return localUrl(m_service, port());
}

Future<void> Tunnel::connectTo(QPointer<Tunnel> self, int socket)
{
    if (self->m_streams >= kMostStreams) {
        ::close(socket);
        co_return {};
    }
    ++self->m_streams;
    const auto channel = co_await self->m_transport->dial(u"127.0.0.1"_s, quint16(self->m_service.port));
    if (!self || !channel) {
        ::close(socket);
        if (self) {
            --self->m_streams;
            self->m_lastError = channel.error();
            self->tell();
        }
        co_return {};
    }
    self->m_lastError.reset();
    auto *stream = new ssh::SocketStream(socket, *channel, self);
    connect(stream, &ssh::SocketStream::sent, self, [tunnel = self.data()](qint64 bytes) {
        tunnel->m_sent += bytes;
        tunnel->tell();
    });
    connect(stream, &ssh::SocketStream::received, self, [tunnel = self.data()](qint64 bytes) {
        tunnel->m_received += bytes;
        tunnel->tell();
    });
    connect(stream, &ssh::SocketStream::finished, self, [tunnel = self.data(), stream] {
        stream->deleteLater();
        --tunnel->m_streams;
        tunnel->tell();
    });
    self->tell();
    co_return {};
}

void Tunnel::tell()
{
    if (!m_telling.isActive())
        m_telling.start();
}

Future<std::shared_ptr<Tunnel>> openTunnel(TunnelParts parts, inventory::Instance instance, inventory::Service service, Permit permit,
                                           Permit credentialPermit)
{
    permit.note(u"service"_s, service.name);
    permit.note(u"port"_s, service.port);
    const ssh::Endpoint endpoint{instance.address, quint16(instance.port), instance.user, instance.name, instance.id, instance.reachedThrough()};
    const auto transport = co_await parts.pool.acquire(endpoint, std::move(permit), std::move(credentialPermit), parts.interaction);
    if (!transport)
        co_return std::unexpected(transport.error());
    auto tunnel = Tunnel::open(*transport, service);
    if (!tunnel)
        co_return std::unexpected(tunnel.error());
    co_return std::shared_ptr<Tunnel>(std::move(*tunnel));
}

} // namespace aiops::services
