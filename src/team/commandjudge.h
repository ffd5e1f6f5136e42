#pragma once

#include "team/commandrule.h"
#include "team/gatekeeper.h"
#include "team/shellunwrap.h"

#include <QRegularExpression>

namespace aiops::team {

/// Judges one command line by rules. An own deny rule counts before an own allow rule, this before an own confirm rule,
/// and all of them before the built-in ones; of several programs in the line the strictest counts. It is a guard rail for
/// people who mean well and scripts that go wrong, not a sandbox. Any thread, one at a time.
class CommandJudge final
{
public:
    CommandJudge(const QString &command, const QList<CommandRule> &own, Role role);
    Judged at(const CommandPlace &place) const;

private:
    struct Own
    {
        CommandRule rule;
        QList<QRegularExpression> words;
        QRegularExpression expression;
    };
    enum class Hit { No, Yes, Unknown /* the expression gave up */ };

    Judged judge(const PlainCommand &command, const CommandPlace &place) const;
    static Hit hits(const Own &own, const PlainCommand &command);
    static Hit found(const QRegularExpression &expression, const QString &text);
    static bool isIn(const CommandRule &rule, const CommandPlace &place);

    UnwrappedLine m_line;
    QList<Own> m_own;
};

/// Error Invalid with the reason: name, pattern, environment or role cannot be used.
Result<CommandRule> checkedRule(CommandRule rule);

} // namespace aiops::team
