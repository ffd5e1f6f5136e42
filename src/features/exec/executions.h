#pragma once

#include "features/exec/executionstore.h"
#include "team/commandpolicy.h"

namespace aiops {
class Home;
namespace storage {
class Database;
}
} // namespace aiops

namespace aiops::exec {

/// Starts executions and remembers them: those of this process while it lives, the newest 200 in the database. One for
/// the owner of a home folder, so that the window sees what `aiops` runs. Main thread.
class Executions final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        storage::Database &database;
        ssh::Pool &pool;
        team::Gatekeeper &gatekeeper;
        team::CommandPolicy &policy;
        CredentialSource &credentials;
        const Clock &clock;
        QString folder; ///< where long output goes
    };

    explicit Executions(Parts parts, QObject *parent = nullptr);
    ~Executions() override;

    /// What the rules say about it: to ask the person before start().
    Result<team::Ruling> check(const Request &request) const;
    /// Runs it when it is allowed and, where needed, confirmed. A refused one is kept too, with its hosts denied or not run, and
    /// given back finished. Errors: Invalid, NotFound (no host), TooLarge, Denied (not confirmed).
    Result<std::shared_ptr<Execution>> start(Request request, std::shared_ptr<ssh::Interaction> interaction);
    /// Finishes when it has ended and is kept.
    Future<void> settled(std::shared_ptr<Execution> execution);

    QList<std::shared_ptr<Execution>> live() const { return m_live; } ///< started since this process began, newest first; of the ended ones a few
    int running() const;
    /// Stops all of them and finishes when that is kept. What does not end on its host in time counts as stopped, and says so.
    Future<void> stopAll(std::chrono::milliseconds patience = std::chrono::seconds(4));

    Result<QList<KeptExecution>> history(OrganizationId organization, int limit = 200) const;
    /// By id or its beginning, or "last". Errors NotFound, Ambiguous.
    Result<KeptExecution> find(OrganizationId organization, const QString &selector) const;
    Result<QList<KeptHost>> hosts(ExecutionId id, bool withOutput = false) const;
    /// The file of a host's long output; at most its last 16 MiB.
    Result<QString> longOutput(const KeptHost &host) const;

signals:
    void started(const std::shared_ptr<aiops::exec::Execution> &execution);
    void changed(); ///< one began or ended
    void notKept(const aiops::Error &error); ///< the history could not take what came of one

private:
    std::shared_ptr<Execution> make(Request request, std::shared_ptr<ssh::Interaction> interaction);
    void adopt(const std::shared_ptr<Execution> &execution);
    void ended(const std::shared_ptr<Execution> &execution);
    Future<void> keepEnd(const Execution &execution);
    void removeFiles(const QList<ExecutionId> &ids) const;
    QString folderOf(ExecutionId id) const;

    Parts m_parts;
    QList<std::shared_ptr<Execution>> m_live;
    QHash<ExecutionId, Future<void>> m_keeping;
    QHash<ExecutionId, QList<std::shared_ptr<QPromise<Result<void>>>>> m_waiting;
};

} // namespace aiops::exec
