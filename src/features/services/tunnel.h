#pragma once

#include "inventory/types.h"
#include "ssh/client/locallistener.h"
#include "ssh/client/pool.h"
#include "ssh/client/retrying.h"
#include "ssh/client/socketstream.h"

#include <QUrl>

namespace aiops::inventory { class Inventory; }
namespace aiops::team { class Gatekeeper; }

namespace aiops::services {

/// A port of this computer that leads to one service of an instance, on the instance's own loopback, through its shared
/// SSH transport, which it keeps open. When that is lost, what went through it ends, the port stays, and the connection is
/// made again. Closed by its destructor. Main thread.
class Tunnel final : public QObject
{
    Q_OBJECT

public:
    using Connect = std::function<Future<std::shared_ptr<ssh::Transport>>()>;

    /// `again` connects when `transport` is lost.
    static Result<std::unique_ptr<Tunnel>> open(std::shared_ptr<ssh::Transport> transport, inventory::Service service, Connect again);
    ~Tunnel() override;

    const inventory::Service &service() const { return m_service; }
    quint16 port() const { return m_listener->port(); }
    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(port()); }
    QUrl url() const; ///< empty unless it is a web page
    qint64 bytesSent() const { return m_traffic.sent; }
    qint64 bytesReceived() const { return m_traffic.received; }
    int connections() const { return m_streams; }
    bool isConnected() const { return bool(m_transport); }
    int secondsLeft() const; ///< until the next attempt to connect again
    void hurry();            ///< tries now instead of waiting
    /// Of the newest connection (nothing listens there, …), or why it is not connected.
    std::optional<Error> lastError() const { return m_lastError; }

signals:
    void changed(); ///< bytes, connections or error; at most four times a second
    void closed(const aiops::Error &reason); ///< the transport was lost, and only a person can mend that; once

private:
    Tunnel(inventory::Service service, std::unique_ptr<ssh::LocalListener> listener, Connect again);
    static Future<void> connectTo(QPointer<Tunnel> self, int socket);
    static Future<void> connectAgain(QPointer<Tunnel> self);
    void use(std::shared_ptr<ssh::Transport> transport);
    void lost(const Error &reason);
    void wait(const Error &reason);
    void carry(int socket, const std::shared_ptr<ssh::Channel> &channel);
    void tell();

    std::shared_ptr<ssh::Transport> m_transport; ///< null while it is to be connected again
    inventory::Service m_service;
    std::unique_ptr<ssh::LocalListener> m_listener;
    Connect m_again;
    ssh::Pauses m_pauses;
    std::optional<Error> m_lastError;
    QTimer m_telling;
    QTimer m_waiting;
    QTimer m_counting; ///< seconds, while it waits
    ssh::Traffic m_traffic;
    int m_streams = 0;
};

/// All of it outlives the tunnels.
struct TunnelParts
{
    inventory::Inventory &inventory;
    team::Gatekeeper &gatekeeper;
    ssh::Pool &pool;
    std::shared_ptr<ssh::Interaction> interaction; ///< asked at the first connection only
};
/// Asks the gatekeeper itself, for every connection. Errors: NotFound, Denied, those of Pool::acquire() and LocalListener.
Future<std::shared_ptr<Tunnel>> openTunnel(TunnelParts parts, ServiceId service);

} // namespace aiops::services
