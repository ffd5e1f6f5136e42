#include "features/exec/cli/execverb.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "inventory/inventory.h"
#include "team/builtinrules.h"
#include "team/commandpolicy.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;
using cli::Context;
using team::CommandRule;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::exec", text);
}

QJsonObject rowOf(const Context &context, const CommandRule &rule)
{
    const auto project = rule.project.isNull() ? Result<inventory::Project>(std::unexpected(Error{})) : context.services->inventory->project(rule.project);
    return {{u"id"_s, rule.id.toString()}, {u"name"_s, rule.name}, {u"effect"_s, team::effectName(rule.effect)},
            {u"kind"_s, rule.kind == CommandRule::Kind::Regex ? u"regex"_s : u"words"_s}, {u"pattern"_s, rule.pattern}, {u"environment"_s, rule.environment},
            {u"role"_s, rule.role}, {u"project"_s, project ? project->name : rule.project.isNull() ? QString() : rule.project.toString()}, {u"note"_s, rule.note},
            {u"built_in"_s, false}};
}

QJsonObject rowOf(const team::BuiltInRule &rule)
{
    const QString production = team::effectName(rule.production), elsewhere = team::effectName(rule.elsewhere);
    return {{u"id"_s, rule.id}, {u"name"_s, rule.name}, {u"effect"_s, elsewhere}, {u"effect_in_production"_s, production}, {u"kind"_s, u"built-in"_s},
            {u"pattern"_s, rule.pattern}, {u"environment"_s, u""_s}, {u"role"_s, u""_s}, {u"project"_s, u""_s}, {u"note"_s, u""_s}, {u"built_in"_s, true}};
}

Status takeValues(const Context &context, CommandRule &rule)
{
    const cli::Arguments &arguments = context.arguments;
    if (arguments.has(u"--effect"_s))
        rule.effect = team::parseEffect(arguments.value(u"--effect"_s)).value_or(team::Effect::Deny);
    if (arguments.has(u"--pattern"_s) && arguments.has(u"--regex"_s))
        return std::unexpected(Error{Errc::Invalid, tr("Give --pattern or --regex, not both.")});
    if (arguments.has(u"--pattern"_s)) {
        rule.kind = CommandRule::Kind::Words;
        rule.pattern = arguments.value(u"--pattern"_s);
    } else if (arguments.has(u"--regex"_s)) {
        rule.kind = CommandRule::Kind::Regex;
        rule.pattern = arguments.value(u"--regex"_s);
    }
    const auto scope = [](const QString &text) { return text == "any"_L1 ? QString() : text; };
    rule.name = arguments.value(rule.id.isNull() ? u"RULE"_s : u"--name"_s, rule.name);
    rule.environment = scope(arguments.value(u"--env"_s, rule.environment));
    rule.role = scope(arguments.value(u"--role"_s, rule.role));
    rule.note = arguments.value(u"--note"_s, rule.note);
    if (!arguments.has(u"--project"_s))
        return {};
    rule.project = {};
    if (arguments.value(u"--project"_s) == "any"_L1)
        return {};
    const auto project = context.services->inventory->findProject(rule.organization, arguments.value(u"--project"_s));
    if (project)
        rule.project = project->id;
    return project.transform([](const inventory::Project &) {});
}

Future<int> save(Context context, CommandRule rule)
{
    if (const Status taken = takeValues(context, rule); !taken)
        co_return std::unexpected(taken.error());
    auto permit = context.services->gatekeeper->request(team::Action::PolicyEdit, {u"command_rule"_s, rule.id.isNull() ? QString() : rule.id.toString(), rule.name});
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto saved = co_await context.services->policy->save(*std::move(permit), rule);
    if (!saved)
        co_return std::unexpected(saved.error());
    if (context.arguments.json)
        cli::printObject(*context.io, context.arguments, {}, rowOf(context, *saved));
    else
        cli::printMessage(*context.io, context.arguments, tr("Saved the rule “%1”.").arg(saved->name));
    co_return 0;
}

} // namespace

Future<int> policyList(Context context)
{
    const auto organization = cli::selectedOrganization(context);
    const auto rules = organization ? context.services->policy->rules(*organization) : std::unexpected(organization.error());
    if (!rules)
        co_return std::unexpected(rules.error());
    QList<QJsonObject> rows;
    for (const CommandRule &rule : *rules)
        rows.append(rowOf(context, rule));
    for (const team::BuiltInRule &rule : team::builtInRules())
        rows.append(rowOf(rule));
    cli::printList(*context.io, context.arguments,
                   {{u"name"_s, tr("Name")}, {u"effect"_s, tr("Effect")}, {u"effect_in_production"_s, tr("In production")}, {u"kind"_s, tr("Kind")},
                    {u"pattern"_s, tr("Pattern")}, {u"environment"_s, tr("Environment")}, {u"role"_s, tr("Role")}, {u"project"_s, tr("Project")}}, rows);
    co_return 0;
}

Future<int> policyAdd(Context context)
{
    const auto organization = co_await cli::organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    co_return co_await save(context, {.id = {}, .organization = organization->id});
}

Future<int> policyEdit(Context context)
{
    const auto organization = cli::selectedOrganization(context);
    const auto rule = organization ? context.services->policy->find(*organization, context.arguments.value(u"RULE"_s)) : std::unexpected(organization.error());
    if (!rule)
        co_return std::unexpected(rule.error());
    co_return co_await save(context, *rule);
}

Future<int> policyRemove(Context context)
{
    const auto organization = cli::selectedOrganization(context);
    const auto rule = organization ? context.services->policy->find(*organization, context.arguments.value(u"RULE"_s)) : std::unexpected(organization.error());
    if (!rule)
        co_return std::unexpected(rule.error());
    auto permit = context.services->gatekeeper->request(team::Action::PolicyEdit, {u"command_rule"_s, rule->id.toString(), rule->name});
    if (!permit)
        co_return std::unexpected(permit.error());
    permit->note(u"removed"_s, true);
    if (const auto removed = co_await context.services->policy->remove(*std::move(permit), rule->id); !removed)
        co_return std::unexpected(removed.error());
    cli::printMessage(*context.io, context.arguments, tr("Removed the rule “%1”.").arg(rule->name));
    co_return 0;
}

Future<int> policyTest(Context context)
{
    const auto organization = cli::selectedOrganization(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    team::CommandPlace place{context.arguments.value(u"--env"_s), {}};
    for (const QString &name : context.arguments.values(u"--project"_s)) {
        const auto project = context.services->inventory->findProject(*organization, name);
        if (!project)
            co_return std::unexpected(project.error());
        place.projects += project->id;
    }
    const auto ruling = context.services->policy->check(*organization, context.arguments.values(u"CMD"_s).join(u' '), {place});
    if (!ruling)
        co_return std::unexpected(ruling.error());
    const team::Judged &worst = ruling->worst;
    cli::printObject(*context.io, context.arguments,
                     {{u"effect"_s, tr("Effect")}, {u"rule"_s, tr("Rule")}, {u"part"_s, tr("About")}},
                     {{u"effect"_s, team::effectName(worst.effect)}, {u"rule"_s, worst.rule}, {u"rule_id"_s, worst.ruleId}, {u"part"_s, worst.part}});
    co_return worst.effect == team::Effect::Deny ? exitCode(Errc::Denied) : 0;
}

} // namespace aiops::exec
