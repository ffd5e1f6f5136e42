#pragma once

#include "features/forwards/forward.h"
#include "ssh/client/pool.h"

#include <map>

namespace aiops { class Clock; }
namespace aiops::inventory { class Inventory; struct Instance; }
namespace aiops::storage { class Database; }
namespace aiops::team { class Gatekeeper; }

namespace aiops::forwards {

class ForwardSession;

/// The port forwards of a home folder: what is stored, and what runs. One in the owner process; main thread.
class Forwards final : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        storage::Database &database;
        inventory::Inventory &inventory;
        team::Gatekeeper &gatekeeper;
        ssh::Pool &pool;
        const Clock &clock;
    };

    explicit Forwards(Parts parts, QObject *parent = nullptr);
    ~Forwards() override;

    Result<QList<Forward>> list() const; ///< of instances that are there, by port
    Result<Forward> find(ForwardId id) const;
    /// By id, a part of it, name or listening port. Errors NotFound, Ambiguous.
    Result<Forward> select(const QString &selector) const;
    /// A null id makes it. What runs and is not the same any more is stopped. Errors of ForwardStore::save().
    Future<Forward> save(Permit permit, Forward forward);
    Future<void> remove(Permit permit, ForwardId id);

    Condition condition(ForwardId id) const;
    int running() const; ///< how many are neither stopped nor failed
    /// Asks the gatekeeper itself. `person` is asked about host keys and sign-ins now, and never later.
    /// Errors: Denied, those of ForwardSession::start().
    Future<void> start(ForwardId id, std::shared_ptr<ssh::Interaction> person);
    void stop(ForwardId id);

    /// From here on this process stays, and so does what is started: begins with what starts with the program.
    void keepRunning();
    bool isKept() const { return m_kept; }
    void hurry(); ///< what waits tries now: the vault is open, the network is back

signals:
    void changed();                                            ///< what is stored
    void conditionChanged(const aiops::forwards::ForwardId &id);

private:
    Future<std::shared_ptr<ssh::Transport>> connect(ForwardId id, bool again, std::shared_ptr<ssh::Interaction> person);
    static Future<std::shared_ptr<ssh::Transport>> acquire(QPointer<Forwards> self, ssh::Endpoint endpoint, Permit permit, Permit credential,
                                                           std::shared_ptr<ssh::Interaction> asked);
    ForwardSession *sessionOf(const Forward &forward);
    Future<void> begin(Forward forward, bool keepsTrying, std::shared_ptr<ssh::Interaction> person);
    Result<inventory::Instance> instanceOf(ForwardId id) const;
    void reconcile();

    Parts m_parts;
    std::map<ForwardId, std::unique_ptr<ForwardSession>> m_sessions;
    std::map<ForwardId, std::shared_ptr<ssh::Interaction>> m_persons; ///< while somebody waits for a start
    bool m_kept = false;
};

} // namespace aiops::forwards
