#include "cli/selection.h"

#include "cli/services.h"

namespace aiops::cli {

Result<OrganizationId> selectedOrganization(const Context &context)
{
    const inventory::Inventory &inventory = *context.services->inventory;
    if (context.arguments.organization.isEmpty())
        return inventory.currentOrganization();
    const auto organization = inventory.findOrganization(context.arguments.organization);
    if (!organization)
        return std::unexpected(organization.error());
    return organization->id;
}

Result<inventory::Instance> selectedInstance(const Context &context, const QString &selector)
{
    const auto organization = selectedOrganization(context);
    if (!organization)
        return std::unexpected(organization.error());
    return context.services->inventory->findInstance(*organization, selector);
}

} // namespace aiops::cli
