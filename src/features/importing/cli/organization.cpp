#include "features/importing/cli/importverbs.h"

#include "cli/services.h"
#include "inventory/inventory.h"
#include "team/gatekeeper.h"

namespace aiops::importing {

using namespace Qt::StringLiterals;

Future<inventory::Organization> organizationOf(cli::Context context)
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

} // namespace aiops::importing
