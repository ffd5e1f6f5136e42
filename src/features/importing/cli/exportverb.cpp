#include "features/importing/cli/importverbs.h"

#include "cli/selection.h"
#include "cli/services.h"
#include "core/text.h"
#include "features/importing/exporting.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

#include <QDir>
#include <QSaveFile>

namespace aiops::importing {

using namespace Qt::StringLiterals;
using cli::Context;

namespace {

/// Names, and what the options choose; empty for everything.
Result<std::optional<QList<InstanceId>>> selected(const Context &context, OrganizationId organization)
{
    const cli::Arguments &arguments = context.arguments;
    const inventory::Inventory &inventory = *context.services->inventory;
    QList<InstanceId> ids;
    for (const QString &selector : arguments.values(u"SELECTOR"_s)) {
        const auto instance = inventory.findInstance(organization, selector);
        if (!instance)
            return std::unexpected(instance.error());
        ids += instance->id;
    }
    inventory::InstanceFilter filter{.organization = organization, .tags = arguments.values(u"--tag"_s)};
    for (const QString &selector : arguments.values(u"--project"_s)) {
        const auto project = inventory.findProject(organization, selector);
        if (!project)
            return std::unexpected(project.error());
        filter.anyOfProjects += project->id;
    }
    if (arguments.has(u"--env"_s)) {
        const auto environment = inventory::parseEnvironment(arguments.value(u"--env"_s));
        if (!environment)
            return std::unexpected(environment.error());
        filter.environment = *environment;
    }
    const bool isFiltered = !filter.tags.isEmpty() || !filter.anyOfProjects.isEmpty() || filter.environment;
    if (!isFiltered)
        return ids.isEmpty() ? std::nullopt : std::optional(ids);
    const auto found = inventory.instances(filter);
    if (!found)
        return std::unexpected(found.error());
    for (const inventory::Instance &instance : *found)
        ids += instance.id;
    return ids;
}

Status writeFile(const QString &path, const QByteArray &text)
{
    QSaveFile file(path);
    if (file.open(QIODevice::WriteOnly) && file.write(text) == text.size() && file.commit())
        return {};
    return std::unexpected(Error{Errc::Failed, Text::tr("%1 could not be written: %2.").arg(shownPlain(path, 300), file.errorString())});
}

} // namespace

Future<int> runExport(Context context)
{
    const auto organization = co_await cli::organizationOf(context);
    if (!organization)
        co_return std::unexpected(organization.error());
    const auto ids = selected(context, organization->id);
    if (!ids)
        co_return std::unexpected(ids.error());
    auto present = readPresent(*context.services->inventory, organization->id);
    if (!present)
        co_return std::unexpected(present.error());
    if (*ids && (*ids)->isEmpty())
        present->hosts.clear();
    const Present chosen = selectionOf(*present, ids->value_or(QList<InstanceId>()));
    auto permit = context.services->gatekeeper->request(team::Action::InstanceExport, {u"instance"_s, {}, Text::tr("%1 instances").arg(chosen.hosts.size())});
    if (!permit)
        co_return std::unexpected(permit.error());
    const QString wanted = context.arguments.value(u"--format"_s, u"csv"_s);
    const auto formats = exportFormats();
    const auto format = std::ranges::find(formats, wanted, [](const auto &pair) { return pair.first; });
    const QByteArray text = exported(format->second, chosen);
    const QString output = context.arguments.value(u"--output"_s);
    if (output.isEmpty() && context.arguments.json)
        cli::printObject(*context.io, context.arguments, {}, {{u"format"_s, wanted}, {u"instances"_s, chosen.hosts.size()}, {u"text"_s, QString::fromUtf8(text)}});
    else if (output.isEmpty())
        context.io->out(text);
    else if (const Status written = writeFile(QDir(context.io->directory()).absoluteFilePath(output), text); !written)
        co_return std::unexpected(written.error()); // the permit that is dropped says so
    permit->succeeded();
    cli::printMessage(*context.io, context.arguments, Text::tr("Exported %1 instances.").arg(chosen.hosts.size()));
    co_return 0;
}

} // namespace aiops::importing
