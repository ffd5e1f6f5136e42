#pragma once

#include "team/commandrule.h"

#include <QSqlDatabase>

namespace aiops::storage {
class Command;
}

namespace aiops::team {

class CommandRuleStore final
{
public:
    static Result<QList<CommandRule>> list(QSqlDatabase db, OrganizationId organization); ///< by name

    /// A null id makes it. Errors Invalid, Conflict (the name is taken).
    static Result<CommandRule> save(storage::Command &command, CommandRule rule);
    static Status remove(storage::Command &command, CommandRuleId id);
};

} // namespace aiops::team
