#include "features/myspace/cli/scope.h"

#include "cli/services.h"

namespace aiops::myspace {

using namespace Qt::StringLiterals;

Result<Permit> permitFor(const cli::Context &context, team::Action action, const QString &kind, const QString &id,
                         const QString &name)
{
    return context.services->gatekeeper->request(action, {kind, id, name});
}

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
        auto permit = permitFor(context, team::Action::OrganizationAdd, u"organization"_s);
        if (!permit)
            co_return std::unexpected(permit.error());
        chosen = co_await inventory.addOrganization(std::move(*permit), u"Personal"_s);
    }
    if (!chosen)
        co_return chosen;
    if (auto used = co_await inventory.useOrganization(chosen->id); !used)
        co_return std::unexpected(used.error());
    co_return chosen;
}

} // namespace aiops::myspace
