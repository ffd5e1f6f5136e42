#pragma once

#include "ssh/client/enginehost.h"
#include "ssh/client/types.h"

#include <QDeadlineTimer>

#include <deque>
#include <list>
#include <unordered_map>

namespace aiops::ssh {

class SessionClient;

/// Which engine drives which session. Interactive sessions have a worker process each, those in the background share a few
/// (Usage). A worker that ends takes its sessions with it, as "connection lost", and nothing else; none may speak for a
/// session of another. A worker whose sessions are gone is not used for another host. Main thread.
class EngineClient final : public QObject
{
    Q_OBJECT

public:
    enum class Mode { Workers, Thread }; ///< Thread: all in this process, for comparison and where there are no workers
    static constexpr int kMostAlone = 64; ///< sessions with a worker of their own; more of them share
    static constexpr int kShared = 100;   ///< sessions of one shared worker
    static constexpr int kComfortable = 16; ///< after which another shared worker is begun, one for each core

    explicit EngineClient(Mode mode = defaultMode());
    ~EngineClient() override;
    static Mode defaultMode();
    /// How often a worker that is used is asked for a sign of life; for those started from here on.
    void setLiveness(std::chrono::milliseconds interval) { m_liveness = interval; }

    /// What workers could not be kept from, in words: the system has no such limit. Empty: all as it must be, or none was
    /// started yet.
    const QString &unlimited() const { return m_unlimited; }

    quint32 attach(std::weak_ptr<SessionClient> session, Usage usage);
    void detach(quint32 session);
    void send(messages::ToEngine message, int descriptor = -1);

signals:
    void unlimitedChanged();

private:
    struct Route
    {
        std::weak_ptr<SessionClient> session;
        EngineHost *host = nullptr; ///< none could be started, or it is lost
    };
    struct Retired
    {
        std::unique_ptr<EngineHost> host;
        QDeadlineTimer until;
    };

    EngineHost *hostFor(Usage usage);
    EngineHost *aloneHost();
    EngineHost *sharedHost();
    std::unique_ptr<EngineHost> started();
    EngineHost *add(std::list<std::unique_ptr<EngineHost>> &list);
    void makeSpare();
    void heard(EngineHost *host, messages::ToClient message);
    void greeted(const messages::Hello &hello);
    void lost(EngineHost *host);
    void fail(quint32 session, const Error &error);
    void retire(EngineHost *host);
    void forget(EngineHost *host);
    void endRetired();

    const Mode m_mode;
    std::chrono::milliseconds m_liveness = std::chrono::seconds(10);
    quint32 m_lastId = 0;
    std::unordered_map<quint32, Route> m_routes;
    std::list<std::unique_ptr<EngineHost>> m_alone;
    std::list<std::unique_ptr<EngineHost>> m_shared;
    std::unique_ptr<EngineHost> m_spare; ///< started ahead, so that the next connection need not wait
    QTimer m_spareLater;
    std::deque<Retired> m_retired; ///< saying goodbye to their servers
    QTimer m_retiredCheck;
    Error m_startError;
    QString m_unlimited;
};

} // namespace aiops::ssh
