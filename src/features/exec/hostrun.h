#pragma once

#include "features/exec/arrival.h"
#include "features/exec/bulkinteraction.h"
#include "features/exec/captured.h"
#include "features/exec/hostfile.h"
#include "features/exec/sudotalk.h"
#include "ssh/client/pool.h"

#include <QElapsedTimer>
#include <QTimer>

namespace aiops::exec {

/// What is known of one host of an execution.
struct HostResult
{
    Target target;
    HostState state = HostState::Queued;
    std::optional<int> exit;
    QByteArray signal;
    QString error; ///< why, for people; empty when it ended by itself
    QString hint = {};
    qint64 tookMs = 0; ///< from the first step on
    Captured out{};
    Captured err{64 * 1024, 64 * 1024};
    Arrival order{};
    QString file = {}; ///< all of the output, when it was long
    QString cut = {};  ///< why the file does not hold all of it; empty: it does, or there is none
};

/// The command on one host: connects, runs, collects, and can be stopped. Main thread; no thread of its own.
class HostRun final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        ssh::Pool &pool;
        team::Gatekeeper &gatekeeper;
        CredentialSource &credentials;
        std::shared_ptr<BulkInteraction> interaction;
        std::shared_ptr<FileBudget> budget;
        QString file; ///< where long output goes
        ssh::Usage usage = ssh::Usage::Interactive;
    };

    HostRun(Parts parts, std::shared_ptr<const Request> request, Target target, const Masking &masking);
    ~HostRun() override;

    void start();
    /// Queued and connecting ones become NotRun at once; a running one gets its processes ended first.
    void stop();
    void giveUp(); ///< ends at once, whatever the host does
    void end(HostState state, const QString &error = {}, const QString &hint = {}); ///< for one that was not started
    const HostResult &result() const { return m_result; }
    bool wasStarted() const { return m_clock.isValid(); }
    qint64 elapsedMs() const { return m_clock.isValid() ? m_clock.elapsed() : 0; }
    Masking masking() const; ///< of the run and of what was handed to this host

signals:
    void changed();
    void outputArrived();
    void ended();

private:
    void connected(const Result<std::shared_ptr<ssh::Transport>> &transport);
    void opened(const Result<std::shared_ptr<ssh::Channel>> &channel);
    void received(ssh::Channel::Stream stream, const QByteArray &data);
    void keep(Captured &to, const QByteArray &data);
    void acknowledge();
    void followGate(bool wasStarted);
    void connectSudo();
    void giveInput();
    void writeMore();
    void closed(const ssh::ExitState &exit, const std::optional<Error> &error);
    void connectTimeOut();
    void stopRemote(HostState as, const QString &why);
    void askToEnd();
    void finish(HostState state, const QString &error = {}, const QString &hint = {});
    void setState(HostState state);

    Parts m_parts;
    std::shared_ptr<const Request> m_request;
    Masking m_masking;
    const Markers m_markers = Markers::fresh();
    HostResult m_result;
    StderrGate m_gate;
    SudoTalk m_sudo;
    HostFile m_file;
    Future<std::shared_ptr<ssh::Transport>> m_connecting;
    std::shared_ptr<ssh::Transport> m_transport;
    std::shared_ptr<ssh::Channel> m_channel;
    QElapsedTimer m_clock;
    QTimer m_limit;
    QTimer m_acknowledge;
    qint64 m_unconsumed = 0;
    qsizetype m_inputAt = -1; ///< below zero: stdin was not begun
    bool m_isFiled = false;
    bool m_stopWanted = false; ///< as soon as it can be told to the host
    std::optional<std::pair<HostState, QString>> m_ending; ///< what it becomes when its processes are gone
};

} // namespace aiops::exec
