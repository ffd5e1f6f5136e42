#include "features/myspace/cli/rows.h"

#include "core/text.h"
#include "features/myspace/cli/commands.h"
#include "inventory/inventory.h"

#include <QRegularExpression>

namespace aiops::myspace {

using namespace Qt::StringLiterals;

namespace {

QJsonValue timeOrNull(const QDateTime &time)
{
    return time.isValid() ? QJsonValue(toRfc3339(time)) : QJsonValue();
}

QJsonObject toRow(const inventory::Instance &instance, const QJsonArray &projects, const inventory::LastSeen &seen)
{
    return {{u"id"_s, instance.id.toString()}, {u"name"_s, instance.name}, {u"address"_s, instance.address},
            {u"port"_s, instance.port}, {u"user"_s, instance.user}, {u"env"_s, inventory::environmentName(instance.environment)},
            {u"proxy"_s, instance.proxy}, {u"old_algorithms"_s, instance.oldAlgorithms},
            {u"provider"_s, inventory::providerName(instance.provider)}, {u"region"_s, instance.region},
            {u"notes"_s, instance.notes}, {u"tags"_s, QJsonArray::fromStringList(instance.tags)}, {u"projects"_s, projects},
            {u"created_at"_s, timeOrNull(instance.createdAt)}, {u"archived_at"_s, timeOrNull(instance.archivedAt)},
            {u"last_seen_at"_s, timeOrNull(seen.at)},
            {u"latency_ms"_s, seen.latencyMs < 0 ? QJsonValue() : QJsonValue(seen.latencyMs)},
            {u"state"_s, seen.state.isEmpty() ? u"unknown"_s : seen.state}};
}

} // namespace

QJsonObject toRow(const inventory::Organization &organization, int instances)
{
    return {{u"id"_s, organization.id.toString()}, {u"name"_s, organization.name}, {u"slug"_s, organization.slug},
            {u"created_at"_s, timeOrNull(organization.createdAt)}, {u"archived_at"_s, timeOrNull(organization.archivedAt)},
            {u"instance_count"_s, instances}};
}

QJsonObject toRow(const inventory::Project &project, int instances)
{
    return {{u"id"_s, project.id.toString()}, {u"name"_s, project.name}, {u"slug"_s, project.slug}, {u"color"_s, project.color},
            {u"description"_s, project.description}, {u"notes"_s, project.notes}, {u"created_at"_s, timeOrNull(project.createdAt)},
            {u"archived_at"_s, timeOrNull(project.archivedAt)}, {u"instance_count"_s, instances}};
}

Result<QList<QJsonObject>> toRows(const inventory::Inventory &inventory, const QList<inventory::Instance> &instances)
{
    const auto links = instances.size() == 1 ? inventory.linksOf(instances.constFirst().id) : inventory.links({});
    const auto active = inventory.projects({}, false);
    const auto archived = inventory.projects({}, true);
    const auto seen = inventory.lastSeen();
    if (!links || !active || !archived || !seen)
        return std::unexpected(!links ? links.error() : !active ? active.error() : !archived ? archived.error() : seen.error());
    QHash<ProjectId, inventory::Project> projects;
    for (const inventory::Project &project : *active + *archived)
        projects.insert(project.id, project);
    QHash<InstanceId, QJsonArray> linked;
    for (const inventory::Link &link : *links) {
        const inventory::Project project = projects.value(link.project);
        linked[link.instance].append(QJsonObject{{u"id"_s, link.project.toString()}, {u"name"_s, project.name},
                                                 {u"slug"_s, project.slug}, {u"role"_s, link.role}});
    }
    QList<QJsonObject> rows;
    for (const inventory::Instance &instance : instances)
        rows.append(toRow(instance, linked.value(instance.id), seen->value(instance.id)));
    return rows;
}

QList<cli::Column> organizationColumns()
{
    return {{u"name"_s, tr("Name")}, {u"slug"_s, tr("Short name")}, {u"instance_count"_s, tr("Instances")}, {u"id"_s, tr("Id")}};
}

QList<cli::Column> projectColumns()
{
    return {{u"name"_s, tr("Name")}, {u"slug"_s, tr("Short name")}, {u"color"_s, tr("Colour")},
            {u"description"_s, tr("Description")}, {u"instance_count"_s, tr("Instances")}, {u"id"_s, tr("Id")}};
}

QList<cli::Column> instanceColumns()
{
    return {{u"name"_s, tr("Name")}, {u"address"_s, tr("Address")}, {u"port"_s, tr("Port")}, {u"user"_s, tr("User")},
            {u"env"_s, tr("Environment")}, {u"state"_s, tr("State")}, {u"id"_s, tr("Id")}};
}

} // namespace aiops::myspace
