#pragma once

#include "core/permit.h"
#include "features/probing/proberunner.h"
#include "features/probing/schedule.h"
#include "features/probing/seenwriter.h"

#include <QThreadPool>

#include <functional>

namespace aiops::inventory { struct Instance; }
namespace aiops::ssh { class Pool; }

namespace aiops::probing {

struct Looked
{
    InstanceId instance;
    Outcome outcome;
};

struct Tally
{
    int reachable = 0;
    int unreachable = 0;
    int skipped = 0; ///< behind a jump host without an open connection, or no network here
    int total() const { return reachable + unreachable + skipped; }
};
Tally tallyOf(const QList<Looked> &looked);

/// Looks at the SSH port of every instance now and then while it is on, and at once for a person. An instance behind a
/// jump host is not probed directly: it counts as reachable while a connection to it is open. Writes last seen and
/// latency through Inventory::noteSeen(). Pauses without a network and after sleep. Main thread.
class Prober final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        inventory::Inventory &inventory;
        const ssh::Pool *pool = nullptr; ///< may be null
        const Clock &clock;
        std::function<bool()> isOnline; ///< see hasNetwork()
    };
    explicit Prober(Parts parts, QObject *parent = nullptr);
    ~Prober() override;

    /// In the background from here on. The permit stands for all of it: one entry of the audit chain, not one a probe.
    void start(Permit permit);
    void stop();
    bool isOn() const { return m_on; }
    void setInterval(std::chrono::seconds interval);
    void setLimit(int probes) { m_runner.setLimit(probes); }
    const Schedule &schedule() const { return m_schedule; }

    /// Now, whatever the schedule says. Errors: none of the hosts' own; NotFound when none of the ids exists.
    Future<QList<Looked>> probeNow(Permit permit, QList<InstanceId> instances);

    void tick(); ///< what the timer calls; tests call it after moving their clock

private:
    struct Host
    {
        InstanceId id;
        QString address;
        QString user;
        quint16 port = 22;
        InstanceId via = {}; ///< the jump host; null: dialled directly
        bool byProxy = false;
    };
    using Urgency = ProbeRunner::Urgency;

    static Host hostOf(const inventory::Instance &instance);
    static Future<void> reload(QPointer<Prober> self);
    static Future<Outcome> look(QPointer<Prober> self, Host host, Urgency urgency);
    static Future<QList<Looked>> lookAtAll(QPointer<Prober> self, QList<Host> hosts, Permit permit);
    bool isWarm(const Host &host) const;
    void note(InstanceId instance, const Outcome &outcome, Urgency urgency);
    void arm();
    bool hasSlept();

    Parts m_parts;
    ProbeRunner m_runner;
    Schedule m_schedule;
    SeenWriter m_writer;
    QHash<InstanceId, Host> m_hosts;
    QThreadPool m_reader; ///< ten thousand rows are not read in the window's thread
    QTimer m_timer;
    QTimer m_reload;
    std::chrono::milliseconds m_tickDue{0}; ///< sinceBoot() when the timer should come
    std::chrono::milliseconds m_quietUntil{0};
    bool m_on = false;
};

} // namespace aiops::probing
