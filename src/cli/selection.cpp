#include "cli/selection.h"

#include "cli/services.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

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

Result<CredentialId> selectedCredential(const Context &context, const QString &selector)
{
    return context.services->vault->find(selector).transform([](const vault::CredentialInfo &info) { return info.id; });
}

Future<inventory::Organization> organizationOf(Context context)
{
    inventory::Inventory &inventory = *context.services->inventory;
    if (!context.arguments.organization.isEmpty())
        co_return inventory.findOrganization(context.arguments.organization);
    if (const auto current = inventory.currentOrganization(); !current.isNull())
        co_return inventory.organization(current);
    const auto all = inventory.organizations();
    if (!all)
        co_return std::unexpected(all.error());
    Result<inventory::Organization> chosen = all->isEmpty() ? inventory::Organization() : all->constFirst();
    if (all->isEmpty()) {
        auto permit = context.services->gatekeeper->request(team::Action::OrganizationAdd, {u"organization"_s, {}, u"Personal"_s});
        if (!permit)
            co_return std::unexpected(permit.error());
        chosen = co_await inventory.addOrganization(*std::move(permit), u"Personal"_s);
    }
    if (!chosen)
        co_return chosen;
    if (auto used = co_await inventory.useOrganization(chosen->id); !used)
        co_return std::unexpected(used.error());
    co_return chosen;
}

} // namespace aiops::cli
