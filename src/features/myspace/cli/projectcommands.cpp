#include "features/myspace/cli/commands.h"
#include "features/myspace/cli/notesfile.h"
#include "features/myspace/cli/rows.h"
#include "features/myspace/cli/scope.h"

#include "cli/services.h"

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using cli::Context;
using cli::Parameter;
using inventory::Project;
using team::Action;

namespace {

Result<int> show(const Context &context, const Result<Project> &project)
{
    if (!project)
        return std::unexpected(project.error());
    const int count = context.services->inventory->countInstances({.project = project->id}).value_or(0);
    cli::printObject(*context.io, context.arguments, projectColumns(), toRow(*project, count));
    printNotes(context, project->notes);
    return 0;
}

Future<Project> named(Context context, QString parameter)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    co_return context.services->inventory->findProject(organization->id, context.arguments.value(parameter));
}

Result<inventory::ProjectEdit> valuesOf(const Context &context)
{
    const cli::Arguments &arguments = context.arguments;
    const auto notes = notesOf(context);
    if (!notes)
        return std::unexpected(notes.error());
    return inventory::ProjectEdit{arguments.optional(u"--name"_s), arguments.optional(u"--slug"_s), arguments.optional(u"--color"_s),
                                  arguments.optional(u"--description"_s), *notes};
}

Future<int> list(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    const auto all = context.services->inventory->projects(organization->id, context.arguments.has(u"--archived"_s));
    const auto counts = context.services->inventory->instancesOfProjects(organization->id);
    if (!all || !counts)
        co_return std::unexpected(all ? counts.error() : all.error());
    QList<QJsonObject> rows;
    for (const Project &project : *all)
        rows.append(toRow(project, counts->value(project.id)));
    cli::printList(*context.io, context.arguments, projectColumns(), rows);
    co_return 0;
}

Future<int> add(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    auto values = valuesOf(context);
    if (!values)
        co_return std::unexpected(values.error());
    values->name = context.arguments.value(u"NAME"_s);
    auto permit = permitFor(context, Action::ProjectAdd, u"project"_s, {}, *values->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto added = co_await context.services->inventory->addProject(std::move(*permit), organization->id, *values);
    co_return show(context, added);
}

Future<int> showOne(Context context)
{
    const auto project = co_await named(context, u"NAME"_s);
    co_return show(context, project);
}

Future<int> edit(Context context)
{
    const auto project = co_await named(context, u"NAME"_s);
    if (!project)
        co_return std::unexpected(project.error());
    const auto values = valuesOf(context);
    if (!values)
        co_return std::unexpected(values.error());
    auto permit = permitFor(context, Action::ProjectEdit, u"project"_s, project->id.toString(), project->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto edited = co_await context.services->inventory->editProject(std::move(*permit), project->id, *values);
    co_return show(context, edited);
}

Future<int> setArchived(Context context, bool archived)
{
    const auto project = co_await named(context, u"NAME"_s);
    if (!project)
        co_return std::unexpected(project.error());
    auto permit = permitFor(context, archived ? Action::ProjectArchive : Action::ProjectRestore, u"project"_s,
                            project->id.toString(), project->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    inventory::Inventory *inventory = context.services->inventory;
    const auto done = co_await (archived ? inventory->archiveProject(std::move(*permit), project->id)
                                         : inventory->restoreProject(std::move(*permit), project->id));
    if (!done)
        co_return std::unexpected(done.error());
    co_return show(context, inventory->project(project->id));
}

Future<int> setLinked(Context context, bool linked)
{
    inventory::Inventory *inventory = context.services->inventory;
    const auto project = co_await named(context, u"PROJECT"_s);
    if (!project)
        co_return std::unexpected(project.error());
    const auto instance = inventory->findInstance(project->organization, context.arguments.value(u"INSTANCE"_s));
    if (!instance)
        co_return std::unexpected(instance.error());
    auto permit = permitFor(context, linked ? Action::ProjectLink : Action::ProjectUnlink, u"project"_s,
                            project->id.toString(), project->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    permit->note(u"instance"_s, instance->id.toString());
    Status done;
    if (linked) {
        const auto link = co_await inventory->link(std::move(*permit), project->id, instance->id,
                                                  context.arguments.value(u"--role"_s));
        done = link ? Status() : Status(std::unexpected(link.error()));
    } else {
        done = co_await inventory->unlink(std::move(*permit), project->id, instance->id);
    }
    if (!done)
        co_return std::unexpected(done.error());
    co_return show(context, inventory->project(project->id));
}

} // namespace

void registerProjectCommands(cli::Registry &registry)
{
    const QString noun = u"project"_s;
    const Parameter name{u"NAME"_s, Parameter::Positional, tr("Name, short name or id"), true, {}, noun};
    const Parameter project{u"PROJECT"_s, Parameter::Positional, tr("Project"), true, {}, noun};
    const Parameter instance{u"INSTANCE"_s, Parameter::Positional, tr("Instance"), true, {}, u"instance"_s};
    const QList<Parameter> values{{u"--slug"_s, Parameter::Value, tr("Short name")},
                                  {u"--color"_s, Parameter::Value, tr("Colour, like #c58801")},
                                  {u"--description"_s, Parameter::Value, tr("What it is for")},
                                  notesFileParameter()};
    registry.describeNoun(noun, tr("Projects group instances."));
    registry.add({noun, u"list"_s, tr("List projects."), u"aiops project list --json"_s,
                  {{u"--archived"_s, Parameter::Flag, tr("The archived ones")}}, list});
    registry.add({noun, u"add"_s, tr("Add a project."), u"aiops project add Checkout --color \"#c58801\""_s,
                  QList<Parameter>{{u"NAME"_s, Parameter::Positional, tr("Name"), true}} + values, add});
    registry.add({noun, u"show"_s, tr("Show one."), u"aiops project show checkout"_s, {name}, showOne});
    registry.add({noun, u"edit"_s, tr("Change values."), u"aiops project edit checkout --name Shop"_s,
                  QList<Parameter>{name, {u"--name"_s, Parameter::Value, tr("New name")}} + values, edit});
    registry.add({noun, u"archive"_s, tr("Put away; nothing is lost."), u"aiops project archive checkout"_s, {name},
                  [](Context context) { return setArchived(context, true); }});
    registry.add({noun, u"restore"_s, tr("Take out of the archive."), u"aiops project restore checkout"_s, {name},
                  [](Context context) { return setArchived(context, false); }});
    registry.add({noun, u"link"_s, tr("Put an instance into it."), u"aiops project link checkout web-1 --role web"_s,
                  {project, instance, {u"--role"_s, Parameter::Value, tr("What the instance does there")}},
                  [](Context context) { return setLinked(context, true); }});
    registry.add({noun, u"unlink"_s, tr("Take an instance out of it."), u"aiops project unlink checkout web-1"_s,
                  {project, instance}, [](Context context) { return setLinked(context, false); }});
}

} // namespace aiops::myspace
