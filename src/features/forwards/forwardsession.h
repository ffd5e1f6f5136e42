#pragma once

#include "core/clock.h"
#include "features/forwards/forward.h"
#include "ssh/client/retrying.h"
#include "ssh/client/socketstream.h"
#include "ssh/client/transport.h"

#include <QTimer>

namespace aiops::ssh {
class LocalListener;
class RemoteListener;
}

namespace aiops::forwards {

class SocksConversation;

/// One forward that was started: listens, carries connections, and comes back when the connection to the host is lost.
/// Programs that were connected then are cut off; the local port stays. Main thread.
class ForwardSession final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        /// Asks the gatekeeper, then the pool. `again`: nobody is there to be asked.
        std::function<Future<std::shared_ptr<ssh::Transport>>(bool again)> connect;
        /// Whether new connections still go through the transport that the pool would give (an old one is replaced).
        std::function<bool(const ssh::Transport &)> isFresh;
        const Clock &clock;
    };

    ForwardSession(Forward forward, Parts parts, QObject *parent = nullptr);
    ~ForwardSession() override;

    /// Listens here, connects, and listens there. `keepsTrying`: a failure that may heal by itself is waited out, as it
    /// always is once it has worked. Errors of LocalListener, of Pool::acquire() and of Transport::listen().
    Future<void> start(bool keepsTrying);
    void stop();
    void hurry(); ///< tries now instead of waiting
    const Forward &forward() const { return m_forward; }
    bool isRunning() const { return m_state != State::Stopped && m_state != State::Failed; }
    Condition condition() const;

signals:
    void changed(); ///< a new state at once, numbers at most four times a second

private:
    using Self = QPointer<ForwardSession>;

    Status listenHere();
    static Future<void> connectToHost(Self self, bool again);
    void use(std::shared_ptr<ssh::Transport> transport);
    Status fail(const Error &error);
    void lost(const Error &error);
    void wait();
    void tick();
    void renew();
    void take(int socket);
    static Future<void> carryToHost(Self self, int socket, QString host, int port);
    static Future<void> carryFromHost(Self self, std::shared_ptr<ssh::Channel> channel);
    static Future<void> answerSocks(Self self, QPointer<SocksConversation> program);
    Future<std::shared_ptr<ssh::Channel>> dial(const QString &host, int port);
    void converse(int socket);
    void carry(int socket, std::shared_ptr<ssh::Channel> channel);
    bool isFull() const { return m_connections >= kMostConnections; }
    void ended();
    void failedOnce(const Error &error);
    void setState(State state);
    void tell();

    static constexpr int kMostConnections = 256;

    const Forward m_forward;
    Parts m_parts;
    State m_state = State::Stopped;
    QDateTime m_since;
    std::optional<Error> m_error;
    std::unique_ptr<ssh::LocalListener> m_here;
    std::shared_ptr<ssh::RemoteListener> m_there;
    std::shared_ptr<ssh::Transport> m_transport;
    QTimer m_telling;
    QTimer m_waiting;
    std::chrono::milliseconds m_due{};
    ssh::Pauses m_pauses;
    int m_epoch = 0; ///< what was begun before the last start or stop is void
    int m_connections = 0;
    ssh::Traffic m_traffic;
    bool m_keepsTrying = false;
    bool m_hasWorked = false;
    bool m_isRenewing = false;
    std::chrono::milliseconds m_renewDue{}; ///< not before, after a failure
};

} // namespace aiops::forwards
