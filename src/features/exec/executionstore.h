#pragma once

#include "features/exec/execution.h"

#include <QSqlDatabase>

namespace aiops::exec {

/// An execution as it is kept on this computer. No secret in it: the command is masked, values of variables are absent.
struct KeptExecution
{
    ExecutionId id;
    OrganizationId organization;
    QString command;
    bool isMasked = false; ///< something secret was taken out of the command: it cannot be run again from here
    QJsonObject settings;  ///< parallel, limits, folder, names of variables, whether sudo and stdin
    QString origin;
    QString outcome; ///< "running", "done", "partial", "failed", "stopped", "denied"
    QString reason;  ///< why it was refused
    QJsonObject counts;
    int targets = 0;
    QDateTime startedAt;
    QDateTime endedAt;
};

struct KeptHost
{
    InstanceId instance;
    QString name;
    QString environment;
    HostState state = HostState::NotRun;
    std::optional<int> exit;
    QString signal;
    QString error;
    qint64 tookMs = 0;
    QString digest; ///< equal for equal results
    qint64 outBytes = 0;
    qint64 errBytes = 0;
    QString out; ///< up to 64 KiB, masked
    QString err;
    QString order = {}; ///< see orderText(); empty: errors stand behind the output
    QString cut = {};   ///< why `file` does not hold all of it; empty: it does
    QString file = {}; ///< name below the folder of the executions; empty: all of it is in `out` and `err`
};

class ExecutionStore final
{
public:
    static Status begin(QSqlDatabase &db, const KeptExecution &execution);
    static Status end(QSqlDatabase &db, const KeptExecution &execution, const QList<KeptHost> &hosts);
    static Result<QList<KeptExecution>> list(QSqlDatabase db, OrganizationId organization, int limit); ///< newest first
    static Result<QList<KeptHost>> hosts(QSqlDatabase db, ExecutionId id, bool withOutput);
    /// Removes all but the newest `keep`; gives the ids of what went.
    static Result<QList<ExecutionId>> prune(QSqlDatabase &db, int keep);
};

} // namespace aiops::exec
