#include "features/probing/proberunner.h"

namespace aiops::probing {

ProbeRunner::ProbeRunner(const Clock &clock, QObject *parent) : QObject(parent), m_resolver(clock) {}

ProbeRunner::~ProbeRunner()
{
    for (const QList<JobPtr> &jobs : {QList<JobPtr>(m_queue), m_jobs}) {
        for (const JobPtr &job : jobs) {
            job->promise.addResult(Outcome{});
            job->promise.finish();
        }
    }
}

Future<Outcome> ProbeRunner::probe(Target target, Urgency urgency)
{
    const auto job = std::make_shared<Job>(std::move(target), urgency);
    job->promise.start();
    const auto behind = std::ranges::find(m_queue, Urgency::Background, [](const JobPtr &each) { return each->urgency; });
    m_queue.insert(urgency == Urgency::Person ? behind - m_queue.begin() : m_queue.size(), job);
    const Future<Outcome> future = job->promise.future();
    runNext();
    return future;
}

void ProbeRunner::runNext()
{
    while (m_running < m_limit && !m_queue.isEmpty()) {
        ++m_running;
        m_jobs.append(m_queue.takeFirst());
        run(this, m_jobs.last());
    }
}

Future<void> ProbeRunner::run(QPointer<ProbeRunner> self, JobPtr job)
{
    const auto addresses = co_await self->m_resolver.lookup(job->target.host);
    if (!self || !self->m_jobs.contains(job))
        co_return {};
    if (addresses && !job->cancelled)
        self->dial(job, *addresses);
    else
        self->finish(job, job->cancelled ? Outcome{} : Outcome{Outcome::Unreachable, -1, {}, addresses.error().text});
    co_return {};
}

void ProbeRunner::dial(const JobPtr &job, const Addresses &addresses)
{
    auto *probe = new Probe(addresses, job->target.port, m_patience, this);
    connect(probe, &Probe::finished, this, [this, probe, job](const Outcome &outcome) {
        probe->deleteLater();
        if (!outcome.isReachable())
            m_resolver.forget(job->target.host);
        finish(job, job->cancelled ? Outcome{} : outcome);
    }, Qt::QueuedConnection); // start() may fail at once
    probe->start();
}

void ProbeRunner::finish(const JobPtr &job, const Outcome &outcome)
{
    --m_running;
    m_jobs.removeOne(job);
    job->promise.addResult(outcome);
    job->promise.finish();
    runNext();
}

void ProbeRunner::cancelBackground()
{
    QQueue<JobPtr> kept;
    for (const JobPtr &job : std::as_const(m_queue)) {
        if (job->urgency == Urgency::Person) {
            kept.append(job);
            continue;
        }
        job->promise.addResult(Outcome{});
        job->promise.finish();
    }
    m_queue = kept;
    for (const JobPtr &job : std::as_const(m_jobs))
        job->cancelled = job->cancelled || job->urgency == Urgency::Background;
}

} // namespace aiops::probing
