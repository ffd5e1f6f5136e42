#pragma once

#include "core/future.h"
#include "features/thiscomputer/sample.h"

#include <QObject>
#include <QTimer>

#include <deque>

namespace aiops::thiscomputer {

/// The values of this computer once a second, while somebody looks, and those of the last 15 minutes. The reading is
/// done in Qt's pool. Main thread.
class Sampler final : public QObject
{
    Q_OBJECT

public:
    static constexpr std::chrono::minutes kKept{15};
    static constexpr int kBusiest = 5;

    struct Pace
    {
        std::chrono::milliseconds first{200}; ///< between the first two looks: rates need two
        std::chrono::milliseconds every{1000};
    };

    explicit Sampler(std::shared_ptr<Reader> reader, QObject *parent = nullptr);
    Sampler(std::shared_ptr<Reader> reader, Pace pace, QObject *parent = nullptr);

    enum class Detail { Values, Processes };
    using Watch = std::shared_ptr<void>;
    /// Sampling goes on until the last of these handles is dropped.
    [[nodiscard]] Watch watch(Detail detail = Detail::Values);
    bool isRunning() const { return m_watchers > 0; }

    const Facts &facts() const { return m_facts; }
    Sample latest() const { return m_samples.empty() ? Sample() : m_samples.back(); }
    Space disk() const { return m_disk; }
    double uptime() const { return m_uptime; } ///< seconds
    const std::deque<Sample> &samples() const { return m_samples; } ///< oldest first; a pause leaves a gap in the times
    const QList<ProcessLoad> &busiest() const { return m_busiest; }

signals:
    void updated();

private:
    void begin();
    void leave(Detail detail);
    void look();
    void take(Reading reading);
    void append(const Sample &sample);
    void takeProcesses(const Reading &reading);
    bool wantsProcesses() const;

    std::shared_ptr<Reader> m_reader;
    const Pace m_pace;
    QTimer m_next;
    int m_watchers = 0;
    int m_processWatchers = 0;
    bool m_looking = false;
    std::optional<Reading> m_before;
    std::optional<Reading> m_beforeProcesses;
    Facts m_facts;
    Space m_disk;
    double m_uptime = kUnknown;
    std::deque<Sample> m_samples;
    QList<ProcessLoad> m_busiest;
};

/// Two looks, `apart` from each other: the values of now for whoever does not stay.
struct Snapshot
{
    Facts facts;
    Sample sample;
    Space disk;
    double uptime = kUnknown;
    QList<ProcessLoad> busiest;
};
Future<Snapshot> readNow(std::shared_ptr<Reader> reader, std::chrono::milliseconds apart = std::chrono::milliseconds(500));

} // namespace aiops::thiscomputer
