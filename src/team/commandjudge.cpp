#include "team/commandjudge.h"

#include "core/text.h"
#include "core/wildcard.h"
#include "team/builtinrules.h"

#include <QCoreApplication>

#include <algorithm>

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype kLongestPattern = 500;
constexpr qsizetype kLongestNote = 1000;

QString tr(const char *text)
{
    return QCoreApplication::translate("team", text);
}

QList<QRegularExpression> wordPatterns(const QString &pattern)
{
    QList<QRegularExpression> words;
    for (const QString &word : pattern.split(u' ', Qt::SkipEmptyParts)) {
        const QString name = words.isEmpty() ? word.section(u'/', -1) : word;
        words += QRegularExpression(QRegularExpression::wildcardToRegularExpression(closedWildcard(name), QRegularExpression::NonPathWildcardConversion),
                                    QRegularExpression::DotMatchesEverythingOption);
    }
    return words;
}

bool isOneLine(const QString &text, qsizetype limit)
{
    return text.size() <= limit && shownPlain(text, limit) == text;
}

Error invalid(const QString &text)
{
    return {Errc::Invalid, text};
}

} // namespace

QString effectName(Effect effect)
{
    return effect == Effect::Allow ? u"allow"_s : effect == Effect::Confirm ? u"confirm"_s : u"deny"_s;
}

Result<Effect> parseEffect(QStringView text)
{
    for (const Effect effect : {Effect::Allow, Effect::Confirm, Effect::Deny}) {
        if (effectName(effect) == text)
            return effect;
    }
    return std::unexpected(invalid(tr("A rule allows, confirms or denies.")));
}

Result<CommandRule> checkedRule(CommandRule rule)
{
    rule.name = rule.name.trimmed();
    rule.pattern = rule.pattern.trimmed();
    if (rule.name.isEmpty() || !isOneLine(rule.name, 200))
        return std::unexpected(invalid(tr("The name must have 1 to 200 characters.")));
    if (rule.pattern.isEmpty() || !isOneLine(rule.pattern, kLongestPattern))
        return std::unexpected(invalid(tr("The pattern must have 1 to %1 characters on one line.").arg(kLongestPattern)));
    if (rule.note.size() > kLongestNote)
        return std::unexpected(invalid(tr("The note is too long.")));
    if (rule.kind == CommandRule::Kind::Regex) {
        if (const QRegularExpression expression(rule.pattern); !expression.isValid())
            return std::unexpected(invalid(tr("This is not a regular expression: %1").arg(expression.errorString())));
    }
    if (!QStringList{u""_s, u"prod"_s, u"staging"_s, u"dev"_s}.contains(rule.environment))
        return std::unexpected(invalid(tr("The environment is prod, staging or dev.")));
    if (!QStringList{u""_s, u"operator"_s, u"admin"_s}.contains(rule.role))
        return std::unexpected(invalid(tr("The role is operator or admin.")));
    return rule;
}

CommandJudge::CommandJudge(const QString &command, const QList<CommandRule> &own, Role role) : m_line(unwrapCommand(command))
{
    for (const CommandRule &rule : own) {
        if (!rule.role.isEmpty() && rule.role != roleName(role))
            continue;
        const bool isRegex = rule.kind == CommandRule::Kind::Regex;
        m_own += {rule, isRegex ? QList<QRegularExpression>() : wordPatterns(rule.pattern), isRegex ? QRegularExpression(rule.pattern) : QRegularExpression()};
    }
}

Judged CommandJudge::at(const CommandPlace &place) const
{
    Judged worst;
    if (m_line.isUnclear)
        worst = {Effect::Confirm, tr("Cannot be read to its end"), kUnclearRule, {}};
    for (const PlainCommand &command : m_line.commands) {
        const Judged judged = judge(command, place);
        if (judged.effect > worst.effect || (worst.rule.isEmpty() && !judged.rule.isEmpty()))
            worst = judged;
    }
    return worst;
}

Judged CommandJudge::judge(const PlainCommand &command, const CommandPlace &place) const
{
    const QString part = shownPlain(command.text(), 120);
    for (const Effect effect : {Effect::Deny, Effect::Allow, Effect::Confirm}) {
        for (const Own &own : m_own) {
            if (own.rule.effect != effect || !isIn(own.rule, place))
                continue;
            const Hit hit = hits(own, command);
            // When the expression gave up nobody knows: what guards does so all the same, what opens does not.
            if (hit == Hit::Yes || (hit == Hit::Unknown && effect != Effect::Allow))
                return {own.expression.isValid() ? effect : Effect::Confirm, own.rule.name, own.rule.id.toString(), part}; // it may come from elsewhere
        }
    }
    Judged worst{Effect::Allow, {}, {}, part};
    for (const BuiltInRule &rule : builtInRules()) {
        const Effect effect = place.environment == "prod"_L1 ? rule.production : rule.elsewhere;
        if (effect > worst.effect && rule.hits(command, m_line))
            worst = {effect, rule.name, rule.id, part};
    }
    return worst;
}

CommandJudge::Hit CommandJudge::hits(const Own &own, const PlainCommand &command)
{
    if (own.rule.kind == CommandRule::Kind::Regex)
        return found(own.expression, command.text());
    if (command.words.size() < own.words.size() || own.words.isEmpty())
        return Hit::No;
    Hit all = Hit::Yes;
    for (qsizetype i = 0; i < own.words.size() && all != Hit::No; ++i) {
        if (const Hit one = found(own.words.at(i), command.words.at(i).text); one != Hit::Yes)
            all = one;
    }
    return all;
}

CommandJudge::Hit CommandJudge::found(const QRegularExpression &expression, const QString &text)
{
    if (!expression.isValid())
        return Hit::Unknown;
    const QRegularExpressionMatch match = expression.match(text);
    return !match.isValid() ? Hit::Unknown : match.hasMatch() ? Hit::Yes : Hit::No;
}

bool CommandJudge::isIn(const CommandRule &rule, const CommandPlace &place)
{
    return (rule.environment.isEmpty() || rule.environment == place.environment) && (rule.project.isNull() || place.projects.contains(rule.project));
}

} // namespace aiops::team
