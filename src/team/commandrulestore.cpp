#include "team/commandrulestore.h"

#include "core/text.h"
#include "storage/command.h"
#include "storage/sqlerror.h"
#include "team/commandjudge.h"

namespace aiops::team {

using namespace Qt::StringLiterals;

namespace {

/// A null string would be NULL in the database.
QString filled(const QString &text)
{
    return text.isNull() ? u""_s : text;
}

CommandRule readRule(const QSqlQuery &query)
{
    const auto text = [&query](int column) { return query.value(column).toString(); };
    return {CommandRuleId::parse(text(0)), OrganizationId::parse(text(1)), text(2), parseEffect(text(3)).value_or(Effect::Deny),
            text(4) == "regex"_L1 ? CommandRule::Kind::Regex : CommandRule::Kind::Words, text(5), text(6), text(7), ProjectId::parse(text(8)), text(9)};
}

} // namespace

Result<QList<CommandRule>> CommandRuleStore::list(QSqlDatabase db, OrganizationId organization)
{
    auto query = storage::run(db, u"SELECT id, organization, name, effect, kind, pattern, environment, role, project, note FROM row_command_rule "
                                  "WHERE organization = ? ORDER BY name COLLATE NOCASE"_s, {organization.toString()});
    if (!query)
        return std::unexpected(query.error());
    QList<CommandRule> rules;
    while (query->next())
        rules.append(readRule(*query));
    return rules;
}

Result<CommandRule> CommandRuleStore::save(storage::Command &command, CommandRule rule)
{
    const auto checked = checkedRule(rule);
    if (!checked)
        return checked;
    rule = *checked;
    QVariantMap fields{{u"name"_s, rule.name}, {u"effect"_s, effectName(rule.effect)},
                       {u"kind"_s, rule.kind == CommandRule::Kind::Regex ? u"regex"_s : u"words"_s}, {u"pattern"_s, rule.pattern},
                       {u"environment"_s, filled(rule.environment)}, {u"role"_s, filled(rule.role)},
                       {u"project"_s, rule.project.isNull() ? u""_s : rule.project.toString()}, {u"note"_s, filled(rule.note)}};
    const bool isNew = rule.id.isNull();
    if (isNew) {
        rule.id = CommandRuleId::create();
        fields.insert(u"organization"_s, rule.organization.toString());
        fields.insert(u"created_at"_s, toRfc3339(command.now()));
    }
    command.describe(rule.id.toString(), rule.name);
    command.note(u"effect"_s, effectName(rule.effect));
    command.note(u"pattern"_s, rule.pattern);
    const Status done = isNew ? command.insert(u"command_rule"_s, rule.id.uuid(), fields) : command.set(u"command_rule"_s, rule.id.uuid(), fields);
    return done.transform([&rule] { return rule; });
}

Status CommandRuleStore::remove(storage::Command &command, CommandRuleId id)
{
    return command.remove(u"command_rule"_s, id.uuid());
}

} // namespace aiops::team
