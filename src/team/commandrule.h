#pragma once

#include "core/error.h"
#include "core/ids.h"

#include <QList>
#include <QString>

namespace aiops {
using CommandRuleId = Id<struct CommandRuleTag>;
}

namespace aiops::team {

enum class Effect { Allow, Confirm, Deny }; ///< in the order of strictness
QString effectName(Effect effect); ///< "allow", "confirm", "deny"
Result<Effect> parseEffect(QStringView text);

/// One rule of an organization about commands on hosts.
struct CommandRule
{
    enum class Kind {
        Words, ///< each word of the pattern against the words of a program, * and ? as in file names; words that follow do not matter
        Regex, ///< found anywhere in the words of a program, joined with blanks
    };

    CommandRuleId id;
    OrganizationId organization;
    QString name; ///< unique in the organization, case-insensitive
    Effect effect = Effect::Confirm;
    Kind kind = Kind::Words;
    QString pattern;
    QString environment; ///< "prod", "staging", "dev"; empty: every one
    QString role;        ///< "operator", "admin"; empty: every one
    ProjectId project;   ///< null: every one
    QString note;
};

/// Where a command would run, as rules see it.
struct CommandPlace
{
    QString environment; ///< "prod", "staging", "dev" or ""
    QList<ProjectId> projects;
};

/// What the rules say about a command.
struct Judged
{
    Effect effect = Effect::Allow;
    QString rule;   ///< its name, for people; empty: none
    QString ruleId; ///< id of an own one, or the short name of a built-in one
    QString part;   ///< the part of the command that it is about
};

} // namespace aiops::team
