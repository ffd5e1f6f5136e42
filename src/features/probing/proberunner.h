#pragma once

#include "core/ids.h"
#include "features/probing/probe.h"

#include <QHash>
#include <QQueue>

namespace aiops::probing {

struct Target
{
    InstanceId instance; ///< may be null
    QString host;
    quint16 port = 22;
};

/// Probes, a few at a time; those that a person waits for before the others. Whoever calls it had a permit. Main thread.
class ProbeRunner final : public QObject
{
    Q_OBJECT

public:
    enum class Urgency { Background, Person };

    explicit ProbeRunner(const Clock &clock, QObject *parent = nullptr);
    ~ProbeRunner() override;

    Future<Outcome> probe(Target target, Urgency urgency = Urgency::Background);
    void setLimit(int probes) { m_limit = std::max(1, probes); }
    int limit() const { return m_limit; }
    void setPatience(std::chrono::milliseconds patience) { m_patience = patience; }
    int running() const { return m_running; }
    qsizetype waiting() const { return m_queue.size(); }
    /// Those in the background that wait or run end as Cancelled: their answers would say nothing.
    void cancelBackground();

private:
    struct Job
    {
        Target target;
        Urgency urgency;
        QPromise<Result<Outcome>> promise;
        bool cancelled = false;
    };
    using JobPtr = std::shared_ptr<Job>;

    void runNext();
    static Future<void> run(QPointer<ProbeRunner> self, JobPtr job);
    void dial(const JobPtr &job, const Addresses &addresses);
    void finish(const JobPtr &job, const Outcome &outcome);

    Resolver m_resolver;
    QQueue<JobPtr> m_queue;
    QList<JobPtr> m_jobs; ///< running
    std::chrono::milliseconds m_patience{5000};
    int m_limit = 32;
    int m_running = 0;
};

} // namespace aiops::probing
