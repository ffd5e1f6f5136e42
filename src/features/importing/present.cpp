#include "features/importing/present.h"

#include "inventory/inventory.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;
using namespace inventory;

namespace {

HostRecord valuesOf(const Instance &instance)
{
    return {.name = instance.name,
            .address = instance.address,
            .port = instance.port,
            .user = instance.user,
            .environment = instance.environment,
            .region = instance.region,
            .notes = instance.notes,
            .keyFile = QString(),
            .jump = JumpTo{.isDirect = true},
            .group = QStringList(),
            .tags = instance.tags};
}

} // namespace

QString shownPath(const QStringList &path)
{
    return path.join(" / "_L1);
}

Result<Present> readPresent(const Inventory &inventory, OrganizationId organization)
{
    Present present{.organization = organization};
    const auto projects = inventory.projects(organization);
    const auto instances = inventory.instances({.organization = organization});
    const auto links = inventory.links(organization);
    if (!projects || !instances || !links)
        return std::unexpected(!projects ? projects.error() : !instances ? instances.error() : links.error());
    QHash<ProjectId, QString> names;
    for (const Project &project : *projects) {
        names.insert(project.id, project.name);
        present.projects.insert(project.name, project.id);
    }
    QHash<InstanceId, qsizetype> places;
    for (const Instance &instance : *instances) {
        places.insert(instance.id, present.hosts.size());
        present.hosts += Present::Host{instance.id, valuesOf(instance)};
    }
    for (const Link &link : *links) {
        if (places.contains(link.instance) && names.contains(link.project))
            present.hosts[places[link.instance]].values.projects.insert(names[link.project], link.role);
    }
    return present;
}

} // namespace aiops::importing
