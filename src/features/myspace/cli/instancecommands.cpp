#include "features/myspace/cli/commands.h"

#include "features/myspace/sshcommand.h"
#include "features/myspace/cli/filtering.h"
#include "features/myspace/cli/instancevalues.h"
#include "features/myspace/cli/notesfile.h"
#include "features/myspace/cli/rows.h"
#include "features/myspace/cli/scope.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "core/text.h"

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using cli::Context;
using cli::Parameter;
using inventory::Instance;
using inventory::InstanceEdit;
using team::Action;

namespace {

Result<int> show(const Context &context, const Result<Instance> &instance)
{
    if (!instance)
        return std::unexpected(instance.error());
    const auto rows = toRows(*context.services->inventory, {*instance});
    if (!rows)
        return std::unexpected(rows.error());
    cli::printObject(*context.io, context.arguments, instanceColumns(), rows->constFirst());
    printNotes(context, instance->notes);
    return 0;
}

Future<Instance> named(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    co_return context.services->inventory->findInstance(organization->id, context.arguments.value(u"NAME"_s));
}

Result<InstanceEdit> valuesOf(const Context &context)
{
    const cli::Arguments &arguments = context.arguments;
    const auto notes = notesOf(context);
    if (!notes)
        return std::unexpected(notes.error());
    InstanceEdit values{.name = arguments.optional(u"--name"_s), .address = arguments.optional(u"--address"_s),
                        .user = arguments.optional(u"--user"_s), .region = arguments.optional(u"--region"_s),
                        .notes = *notes};
    if (arguments.has(u"--port"_s)) {
        bool ok = false;
        values.port = arguments.value(u"--port"_s).toInt(&ok);
        if (!ok)
            return std::unexpected(Error{Errc::Invalid, tr("The port must be 1 to 65535.")});
    }
    if (arguments.has(u"--env"_s)) {
        const auto environment = inventory::parseEnvironment(arguments.value(u"--env"_s));
        if (!environment)
            return std::unexpected(environment.error());
        values.environment = *environment;
    }
    if (arguments.has(u"--tag"_s))
        values.tags = arguments.values(u"--tag"_s);
    values.proxy = arguments.optional(u"--proxy"_s);
    if (values.proxy && !arguments.has(u"--proxy-credential"_s))
        values.proxyCredential = CredentialId(); // the one before belonged to another proxy
    if (arguments.has(u"--old-algorithms"_s))
        values.oldAlgorithms = arguments.value(u"--old-algorithms"_s) == "on"_L1;
    return values;
}

/// --proxy-credential, by name.
Status takeProxyCredential(const Context &context, InstanceEdit &values)
{
    if (!context.arguments.has(u"--proxy-credential"_s))
        return {};
    const auto credential = proxyCredentialOf(context);
    if (!credential)
        return std::unexpected(credential.error());
    values.proxyCredential = *credential;
    return {};
}

/// --group and --jump, which name something of the organization.
Status takePlaces(const Context &context, OrganizationId organization, InstanceEdit &values)
{
    const cli::Arguments &arguments = context.arguments;
    if (arguments.has(u"--group"_s)) {
        const QString wanted = arguments.value(u"--group"_s);
        const auto group = wanted.isEmpty() ? Result<inventory::Group>() : findGroup(context, organization, wanted);
        if (!group)
            return std::unexpected(group.error());
        values.group = group->id;
    }
    const QString jump = arguments.value(u"--jump"_s);
    if (!arguments.has(u"--jump"_s))
        return {};
    if (jump.isEmpty() || jump == u"direct") {
        values.jump = inventory::parseJump(jump);
        return {};
    }
    const auto through = context.services->inventory->findInstance(organization, jump);
    if (!through)
        return std::unexpected(through.error());
    values.jump = inventory::Jump{inventory::Jump::Through, through->id};
    return {};
}

Result<QList<ProjectId>> projectsOf(const Context &context, OrganizationId organization)
{
    QList<ProjectId> projects;
    for (const QString &selector : context.arguments.values(u"--project"_s)) {
        const auto project = context.services->inventory->findProject(organization, selector);
        if (!project)
            return std::unexpected(project.error());
        projects.append(project->id);
    }
    return projects;
}

/// --project, as links with the role of --role.
Result<QList<inventory::Link>> linksOf(const Context &context, OrganizationId organization)
{
    const auto projects = projectsOf(context, organization);
    if (!projects)
        return std::unexpected(projects.error());
    if (projects->isEmpty() && context.arguments.has(u"--role"_s))
        return std::unexpected(Error{Errc::Invalid, tr("--role says what the instance does in a project."), {},
                                     tr("Give --project too.")});
    QList<inventory::Link> links;
    for (const ProjectId &project : *projects)
        links.append({{}, project, {}, context.arguments.value(u"--role"_s)});
    return links;
}

Future<int> list(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    const auto values = valuesOf(context);
    const auto projects = projectsOf(context, organization->id);
    if (!values || !projects)
        co_return std::unexpected(values ? projects.error() : values.error());
    const auto all = context.services->inventory->instances(
        {.organization = organization->id, .anyOfProjects = *projects,
         .archived = context.arguments.has(u"--archived"_s), .tags = context.arguments.values(u"--tag"_s),
         .environment = values->environment});
    const auto view = viewOf(context, organization->id);
    if (!view)
        co_return std::unexpected(view.error());
    const auto shown = all ? matching(context, organization->id, *view, *all) : all;
    const auto rows = shown ? toRows(*context.services->inventory, *shown) : std::unexpected(shown.error());
    if (!rows)
        co_return std::unexpected(rows.error());
    cli::printList(*context.io, context.arguments, instanceColumns(), *rows);
    co_return 0;
}

Future<int> add(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    auto values = editOf(context, organization->id);
    const auto links = linksOf(context, organization->id);
    if (!values || !links)
        co_return std::unexpected(values ? links.error() : values.error());
    values->name = context.arguments.value(u"NAME"_s);
    auto permit = permitFor(context, Action::InstanceAdd, u"instance"_s, {}, *values->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto added = co_await context.services->inventory->addInstance(std::move(*permit), organization->id, *values, *links);
    if (const inventory::LocalEdit local = localEditOf(context); added && !local.isEmpty()) {
        if (const Status set = co_await context.services->inventory->setLocal({added->id}, local); !set)
            co_return std::unexpected(set.error());
    }
    co_return show(context, added);
}

Future<int> showOne(Context context)
{
    const auto instance = co_await named(context);
    co_return show(context, instance);
}

/// Done when the person meant it: --yes, or the name typed again.
Future<void> confirmRemoval(Context context, QString name)
{
    if (context.arguments.yes)
        co_return Status();
    auto answer = co_await context.io->promptLine(tr("Remove the instance %1 for good? Type its name: ").arg(shownPlain(name, 200)));
    if (!answer && answer.error().code == Errc::NoInput)
        answer.error().hint = tr("Give --yes to remove without a question.");
    if (!answer)
        co_return std::unexpected(answer.error());
    co_return answer->trimmed() == name ? Status() : Status(std::unexpected(cancelledError()));
}

Future<int> remove(Context context)
{
    const auto instance = co_await named(context);
    if (!instance)
        co_return std::unexpected(instance.error());
    if (const Status meant = co_await confirmRemoval(context, instance->name); !meant)
        co_return std::unexpected(meant.error());
    auto permit = permitFor(context, Action::InstanceRemove, u"instance"_s, instance->id.toString(), instance->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    if (auto done = co_await context.services->inventory->removeInstance(std::move(*permit), instance->id); !done)
        co_return std::unexpected(done.error());
    cli::printMessage(*context.io, context.arguments, tr("Removed %1.").arg(instance->name));
    co_return 0;
}

Future<int> command(Context context)
{
    const auto instance = co_await named(context);
    if (!instance)
        co_return std::unexpected(instance.error());
    auto permit = permitFor(context, Action::InstanceCopyCommand, u"instance"_s, instance->id.toString(), instance->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    const QString line = sshCommand(*instance);
    if (context.arguments.json)
        cli::printObject(*context.io, context.arguments, {{u"command"_s, tr("Command")}}, {{u"command"_s, line}});
    else
        context.io->out(line.toUtf8() + '\n');
    permit->succeeded();
    co_return 0;
}

} // namespace

Result<InstanceEdit> editOf(const Context &context, OrganizationId organization)
{
    auto values = valuesOf(context);
    if (!values)
        return values;
    if (const Status taken = takePlaces(context, organization, *values).and_then([&] { return takeProxyCredential(context, *values); }); !taken)
        return std::unexpected(taken.error());
    return values;
}

Result<CredentialId> proxyCredentialOf(const Context &context)
{
    const QString name = context.arguments.value(u"--proxy-credential"_s);
    if (name.isEmpty())
        return CredentialId();
    return cli::selectedCredential(context, name);
}

inventory::LocalEdit localEditOf(const Context &context)
{
    using Agent = inventory::Marks::Agent;
    const cli::Arguments &arguments = context.arguments;
    inventory::LocalEdit values{.keyFile = arguments.optional(u"--key-file"_s), .agent = {}, .debugLog = {}};
    if (arguments.has(u"--agent"_s)) {
        const QString word = arguments.value(u"--agent"_s);
        values.agent = word == "on"_L1 ? Agent::Always : word == "off"_L1 ? Agent::Never : Agent::AsSet;
    }
    if (arguments.has(u"--debug-log"_s))
        values.debugLog = arguments.value(u"--debug-log"_s) == "on"_L1;
    return values;
}

Result<QList<inventory::Link>> wantedLinks(const Context &context, OrganizationId organization)
{
    return linksOf(context, organization);
}

Result<int> showInstance(const Context &context, const Result<Instance> &instance)
{
    return show(context, instance);
}

void registerInstanceCommands(cli::Registry &registry)
{
    const QString noun = u"instance"_s;
    const Parameter name{u"NAME"_s, Parameter::Positional, tr("Name or id"), true, {}, noun};
    const Parameter project{u"--project"_s, Parameter::List, tr("Project"), false, {}, u"project"_s};
    const Parameter env{u"--env"_s, Parameter::Value, tr("Environment"), false, {u"prod"_s, u"staging"_s, u"dev"_s}};
    const Parameter tag{u"--tag"_s, Parameter::List, tr("Tag, like tier=web; may be repeated")};
    const QList<Parameter> values{{u"--port"_s, Parameter::Value, tr("SSH port; 0: as the group says, or 22")}, {u"--user"_s, Parameter::Value, tr("User")},
                                  project, {u"--role"_s, Parameter::Value, tr("What it does in the project")}, env, tag,
                                  {u"--region"_s, Parameter::Value, tr("Region")}, {u"--note"_s, Parameter::Value, tr("Note")}, notesFileParameter(),
                                  {u"--group"_s, Parameter::Value, tr("Group; \"\" for none")},
                                  {u"--jump"_s, Parameter::Value, tr("Jump host; \"direct\" for none, \"\" as the group says"), false, {}, noun},
                                  {u"--proxy"_s, Parameter::Value, tr("socks5://HOST:PORT, http://HOST:PORT or command:PROGRAM %h %p; \"none\", \"\" as the group says")},
                                  {u"--proxy-credential"_s, Parameter::Value, tr("Credential with the proxy's password; \"\" for none"), false, {}, u"credential"_s},
                                  {u"--old-algorithms"_s, Parameter::Value, tr("Allow algorithms that are no longer safe"), false, {u"on"_s, u"off"_s}},
                                  {u"--agent"_s, Parameter::Value, tr("Offer the keys of the SSH agent, on this computer"), false, {u"on"_s, u"off"_s, u"as-set"_s}},
                                  {u"--key-file"_s, Parameter::Value, tr("Private key on this computer; \"\" for none"), false, {}, u"file"_s},
                                  {u"--debug-log"_s, Parameter::Value, tr("Write down what happens at its connections, on this computer"), false, {u"on"_s, u"off"_s}}};
    const Parameter address{u"--address"_s, Parameter::Value, tr("Host name or IP address")};
    Parameter needed = address;
    needed.required = true;
    registry.describeNoun(noun, tr("Instances: the machines you run."));
    registry.add({noun, u"list"_s, tr("List instances."), u"aiops instance list --project Checkout --json"_s,
                  {project, env, tag, {u"--filter"_s, Parameter::Value, tr("As in My Space: \"tag:tier=web -env:dev (db OR cache)\"")},
                   {u"--view"_s, Parameter::Value, tr("Those of a saved view")},
                   {u"--archived"_s, Parameter::Flag, tr("The archived ones")}}, list});
    registry.add({noun, u"add"_s, tr("Add an instance."), u"aiops instance add web-1 --address 192.0.2.7 --user admin"_s,
                  QList<Parameter>{{u"NAME"_s, Parameter::Positional, tr("Name"), true}, needed} + values, add});
    registry.add({noun, u"show"_s, tr("Show one."), u"aiops instance show web-1"_s, {name}, showOne});
    registerBulkCommands(registry, QList<Parameter>{{u"--name"_s, Parameter::Value, tr("New name")}, address} + values);
    registry.add({noun, u"remove"_s, tr("Remove it with its links, tags and credential attachments."),
                  u"aiops instance remove web-1 --yes"_s, {name}, remove});
    registry.add({noun, u"command"_s, tr("Print the ssh command line."), u"aiops instance command web-1"_s, {name}, command});
}

} // namespace aiops::myspace
