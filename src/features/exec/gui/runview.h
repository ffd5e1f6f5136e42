#pragma once

#include "features/exec/executions.h"
#include "inventory/inventory.h"

namespace aiops::exec {

/// A host of an execution as the page shows it.
struct HostRow
{
    InstanceId instance;
    QString name;
    QString environment;
    HostState state = HostState::Queued;
    std::optional<int> exit;
    QString error;
    QString hint;
    QString cut; ///< why its long output is not all there
    qint64 tookMs = 0;
    QString digest; ///< equal for equal results; empty while it goes on
};

/// One execution for the page, whether it goes on or is history. Main thread.
class RunView : public QObject
{
    Q_OBJECT

public:
    virtual ExecutionId id() const = 0;
    virtual QString command() const = 0; ///< masked
    virtual QDateTime startedAt() const = 0;
    virtual QString refusal() const = 0;
    virtual QString outcome() const = 0; ///< as KeptExecution has it
    virtual bool isFinished() const = 0;
    virtual int size() const = 0;
    virtual HostRow row(int position) const = 0;
    virtual QList<Piece> output(int position) const = 0;
    virtual Counts counts() const = 0;
    /// The same for some of its hosts. Error Conflict: what it held is not kept.
    virtual Result<Request> again(const QList<InstanceId> &hosts) const = 0;
    virtual void stop() {}
    virtual void stopHost(int position) { Q_UNUSED(position) }

signals:
    void rowChanged(int position);
    void outputArrived(int position);
    void finished();
};

/// Of an execution that runs, or ran since the program started.
class LiveRun final : public RunView
{
    Q_OBJECT

public:
    explicit LiveRun(std::shared_ptr<Execution> execution);
    ExecutionId id() const override { return m_execution->id(); }
    QString command() const override { return maskedCommand(m_execution->request().command); }
    QDateTime startedAt() const override { return m_execution->startedAt(); }
    QString refusal() const override { return m_execution->refusal(); }
    QString outcome() const override;
    bool isFinished() const override { return m_execution->isFinished(); }
    int size() const override { return m_execution->size(); }
    HostRow row(int position) const override;
    QList<Piece> output(int position) const override;
    Counts counts() const override { return m_execution->counts(); }
    Result<Request> again(const QList<InstanceId> &hosts) const override;
    void stop() override { m_execution->stop(); }
    void stopHost(int position) override { m_execution->stopHost(position); }

private:
    std::shared_ptr<Execution> m_execution;
};

/// Of one that is kept in the history.
class KeptRun final : public RunView
{
    Q_OBJECT

public:
    KeptRun(KeptExecution execution, QList<KeptHost> hosts, const inventory::Inventory &inventory);
    ExecutionId id() const override { return m_execution.id; }
    QString command() const override { return m_execution.command; }
    QDateTime startedAt() const override { return m_execution.startedAt; }
    QString refusal() const override { return m_execution.reason; }
    QString outcome() const override { return m_execution.outcome; }
    bool isFinished() const override { return true; }
    int size() const override { return int(m_hosts.size()); }
    HostRow row(int position) const override;
    QList<Piece> output(int position) const override;
    Counts counts() const override;
    Result<Request> again(const QList<InstanceId> &hosts) const override;

private:
    KeptExecution m_execution;
    QList<KeptHost> m_hosts;
    const inventory::Inventory &m_inventory;
};

} // namespace aiops::exec
