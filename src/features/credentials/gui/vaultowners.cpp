#include "features/credentials/gui/vaultowners.h"

#include "inventory/inventory.h"

#include <QCoreApplication>

namespace aiops::credentials {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

} // namespace

QList<VaultOwner> vaultOwners(const inventory::Inventory &inventory)
{
    QList<VaultOwner> owners{{tr("Nobody"), {}}};
    const auto organizations = inventory.organizations();
    for (const inventory::Organization &organization : organizations.value_or(QList<inventory::Organization>())) {
        owners.append({organization.name, {.name = {}, .organization = organization.id}});
        const auto projects = inventory.projects(organization.id);
        for (const inventory::Project &project : projects.value_or(QList<inventory::Project>()))
            owners.append({tr("%1 › %2").arg(organization.name, project.name), {.name = {}, .organization = organization.id, .project = project.id}});
    }
    return owners;
}

} // namespace aiops::credentials
