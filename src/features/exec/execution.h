#pragma once

#include "core/clock.h"
#include "core/permit.h"
#include "features/exec/hostrun.h"
#include "features/exec/transcript.h"

#include <QDateTime>

namespace aiops::exec {

/// How many hosts are in each state; the sum is the number of targets.
struct Counts
{
    std::array<int, hostStates> of{};
    int operator[](HostState state) const { return of[size_t(state)]; }
    int total() const;
    int ended() const;
    QJsonObject toJson() const; ///< "ok", "failed", …, of ended hosts and of those on the way
    /// What became of all of it once each has ended: "done", "partial", "failed", or "stopped" when a person ended it everywhere.
    QString outcome() const;
};

/// One command on its hosts, from start to end. Shared by all who look at it; main thread.
class Execution final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        ssh::Pool &pool;
        team::Gatekeeper &gatekeeper;
        CredentialSource &credentials;
        const Clock &clock;
        std::shared_ptr<ssh::Interaction> interaction;
        QString folder; ///< where long output of its hosts goes
    };

    Execution(Parts parts, ExecutionId id, Request request);
    ~Execution() override;

    void start(Permit permit);
    /// What is queued becomes NotRun, what runs is ended on its host.
    void stop();
    void stopHost(int position);
    void giveUp(); ///< waits for no host any more
    /// Nothing runs: the given hosts are Denied, the others NotRun.
    void refuse(const QList<int> &denied, const Error &why);

    ExecutionId id() const { return m_id; }
    const Request &request() const { return *m_request; }
    QDateTime startedAt() const { return m_startedAt; }
    QDateTime endedAt() const { return m_endedAt; }
    bool isFinished() const { return m_endedAt.isValid(); }
    QString refusal() const { return m_refusal; } ///< why nothing ran; empty: it was allowed
    int size() const { return int(m_hosts.size()); }
    const HostResult &host(int position) const { return m_hosts[size_t(position)]->result(); }
    qint64 elapsedMs(int position) const { return m_hosts[size_t(position)]->elapsedMs(); }
    /// Output for people: masked, controls visible, with a note where something was left out.
    QString outputText(int position, ssh::Channel::Stream stream) const;
    QList<Piece> output(int position) const; ///< the same of both streams, in the order in which it came
    Counts counts() const;

signals:
    void hostChanged(int position);
    void outputArrived(int position);
    void finished(); ///< once; every host has ended

private:
    void fill();
    void hostEnded(int position);
    void conclude();

    const ExecutionId m_id;
    std::shared_ptr<const Request> m_request;
    std::shared_ptr<BulkInteraction> m_interaction;
    const Clock &m_clock;
    Masking m_masking;
    std::vector<std::unique_ptr<HostRun>> m_hosts;
    std::optional<Permit> m_permit;
    QDateTime m_startedAt;
    QDateTime m_endedAt;
    QString m_refusal;
    int m_next = 0;
    int m_active = 0;
    int m_ended = 0;
    bool m_isStopping = false;
};

} // namespace aiops::exec
