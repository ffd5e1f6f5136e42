#include "features/thiscomputer/sampler.h"

#include "core/clock.h"

#include <QThreadPool>

namespace aiops::thiscomputer {

using namespace std::chrono_literals;

namespace {

/// The share of a core that looking at the processes may take: one part in so many.
constexpr int kProcessShare = 150;
constexpr auto kLongest = 5s; // between two looks that belong together

Future<Reading> readSoon(const std::shared_ptr<Reader> &reader, bool withProcesses)
{
    const auto promise = std::make_shared<QPromise<Result<Reading>>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, reader, withProcesses] {
        promise->addResult(reader->read(withProcesses));
        promise->finish();
    });
    return promise->future();
}

Future<void> pause(std::chrono::milliseconds time)
{
    const auto promise = std::make_shared<QPromise<Result<void>>>();
    promise->start();
    QTimer::singleShot(time, QCoreApplication::instance(), [promise] {
        promise->addResult(Result<void>());
        promise->finish();
    });
    return promise->future();
}

} // namespace

Sampler::Sampler(std::shared_ptr<Reader> reader, QObject *parent) : Sampler(std::move(reader), Pace(), parent) {}

Sampler::Sampler(std::shared_ptr<Reader> reader, Pace pace, QObject *parent)
    : QObject(parent), m_reader(std::move(reader)), m_pace(pace)
{
    m_next.setSingleShot(true);
    m_next.setTimerType(Qt::PreciseTimer);
    connect(&m_next, &QTimer::timeout, this, &Sampler::look);
}

Sampler::Watch Sampler::watch(Detail detail)
{
    m_processWatchers += detail == Detail::Processes;
    if (m_watchers++ == 0 || (detail == Detail::Processes && m_processWatchers == 1))
        begin();
    return Watch(this, [self = QPointer(this), detail](void *) {
        if (self)
            self->leave(detail);
    });
}

void Sampler::leave(Detail detail)
{
    if (detail == Detail::Processes && --m_processWatchers == 0)
        m_beforeProcesses.reset();
    if (--m_watchers > 0)
        return;
    m_next.stop();
    m_before.reset();
}

void Sampler::begin()
{
    if (m_reader)
        m_next.start(0);
}

bool Sampler::wantsProcesses() const
{
    if (m_processWatchers == 0)
        return false;
    if (!m_beforeProcesses || m_busiest.isEmpty())
        return true;
    const auto since = SystemClock().sinceBoot() - m_beforeProcesses->at;
    return since >= std::chrono::duration_cast<std::chrono::milliseconds>(kProcessShare * m_beforeProcesses->processCost);
}

void Sampler::look()
{
    if (m_looking || !isRunning())
        return;
    m_looking = true;
    deliver(readSoon(m_reader, wantsProcesses()), this, [this](Result<Reading> reading) {
        m_looking = false;
        if (reading && isRunning())
            take(*std::move(reading));
    });
}

void Sampler::take(Reading reading)
{
    if (reading.facts)
        m_facts = *reading.facts;
    m_disk = reading.disk;
    m_uptime = reading.uptime;
    // After a sleep, or when the pool was busy for long, the rates would be those of another time.
    const bool isNew = !m_before || reading.at - m_before->at > kLongest;
    const bool isNewProcess = m_processWatchers > 0 && !m_beforeProcesses;
    takeProcesses(reading);
    if (!isNew)
        append(sampleOf(*m_before, reading));
    reading.processes.reset();
    m_before = std::move(reading);
    m_next.start(isNew || isNewProcess ? m_pace.first : m_pace.every);
    if (!isNew)
        emit updated();
}

void Sampler::takeProcesses(const Reading &reading)
{
    if (!reading.processes)
        return;
    if (m_beforeProcesses)
        m_busiest = thiscomputer::busiest(*m_beforeProcesses, reading, m_facts, kBusiest);
    m_beforeProcesses = reading;
}

void Sampler::append(const Sample &sample)
{
    // The clock of the wall may be set back: what is later than now is of no use.
    while (!m_samples.empty() && m_samples.back().time >= sample.time)
        m_samples.pop_back();
    m_samples.push_back(sample);
    const qint64 oldest = sample.time - std::chrono::milliseconds(kKept).count();
    while (m_samples.front().time < oldest)
        m_samples.pop_front();
}

Future<Snapshot> readNow(std::shared_ptr<Reader> reader, std::chrono::milliseconds apart)
{
    if (!reader)
        co_return std::unexpected(Error{Errc::Invalid, QCoreApplication::translate("aiops::thiscomputer", "This system cannot be read yet."), {}});
    const auto before = co_await readSoon(reader, true);
    if (!before)
        co_return std::unexpected(before.error());
    (void)co_await pause(apart);
    const auto now = co_await readSoon(reader, true);
    if (!now)
        co_return std::unexpected(now.error());
    Snapshot snapshot{.facts = before->facts.value_or(Facts()), .sample = sampleOf(*before, *now), .disk = now->disk, .uptime = now->uptime};
    snapshot.busiest = busiest(*before, *now, snapshot.facts, Sampler::kBusiest);
    co_return snapshot;
}

} // namespace aiops::thiscomputer
