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
            {u"key"_s, tr("Key")}, {u"under_older_keys"_s, tr("Under older keys")}, {u"problem"_s, tr("Problem")}};
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
            {u"project"_s, projectName(services, info)}, {u"credentials"_s, info.credentials}, {u"key"_s, qint64(info.epoch)},
            {u"under_older_keys"_s, info.underOlderKeys}, {u"problem"_s, info.problem},
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

Future<vault::ResealReport> sealAll(cli::Context context, vault::VaultInfo info)
{
    Result<Permit> permit = context.services->gatekeeper->request(team::Action::VaultReseal, {.kind = u"vault"_s, .id = info.id.toString(), .name = info.name});
    if (!permit)
        return failed<vault::ResealReport>(permit.error());
    auto progress = std::make_shared<vault::Progress>();
    QObject::connect(context.io, &cli::Io::interrupted, context.io, [progress] { progress->cancelled = true; });
    return vault::Vaults(*context.services->vault).reseal(*std::move(permit), info.id, progress);
}

/// The vault with what was done. What cannot be read stays as it was: partly failed.
Result<int> printSealed(const cli::Context &context, VaultId id, const Result<vault::ResealReport> &report)
{
    const Result<vault::VaultInfo> info = vault::Vaults(*context.services->vault).find(id.toString());
    if (!report || !info)
        return std::unexpected(report ? info.error() : report.error());
    QJsonObject object = toJson(*context.services, *info);
    object.insert(u"resealed"_s, report->resealed);
    object.insert(u"unreadable"_s, report->unreadable);
    cli::printObject(*context.io, context.arguments, allColumns() + QList<cli::Column>{{u"resealed"_s, tr("Sealed again")}, {u"unreadable"_s, tr("Unreadable")}}, object);
    if (report->unreadable == 0)
        return 0;
    cli::printMessage(*context.io, context.arguments, tr("What cannot be read was left as it is: somebody tampered with it."));
    return exitCode(Errc::Partial);
}

Future<int> reseal(cli::Context context)
{
    const auto info = vault::Vaults(*context.services->vault).find(context.arguments.value(u"VAULT"_s));
    if (!info)
        co_return std::unexpected(info.error());
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    const auto report = co_await sealAll(context, *info);
    co_return printSealed(context, info->id, report);
}

Future<int> remove(cli::Context context)
{
    vault::Vaults vaults(*context.services->vault);
    const auto info = vaults.find(context.arguments.value(u"VAULT"_s));
    if (!info)
        co_return std::unexpected(info.error());
    Result<Permit> permit = context.services->gatekeeper->request(team::Action::VaultRemove, {.kind = u"vault"_s, .id = info->id.toString(), .name = info->name});
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status removed = co_await vaults.remove(std::move(*permit), info->id);
    if (!removed)
        co_return std::unexpected(removed.error());
    cli::printMessage(*context.io, context.arguments, tr("Removed: %1").arg(info->name));
    co_return 0;
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
    if (!changed || !context.arguments.has(u"--reseal"_s))
        co_return printOne(context, changed);
    const auto report = co_await sealAll(context, *changed);
    co_return printSealed(context, changed->id, report);
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
                  .parameters = QList{existing(), Parameter{.name = u"--reseal"_s, .kind = Parameter::Flag, .help = tr("Seal everything in it with the new key at once")}}
                                + cli::passphraseParameters(),
                  .run = rotateKey});
    registry.add({.noun = noun, .name = u"reseal"_s, .help = tr("Seal everything in a vault with its newest key"), .example = u"aiops vault reseal Production"_s,
                  .parameters = QList{existing()} + cli::passphraseParameters(), .run = reseal});
    registry.add({.noun = noun, .name = u"remove"_s, .help = tr("Remove an empty vault"), .example = u"aiops vault remove Production"_s,
                  .parameters = {existing()}, .run = remove});
}

} // namespace aiops::credentials
