#pragma once

#include "core/future.h"
#include "core/permit.h"
#include "features/audit/forwardtarget.h"
#include "team/auditlog.h"

#include <QTimer>

namespace aiops::audit {

/// Copies new audit entries to a syslog or a webhook. What waits is the chain itself, from a position that is kept: nothing
/// is lost when the receiver is away or the program ends; an entry may come twice. Main thread, never waits.
class Forwarder final : public QObject
{
    Q_OBJECT

public:
    struct Pace
    {
        int rows = 100; ///< at once
        std::chrono::milliseconds firstPause{1000};
        std::chrono::milliseconds longestPause{300'000};
        std::chrono::milliseconds patience{10'000};
    };
    explicit Forwarder(team::AuditLog &log) : Forwarder(log, Pace()) {}
    Forwarder(team::AuditLog &log, const Pace &pace);

    void start(); ///< as it was set; when the database is open
    /// From now on, or from the first entry. Off stops it. The permit (audit.forward) ends with it.
    Future<void> configure(Permit permit, ForwardTarget target, bool fromStart = false);

    struct State
    {
        ForwardTarget target;
        qint64 position = 0; ///< the last entry that was sent
        qint64 waiting = 0;
        QString problem;     ///< of the last try, empty: none
    };
    State state() const;

signals:
    void changed();

private:
    void wake();
    void step();
    void sent(const Status &status, qint64 through);
    Future<void> save(qint64 position);

    team::AuditLog &m_log;
    const Pace m_pace;
    ForwardTarget m_target;
    qint64 m_position = 0;
    bool m_started = false;
    bool m_busy = false;
    int m_generation = 0; ///< of the target: what was sent to an old one counts no more
    QTimer m_pause;
    std::chrono::milliseconds m_nextPause;
    QString m_problem;
};

} // namespace aiops::audit
