#pragma once

#include "core/permit.h"
#include "inventory/types.h"
#include "ssh/client/locallistener.h"
#include "ssh/client/pool.h"

#include <QUrl>

namespace aiops::services {

/// A port of this computer that leads to one service of an instance, on the instance's own loopback, through its shared
/// SSH transport. Keeps the transport open. Closed by its destructor. Main thread.
class Tunnel final : public QObject
{
    Q_OBJECT

public:
    static Result<std::unique_ptr<Tunnel>> open(std::shared_ptr<ssh::Transport> transport, inventory::Service service);
    ~Tunnel() override;

    const inventory::Service &service() const { return m_service; }
    quint16 port() const { return m_listener->port(); }
    QString address() const { return QStringLiteral("127.0.0.1:%1").arg(port()); }
    QUrl url() const; ///< empty unless it is a web page
    qint64 bytesSent() const { return m_sent; }
    qint64 bytesReceived() const { return m_received; }
    int connections() const { return m_streams; }
    std::optional<Error> lastError() const { return m_lastError; } ///< of the newest connection: nothing listens there, …

signals:
    void changed(); ///< bytes, connections or error; at most four times a second
    void closed(const aiops::Error &reason); ///< the transport was lost; once

private:
    Tunnel(std::shared_ptr<ssh::Transport> transport, inventory::Service service, std::unique_ptr<ssh::LocalListener> listener);
    static Future<void> connectTo(QPointer<Tunnel> self, int socket);
    void tell();

    std::shared_ptr<ssh::Transport> m_transport;
    inventory::Service m_service;
    std::unique_ptr<ssh::LocalListener> m_listener;
    std::optional<Error> m_lastError;
    QTimer m_telling;
    qint64 m_sent = 0;
    qint64 m_received = 0;
    int m_streams = 0;
};

struct TunnelParts
{
    ssh::Pool &pool;
    std::shared_ptr<ssh::Interaction> interaction;
};
/// `permit` is for the service, `credentialPermit` for reading the login. Errors of Pool::acquire(), and Failed.
Future<std::shared_ptr<Tunnel>> openTunnel(TunnelParts parts, inventory::Instance instance, inventory::Service service, Permit permit,
                                           Permit credentialPermit);

} // namespace aiops::services
