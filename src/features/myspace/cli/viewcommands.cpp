#include "features/myspace/cli/commands.h"

#include "features/myspace/cli/filtering.h"
#include "features/myspace/cli/rows.h"
#include "features/myspace/cli/scope.h"

#include "cli/services.h"

#include <QJsonDocument>

namespace aiops::myspace {

using namespace Qt::StringLiterals;
using cli::Context;
using cli::Parameter;
using inventory::SavedView;
using team::Action;

namespace {

QList<cli::Column> viewColumns()
{
    return {{u"name"_s, tr("Name")}, {u"filter"_s, tr("Filter")}, {u"group"_s, tr("Grouped by")}, {u"sort"_s, tr("Sorted by")},
            {u"instance_count"_s, tr("Instances")}, {u"id"_s, tr("Id")}};
}

/// The filter as it can be typed again.
QString filterText(const SpaceView &view)
{
    QStringList parts;
    if (!view.text.trimmed().isEmpty())
        parts << (view.choices.isEmpty() ? view.text.trimmed() : u"(%1)"_s.arg(view.text.trimmed()));
    const std::pair<QString, QStringList> lists[] = {{u"provider"_s, view.choices.providers}, {u"region"_s, view.choices.regions},
                                                     {u"status"_s, view.choices.statuses}, {u"env"_s, view.choices.environments},
                                                     {u"tag"_s, view.choices.tags}};
    for (const auto &[key, values] : lists) {
        QStringList terms;
        for (const QString &value : values)
            terms << (value.contains(u' ') ? u"%1:\"%2\""_s : u"%1:%2"_s).arg(key, value.isEmpty() ? u"none"_s : value);
        if (!terms.isEmpty())
            parts << (terms.size() == 1 ? terms.first() : u"(%1)"_s.arg(terms.join(u" OR "_s)));
    }
    return parts.join(u' ');
}

Result<QJsonObject> rowOf(const Context &context, const SavedView &saved)
{
    const SpaceView view = SpaceView::fromJson(saved.query.toUtf8());
    const auto all = context.services->inventory->instances({.organization = saved.organization});
    const auto shown = all ? matching(context, saved.organization, view, *all) : all;
    if (!shown && shown.error().code != Errc::Invalid) // a filter that nobody understands shows nothing
        return std::unexpected(shown.error());
    return QJsonObject{{u"id"_s, saved.id.toString()}, {u"name"_s, saved.name}, {u"filter"_s, filterText(view)},
                       {u"group"_s, nameOf(view.group)}, {u"sort"_s, nameOf(view.sort)}, {u"descending"_s, view.descending},
                       {u"mode"_s, view.mode}, {u"instance_count"_s, shown ? int(shown->size()) : 0},
                       {u"query"_s, QJsonDocument::fromJson(view.toJson()).object()}};
}

Result<int> show(const Context &context, const Result<SavedView> &view)
{
    const auto row = view ? rowOf(context, *view) : std::unexpected(view.error());
    if (!row)
        return std::unexpected(row.error());
    cli::printObject(*context.io, context.arguments, viewColumns(), *row);
    return 0;
}

Future<int> list(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    const auto views = context.services->inventory->savedViews(organization->id);
    if (!views)
        co_return std::unexpected(views.error());
    QList<QJsonObject> rows;
    for (const SavedView &view : *views) {
        const auto row = rowOf(context, view);
        if (!row)
            co_return std::unexpected(row.error());
        rows.append(*row);
    }
    cli::printList(*context.io, context.arguments, viewColumns(), rows);
    co_return 0;
}

Future<int> showOne(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    co_return show(context, findView(context, organization->id, context.arguments.value(u"NAME"_s)));
}

/// Makes it, or changes what is given of one that is there.
Future<int> save(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    const cli::Arguments &arguments = context.arguments;
    const auto old = findView(context, organization->id, arguments.value(u"NAME"_s));
    if (!old && old.error().code != Errc::NotFound)
        co_return std::unexpected(old.error());
    SavedView saved = old ? *old : SavedView{.organization = organization->id, .name = arguments.value(u"NAME"_s)};
    SpaceView view = SpaceView::fromJson(saved.query.toUtf8());
    if (arguments.has(u"--filter"_s)) {
        if (const auto query = FilterQuery::parse(arguments.value(u"--filter"_s)); !query)
            co_return std::unexpected(Error{.code = Errc::Invalid, .text = query.error().sentence()});
        view.text = arguments.value(u"--filter"_s);
        view.choices = {};
    }
    view.group = arguments.has(u"--group"_s) ? groupByOf(arguments.value(u"--group"_s)) : view.group;
    view.sort = arguments.has(u"--sort"_s) ? sortByOf(arguments.value(u"--sort"_s)) : view.sort;
    view.descending = arguments.has(u"--sort"_s) ? arguments.has(u"--reverse"_s) : view.descending;
    view.mode = arguments.value(u"--mode"_s, view.mode);
    saved.name = arguments.value(u"--name"_s, saved.name);
    saved.query = QString::fromUtf8(view.toJson());
    auto permit = permitFor(context, Action::ViewEdit, u"view"_s, saved.id.isNull() ? QString() : saved.id.toString(), saved.name);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto done = co_await context.services->inventory->saveView(std::move(*permit), saved);
    co_return show(context, done);
}

Future<int> remove(Context context)
{
    const auto organization = co_await organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    const auto view = findView(context, organization->id, context.arguments.value(u"NAME"_s));
    if (!view)
        co_return std::unexpected(view.error());
    auto permit = permitFor(context, Action::ViewEdit, u"view"_s, view->id.toString(), view->name);
    if (!permit)
        co_return std::unexpected(permit.error());
    if (const auto done = co_await context.services->inventory->removeView(std::move(*permit), view->id); !done)
        co_return std::unexpected(done.error());
    cli::printMessage(*context.io, context.arguments, tr("Removed the view %1.").arg(view->name));
    co_return 0;
}

} // namespace

void registerViewCommands(cli::Registry &registry)
{
    const QString noun = u"view"_s;
    const Parameter name{u"NAME"_s, Parameter::Positional, tr("Name or id"), true};
    const QStringList groups{u"none"_s, u"project"_s, u"provider"_s, u"region"_s, u"status"_s, u"environment"_s, u"group"_s};
    const QStringList sorts{u"name"_s, u"role"_s, u"worst"_s, u"cpu"_s, u"memory"_s, u"disk"_s, u"last-seen"_s};
    registry.describeNoun(noun, tr("Saved views: filters of My Space with a name."));
    registry.add({noun, u"list"_s, tr("List saved views."), u"aiops view list --json"_s, {}, list});
    registry.add({noun, u"show"_s, tr("Show one."), u"aiops view show \"Production, alerting\""_s, {name}, showOne});
    registry.add({noun, u"save"_s, tr("Save a view, or change one."), u"aiops view save Databases --filter \"role:db env:prod\" --sort worst"_s,
                  {name, {u"--filter"_s, Parameter::Value, tr("What it shows, like \"tag:tier=web -env:dev\"")},
                   {u"--group"_s, Parameter::Value, tr("Grouped by"), false, groups},
                   {u"--sort"_s, Parameter::Value, tr("Sorted by"), false, sorts},
                   {u"--reverse"_s, Parameter::Flag, tr("With --sort: the other way round")},
                   {u"--mode"_s, Parameter::Value, tr("How the window shows it"), false, {u"cards"_s, u"table"_s}},
                   {u"--name"_s, Parameter::Value, tr("New name")}}, save});
    registry.add({noun, u"remove"_s, tr("Remove one."), u"aiops view remove Databases"_s, {name}, remove});
}

} // namespace aiops::myspace
