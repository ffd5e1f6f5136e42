#include "team/commandpolicy.h"

#include "storage/command.h"
#include "storage/database.h"
#include "team/commandjudge.h"
#include "team/commandrulestore.h"

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("team", text);
}

} // namespace

CommandPolicy::CommandPolicy(storage::Database &database, Gatekeeper &gatekeeper, QObject *parent)
    : QObject(parent), m_database(database), m_gatekeeper(gatekeeper)
{
    connect(&database, &storage::Database::changed, this, [this](const QStringList &tables) {
        if (tables.contains(u"command_rule"_s))
            emit changed();
    });
}

Result<QList<CommandRule>> CommandPolicy::rules(OrganizationId organization) const
{
    return CommandRuleStore::list(m_database.reader(), organization);
}

Result<CommandRule> CommandPolicy::find(OrganizationId organization, const QString &selector) const
{
    const auto all = rules(organization);
    if (!all)
        return std::unexpected(all.error());
    for (const CommandRule &rule : *all) {
        if (rule.id.toString() == selector || rule.name.compare(selector, Qt::CaseInsensitive) == 0)
            return rule;
    }
    return std::unexpected(Error{Errc::NotFound, tr("There is no such command rule."), {}, tr("Built-in rules cannot be changed; an allow rule of your own takes their place.")});
}

Future<CommandRule> CommandPolicy::save(Permit permit, CommandRule rule)
{
    return m_database.command<CommandRule>(std::move(permit), [rule](storage::Command &command) { return CommandRuleStore::save(command, rule); });
}

Future<void> CommandPolicy::remove(Permit permit, CommandRuleId id)
{
    return m_database.command<void>(std::move(permit), [id](storage::Command &command) { return CommandRuleStore::remove(command, id); });
}

Result<Ruling> CommandPolicy::check(OrganizationId organization, const QString &command, const QList<CommandPlace> &places) const
{
    const auto own = rules(organization);
    if (!own)
        return std::unexpected(own.error());
    const CommandJudge judge(command, *own, m_gatekeeper.role());
    Ruling ruling;
    for (const CommandPlace &place : places) {
        ruling.each += judge.at(place);
        ruling.production += place.environment == "prod"_L1 ? 1 : 0;
        if (ruling.each.size() == 1 || ruling.each.constLast().effect > ruling.worst.effect)
            ruling.worst = ruling.each.constLast();
    }
    return ruling;
}

Result<Permit> CommandPolicy::request(Action action, Object object, const Ruling &ruling, bool confirmed)
{
    Result<Permit> permit = m_gatekeeper.request(action, std::move(object));
    if (!permit)
        return permit;
    if (!ruling.worst.ruleId.isEmpty())
        permit->note(u"rule"_s, ruling.worst.ruleId);
    if (ruling.worst.effect == Effect::Allow || (ruling.worst.effect == Effect::Confirm && confirmed))
        return permit;
    const Error error{Errc::Denied, rulingText(ruling.worst), {},
                      ruling.worst.effect == Effect::Deny ? tr("An administrator can change the command rules: aiops policy list")
                                                          : tr("Say yes to it: with --yes, or at the question.")};
    permit->failed(error);
    return std::unexpected(error);
}

QString rulingText(const Judged &judged)
{
    const QString what = judged.part.isEmpty() ? tr("This command") : u"“%1”"_s.arg(judged.part);
    const QString form = judged.effect == Effect::Deny ? tr("%1 is refused by the rule “%2”.")
                         : judged.effect == Effect::Confirm ? tr("%1 has to be confirmed, by the rule “%2”.")
                                                            : tr("%1 is allowed.");
    return judged.effect == Effect::Allow ? form.arg(what) : form.arg(what, judged.rule);
}

} // namespace aiops::team
