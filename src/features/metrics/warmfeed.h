#pragma once

#include "features/metrics/percentring.h"
#include "features/metrics/sessionstate.h"
#include "ssh/client/pool.h"

#include <QSet>

#include <unordered_map>

namespace aiops::team { class Gatekeeper; }

namespace aiops::metrics {

/// CPU, memory and disk of every instance that has an open SSH transport anyway, read every few seconds. Never signs in
/// and does not keep a transport open: when nobody else used it for the pool's idle time, it stops reading. What was
/// read stays for 15 min. Main thread; everything handed in outlives it.
class WarmFeed final : public QObject
{
    Q_OBJECT

public:
    WarmFeed(team::Gatekeeper &gatekeeper, const ssh::Pool &pool, const Clock &clock, quint16 port, QObject *parent = nullptr);
    ~WarmFeed() override;

    void setInterval(std::chrono::seconds interval); ///< forgets what was read
    struct Reading
    {
        SessionState state;
        Percents now;
        const PercentRing *ring; ///< until the next event
    };
    /// Nothing when the instance had no open transport in the last 15 min.
    std::optional<Reading> reading(InstanceId instance) const;
    qsizetype size() const { return qsizetype(m_hosts.size()); }

signals:
    void changed(const QList<aiops::InstanceId> &instances); ///< at most twice a second

private:
    struct Host
    {
        ssh::Endpoint endpoint;
        NetdataClient *client = nullptr;
        SessionState::Kind kind = SessionState::Connecting;
        Percents now{kGap, kGap, kGap};
        PercentRing ring;
        std::chrono::milliseconds next{0};      ///< all by Clock::sinceBoot()
        std::chrono::milliseconds fresh{0};     ///< last good answer
        std::chrono::milliseconds othersUsed{0}; ///< last time that somebody else had a channel
        bool busy = false;
    };

    struct Hash
    {
        std::size_t operator()(InstanceId id) const { return qHash(id); }
    };

    void findOpen();
    void tick();
    bool isWanted(Host &host);
    void drop(Host &host);
    static Future<void> read(QPointer<WarmFeed> self, InstanceId id);
    Future<std::shared_ptr<ssh::Channel>> dial(const Host &host);
    void finish(InstanceId id, SessionState::Kind kind, std::chrono::milliseconds again);
    void tell(InstanceId id);
    Host *host(InstanceId id);

    team::Gatekeeper &m_gatekeeper;
    const ssh::Pool &m_pool;
    const Clock &m_clock;
    quint16 m_port;
    std::chrono::seconds m_interval{5};
    std::unordered_map<InstanceId, Host, Hash> m_hosts; ///< references stay valid
    QTimer m_timer;
    QTimer m_telling;
    QSet<InstanceId> m_news;
};

} // namespace aiops::metrics
