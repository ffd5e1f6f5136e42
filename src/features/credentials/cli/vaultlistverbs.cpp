#include "cli/selection.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "core/text.h"
#include "features/credentials/cli/credentialcommands.h"
#include "features/credentials/cli/unlock.h"
#include "team/gatekeeper.h"
#include "vault/vaults.h"

// The vaults of a person: one key for each.
namespace aiops::credentials {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

QList<cli::Column> vaultColumns()
{
    return {{u"name"_s, tr("Name")}, {u"organization"_s, tr("Organization")}, {u"project"_s, tr("Project")}, {u"credentials"_s, tr("Credentials")},
            {u"key"_s, tr("Key")}, {u"problem"_s, tr("Problem")}};
}

QList<cli::Column> allColumns()
{
    return QList<cli::Column>{{u"id"_s, tr("Id")}} + vaultColumns() + QList<cli::Column>{{u"personal"_s, tr("Personal")}, {u"created_at"_s, tr("Created")}};
}

QString projectName(const cli::Services &services, const vault::VaultInfo &info)
{
    const auto project = info.project.isNull() ? std::unexpected(Error()) : services.inventory->findProject(info.organization, info.project.toString());
    return project ? project->name : QString();
}

QString organizationName(const cli::Services &services, const vault::VaultInfo &info)
{
    const auto organization = info.organization.isNull() ? std::unexpected(Error()) : services.inventory->findOrganization(info.organization.toString());
    return organization ? organization->name : QString();
}

QJsonObject toJson(const cli::Services &services, const vault::VaultInfo &info)
{
    return {{u"id"_s, info.id.toString()}, {u"name"_s, info.name}, {u"organization"_s, organizationName(services, info)},
            {u"project"_s, projectName(services, info)}, {u"credentials"_s, info.credentials}, {u"key"_s, qint64(info.epoch)}, {u"problem"_s, info.problem},
            {u"personal"_s, info.isPersonal}, {u"created_at"_s, toRfc3339(info.createdAt)}};
}

Future<int> list(cli::Context context)
{
    const auto all = vault::Vaults(*context.services->vault).all();
    if (!all)
        return failed<int>(all.error());
    QList<QJsonObject> rows;
    for (const vault::VaultInfo &info : *all)
        rows.append(toJson(*context.services, info));
    cli::printList(*context.io, context.arguments, context.arguments.json ? allColumns() : vaultColumns(), rows);
    return ready<int>(0);
}

/// Whose vault it is: of the project, else of the organization that was named, else of none.
Result<vault::VaultDraft> draftOf(const cli::Context &context)
{
    vault::VaultDraft draft{.name = context.arguments.value(u"NAME"_s)};
    const auto project = context.arguments.optional(u"--project"_s);
    if (context.arguments.organization.isEmpty() && !project)
        return draft;
    const Result<OrganizationId> organization = cli::selectedOrganization(context);
    if (!organization)
        return std::unexpected(organization.error());
    draft.organization = *organization;
    if (!project)
        return draft;
    const auto found = context.services->inventory->findProject(*organization, *project);
    if (!found)
        return std::unexpected(found.error());
    draft.project = found->id;
    return draft;
}

Result<int> printOne(const cli::Context &context, const Result<vault::VaultInfo> &info)
{
    if (!info)
        return std::unexpected(info.error());
    cli::printObject(*context.io, context.arguments, allColumns(), toJson(*context.services, *info));
    return 0;
}

Future<int> add(cli::Context context)
{
    const Result<vault::VaultDraft> draft = draftOf(context);
    if (!draft)
        co_return std::unexpected(draft.error());
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    Result<Permit> permit = context.services->gatekeeper->request(team::Action::VaultAdd, {.kind = u"vault"_s, .id = {}, .name = draft->name});
    if (!permit)
        co_return std::unexpected(permit.error());
    const Result<vault::VaultInfo> made = co_await vault::Vaults(*context.services->vault).add(std::move(*permit), *draft);
    co_return printOne(context, made);
}

Future<int> rename(cli::Context context)
{
    vault::Vaults vaults(*context.services->vault);
    const auto info = vaults.find(context.arguments.value(u"VAULT"_s));
    if (!info)
        co_return std::unexpected(info.error());
    Result<Permit> permit = context.services->gatekeeper->request(team::Action::VaultRename, {.kind = u"vault"_s, .id = info->id.toString(), .name = info->name});
    if (!permit)
        co_return std::unexpected(permit.error());
    const Result<vault::VaultInfo> renamed = co_await vaults.rename(std::move(*permit), info->id, context.arguments.value(u"NAME"_s));
    co_return printOne(context, renamed);
}

Future<int> rotateKey(cli::Context context)
{
    vault::Vaults vaults(*context.services->vault);
    const auto info = vaults.find(context.arguments.value(u"VAULT"_s));
    if (!info)
        co_return std::unexpected(info.error());
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    Result<Permit> permit = context.services->gatekeeper->request(team::Action::VaultRotateKey, {.kind = u"vault"_s, .id = info->id.toString(), .name = info->name});
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto changed = co_await vaults.rotateKey(std::move(*permit), info->id);
    if (changed)
        cli::printMessage(*context.io, context.arguments,
                          tr("What is written from now on has the new key. Who had the old one knows what was in the vault: change those values where they are used."));
    co_return printOne(context, changed);
}

Parameter existing()
{
    return {.name = u"VAULT"_s, .kind = Parameter::Positional, .help = tr("Name or id of the vault"), .required = true, .choices = {}, .completes = u"vault"_s};
}

Parameter newName()
{
    return {.name = u"NAME"_s, .kind = Parameter::Positional, .help = tr("Name of the vault"), .required = true};
}

} // namespace

void registerVaultListVerbs(cli::Registry &registry)
{
    const QString noun = u"vault"_s;
    registry.add({.noun = noun, .name = u"list"_s, .help = tr("List the vaults"), .example = u"aiops vault list --json"_s, .parameters = {}, .run = list});
    registry.add({.noun = noun, .name = u"add"_s, .help = tr("Make another vault with a key of its own"),
                  .example = u"aiops vault add Production --org Fernhill --project Checkout"_s,
                  .parameters = QList{newName(), Parameter{.name = u"--project"_s, .kind = Parameter::Value, .help = tr("The project that it belongs to"),
                                                           .required = false, .choices = {}, .completes = u"project"_s}}
                                + cli::passphraseParameters(),
                  .run = add});
    registry.add({.noun = noun, .name = u"rename"_s, .help = tr("Give a vault another name"), .example = u"aiops vault rename Production Live"_s,
                  .parameters = {existing(), newName()}, .run = rename});
    registry.add({.noun = noun, .name = u"rotate-key"_s, .help = tr("Give a vault a new key"), .example = u"aiops vault rotate-key Production"_s,
                  .parameters = QList{existing()} + cli::passphraseParameters(), .run = rotateKey});
}

} // namespace aiops::credentials
