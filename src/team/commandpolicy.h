#pragma once

#include "core/future.h"
#include "core/permit.h"
#include "team/commandrule.h"
#include "team/gatekeeper.h"

#include <QObject>

namespace aiops::storage {
class Database;
}

namespace aiops::team {

/// What the rules say about one command on several hosts.
struct Ruling
{
    Judged worst;
    QList<Judged> each; ///< in the order of the places
    int production = 0; ///< of the places
    int count(Effect effect) const { return int(std::ranges::count(each, effect, &Judged::effect)); }
};

/// The rules about commands on hosts, for whoever runs one: the same for the window, `aiops`, terminals' commands, jobs
/// and agents. Main thread of the owner.
class CommandPolicy final : public QObject
{
    Q_OBJECT

public:
    CommandPolicy(storage::Database &database, Gatekeeper &gatekeeper, QObject *parent = nullptr);

    Result<QList<CommandRule>> rules(OrganizationId organization) const; ///< own ones, by name
    /// By id or name. Error NotFound.
    Result<CommandRule> find(OrganizationId organization, const QString &selector) const;
    Future<CommandRule> save(Permit permit, CommandRule rule); ///< a null id adds it
    Future<void> remove(Permit permit, CommandRuleId id);

    Result<Ruling> check(OrganizationId organization, const QString &command, const QList<CommandPlace> &places) const;
    /// A permit for `action` when role and rules allow the command at all of the places, and it was confirmed where a rule
    /// wants that. Error Denied, already written to the audit chain with the rule.
    Result<Permit> request(Action action, Object object, const Ruling &ruling, bool confirmed);

signals:
    void changed();

private:
    storage::Database &m_database;
    Gatekeeper &m_gatekeeper;
};

/// "“rm -rf /” is refused by the rule “Remove the system”."; why a command is refused or asked about.
QString rulingText(const Judged &judged);

} // namespace aiops::team
