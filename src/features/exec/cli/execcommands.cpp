#include "features/exec/cli/execcommands.h"

#include "cli/unlock.h"
#include "features/exec/cli/execrequest.h"
#include "features/exec/cli/execverb.h"

namespace aiops::exec {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::exec", text);
}

void registerRuns(cli::Registry &registry)
{
    registry.describeNoun(u"run"_s, tr("What was run on hosts, and what came of it"));
    const Parameter which{u"RUN"_s, Parameter::Positional, tr("Id or its beginning; the last one when absent")};
    registry.add({.noun = u"run"_s, .name = u"list"_s, .help = tr("The newest 200 executions"), .example = u"aiops run list --json"_s, .parameters = {}, .run = runList});
    registry.add({.noun = u"run"_s, .name = u"show"_s, .help = tr("One execution with the state of each host"), .example = u"aiops run show"_s,
                  .parameters = {which}, .run = runShow});
    registry.add({.noun = u"run"_s, .name = u"output"_s, .help = tr("What the hosts printed"), .example = u"aiops run output --host web-1"_s,
                  .parameters = {which, {u"--host"_s, Parameter::Value, tr("Only of this host"), false, {}, u"instance"_s}}, .run = runOutput});
}

void registerPolicy(cli::Registry &registry)
{
    registry.describeNoun(u"policy"_s, tr("Rules about commands on hosts: allow, confirm, deny"));
    const Parameter rule{u"RULE"_s, Parameter::Positional, tr("Name or id of the rule"), true};
    const Parameter project{u"--project"_s, Parameter::Value, tr("Only in this project; any: everywhere"), false, {}, u"project"_s};
    QList<Parameter> values{{u"--effect"_s, Parameter::Value, tr("What it does"), false, {u"allow"_s, u"confirm"_s, u"deny"_s}},
                            {u"--pattern"_s, Parameter::Value, tr("The first words of a program, * and ? as in file names: \"docker rm*\"")},
                            {u"--regex"_s, Parameter::Value, tr("A regular expression, found anywhere in a program's words")},
                            {u"--env"_s, Parameter::Value, tr("Only in this environment"), false, {u"prod"_s, u"staging"_s, u"dev"_s, u"any"_s}},
                            {u"--role"_s, Parameter::Value, tr("Only for this role"), false, {u"operator"_s, u"admin"_s, u"any"_s}},
                            project,
                            {u"--note"_s, Parameter::Value, tr("Why")}};
    registry.add({.noun = u"policy"_s, .name = u"list"_s, .help = tr("All rules, the built-in ones last"), .example = u"aiops policy list"_s, .parameters = {}, .run = policyList});
    registry.add({.noun = u"policy"_s, .name = u"add"_s, .help = tr("Add a rule. An allow rule also takes the place of built-in rules where it matches."),
                  .example = u"aiops policy add 'No removal' --effect deny --pattern 'docker rm*' --env prod"_s, .parameters = QList<Parameter>{rule} + values, .run = policyAdd});
    values.prepend({u"--name"_s, Parameter::Value, tr("New name")});
    registry.add({.noun = u"policy"_s, .name = u"edit"_s, .help = tr("Change a rule"), .example = u"aiops policy edit 'No removal' --effect confirm"_s,
                  .parameters = QList<Parameter>{rule} + values, .run = policyEdit});
    registry.add({.noun = u"policy"_s, .name = u"remove"_s, .help = tr("Remove a rule"), .example = u"aiops policy remove 'No removal'"_s, .parameters = {rule},
                  .run = policyRemove});
    registry.add({.noun = u"policy"_s, .name = u"test"_s, .help = tr("Tell what the rules say about a command, without running it. Exit code 4: denied."),
                  .example = u"aiops policy test --env prod -- rm -rf /srv"_s,
                  .parameters = {{u"--env"_s, Parameter::Value, tr("As on a host of this environment"), false, {u"prod"_s, u"staging"_s, u"dev"_s}},
                                 {u"--project"_s, Parameter::List, tr("As on a host of this project"), false, {}, u"project"_s},
                                 {u"CMD"_s, Parameter::Rest, tr("The command"), true}},
                  .run = policyTest});
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    registry.describeNoun(u"exec"_s, tr("Run one command on many hosts"));
    registry.add({.noun = u"exec"_s,
                  .help = tr("Run one command on many hosts; equal output is shown once. Exit code 8: some did not succeed. On production it asks first, or wants --yes."),
                  .example = u"aiops exec --project Checkout --env prod -- systemctl is-active nginx"_s,
                  .parameters = execParameters() + cli::passphraseParameters(),
                  .run = runExec});
    registerRuns(registry);
    registerPolicy(registry);
}

} // namespace aiops::exec
