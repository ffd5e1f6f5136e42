#include "features/exec/targets.h"

namespace aiops::exec {

Result<QList<Target>> targetsOf(const inventory::Inventory &inventory, OrganizationId organization, const QList<inventory::Instance> &instances)
{
    const auto links = inventory.links(organization);
    if (!links)
        return std::unexpected(links.error());
    QHash<InstanceId, QList<ProjectId>> projects;
    for (const inventory::Link &link : *links)
        projects[link.instance] += link.project;
    QList<Target> targets;
    for (const inventory::Instance &one : instances)
        targets += Target{{one.address, quint16(one.port), one.user, one.name, one.id, one.reachedThrough()},
                          inventory::environmentName(one.environment), projects.value(one.id)};
    return targets;
}

} // namespace aiops::exec
