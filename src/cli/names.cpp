#include "cli/names.h"

#include "cli/services.h"
#include "inventory/inventory.h"
#include "vault/vaults.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
QStringList namesOf(const Result<QList<T>> &found)
{
    QStringList names;
    for (const T &one : found.value_or(QList<T>()))
        names.append(one.name);
    return names;
}

} // namespace

void registerNames(Registry &registry)
{
    registry.completeWith(u"org"_s, [](Services &services) { return namesOf(services.inventory->organizations()); });
    registry.completeWith(u"project"_s, [](Services &services) {
        return namesOf(services.inventory->projects(services.inventory->currentOrganization()));
    });
    registry.completeWith(u"instance"_s, [](Services &services) {
        return namesOf(services.inventory->instances({.organization = services.inventory->currentOrganization()}));
    });
    registry.completeWith(u"vault"_s, [](Services &services) { return namesOf(vault::Vaults(*services.vault).all()); });
    registry.completeWith(u"credential"_s, [](Services &services) { return namesOf(services.vault->credentials()); });
}

} // namespace aiops::cli
