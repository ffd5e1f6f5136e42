#include "features/services/tunnel.h"

#include "features/services/presets.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

#include <unistd.h>

using namespace Qt::StringLiterals;

namespace aiops::services {

namespace {

constexpr int kMostStreams = 64;

/// Reads everything again: the host may have another address by now, or be gone, or not be allowed any more.
Future<std::shared_ptr<ssh::Transport>> connectFor(const TunnelParts &parts, ServiceId id, std::shared_ptr<ssh::Interaction> asked, bool again = false)
{
    using Made = std::shared_ptr<ssh::Transport>;
    const auto service = parts.inventory.service(id);
    const auto instance = service ? parts.inventory.instance(service->instance) : std::unexpected(service.error());
    if (!instance)
        return failed<Made>(instance.error());
    const team::Object object{u"instance"_s, instance->id.toString(), instance->name};
    auto permit = parts.gatekeeper.request(team::Action::ServiceOpen, object);
    if (!permit)
        return failed<Made>(permit.error());
    permit->note(u"service"_s, service->name);
    permit->note(u"port"_s, service->port);
    if (again)
        permit->note(u"again"_s, true);
    auto credential = parts.gatekeeper.request(team::Action::CredentialUse, object);
    if (!credential) {
        permit->failed(credential.error());
        return failed<Made>(credential.error());
    }
    const ssh::Endpoint endpoint{instance->address, quint16(instance->port), instance->user, instance->name, instance->id, instance->reachedThrough()};
    return parts.pool.acquire(endpoint, *std::move(permit), *std::move(credential), std::move(asked));
}

} // namespace

Result<std::unique_ptr<Tunnel>> Tunnel::open(std::shared_ptr<ssh::Transport> transport, inventory::Service service, Connect again)
{
    auto listener = ssh::LocalListener::onPort(u"127.0.0.1"_s, 0);
    if (!listener)
        return std::unexpected(listener.error());
    std::unique_ptr<Tunnel> tunnel(new Tunnel(std::move(service), std::move(*listener), std::move(again)));
    tunnel->use(std::move(transport));
    return tunnel;
}

Tunnel::Tunnel(inventory::Service service, std::unique_ptr<ssh::LocalListener> listener, Connect again)
    : m_service(std::move(service)), m_listener(std::move(listener)), m_again(std::move(again))
{
    m_telling.setSingleShot(true);
    m_telling.setInterval(250);
    m_waiting.setSingleShot(true);
    m_counting.setInterval(1000);
    connect(&m_telling, &QTimer::timeout, this, &Tunnel::changed);
    connect(&m_waiting, &QTimer::timeout, this, [this] { connectAgain(this); });
    connect(&m_counting, &QTimer::timeout, this, &Tunnel::tell);
    connect(m_listener.get(), &ssh::LocalListener::accepted, this, [this](int socket) { connectTo(this, socket); });
}

Tunnel::~Tunnel() = default;

QUrl Tunnel::url() const
{
    return localUrl(m_service, port());
}

int Tunnel::secondsLeft() const
{
    return m_waiting.isActive() ? (m_waiting.remainingTime() + 999) / 1000 : 0;
}

void Tunnel::use(std::shared_ptr<ssh::Transport> transport)
{
    m_transport = std::move(transport);
    m_pauses.reset();
    m_lastError.reset();
    m_counting.stop();
    connect(m_transport.get(), &ssh::Transport::closed, this, &Tunnel::lost, Qt::QueuedConnection);
    tell();
}

void Tunnel::lost(const Error &reason)
{
    if (!m_transport || m_transport->isOpen()) // of one that was replaced
        return;
    m_transport.reset();
    wait(reason);
}

/// What may heal is waited out.
void Tunnel::wait(const Error &reason)
{
    m_lastError = reason;
    if (!ssh::mayHeal(reason))
        return emit closed(reason);
    m_waiting.start(m_pauses.next());
    m_counting.start();
    tell();
}

void Tunnel::hurry()
{
    if (!m_waiting.isActive())
        return;
    m_waiting.stop();
    connectAgain(this);
}

Future<void> Tunnel::connectAgain(QPointer<Tunnel> self)
{
    const auto transport = co_await self->m_again();
    if (!self)
        co_return std::unexpected(cancelledError());
    if (!transport)
        self->wait(transport.error());
    else if ((*transport)->isOpen())
        self->use(*transport);
    else
        self->wait({Errc::Closed, tr("The connection was lost.")});
    co_return Status();
}

Future<void> Tunnel::connectTo(QPointer<Tunnel> self, int socket)
{
    if (self->m_streams >= kMostStreams || !self->m_transport) {
        ::close(socket);
        if (self->secondsLeft() > 1)
            self->hurry(); // somebody needs it now
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
    self->carry(socket, *channel);
    co_return {};
}

void Tunnel::carry(int socket, const std::shared_ptr<ssh::Channel> &channel)
{
    m_lastError.reset();
    auto *stream = new ssh::SocketStream(socket, channel, this);
    stream->countInto(m_traffic, this, [this] { tell(); });
    connect(stream, &ssh::SocketStream::finished, this, [this, stream] {
        stream->deleteLater();
        --m_streams;
        tell();
    });
    tell();
}

void Tunnel::tell()
{
    if (!m_telling.isActive())
        m_telling.start();
}

Future<std::shared_ptr<Tunnel>> openTunnel(TunnelParts parts, ServiceId id)
{
    const auto service = parts.inventory.service(id);
    if (!service)
        co_return std::unexpected(service.error());
    const auto transport = co_await connectFor(parts, id, parts.interaction);
    if (!transport)
        co_return std::unexpected(transport.error());
    auto tunnel = Tunnel::open(*transport, *service, [parts, id] { return connectFor(parts, id, std::make_shared<ssh::Nobody>(), true); });
    if (!tunnel)
        co_return std::unexpected(tunnel.error());
    co_return std::shared_ptr<Tunnel>(std::move(*tunnel));
}

} // namespace aiops::services
