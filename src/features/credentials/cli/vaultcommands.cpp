#include "cli/services.h"
#include "cli/unlock.h"
#include "core/text.h"
#include "features/credentials/cli/credentialcommands.h"
#include "features/credentials/cli/unlock.h"
#include "features/credentials/cli/vaultfileverbs.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

Result<Permit> permitFor(const cli::Context &context, team::Action action)
{
    return context.services->gatekeeper->request(action, {.kind = u"vault"_s, .id = {}, .name = {}});
}

Future<int> create(cli::Context context)
{
    const auto passphrase = co_await readNewPassphrase(context);
    if (!passphrase)
        co_return std::unexpected(passphrase.error());
    Result<Permit> permit = permitFor(context, team::Action::VaultCreate);
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status created = co_await context.services->vault->create(std::move(*permit), *passphrase);
    if (!created)
        co_return std::unexpected(created.error());
    cli::printMessage(*context.io, context.arguments,
                      tr("The vault was created. Nobody can reset its passphrase: keep it in a safe place."));
    co_return 0;
}

Future<int> unlock(cli::Context context)
{
    const Status unlocked = co_await requireUnlocked(context);
    if (!unlocked)
        co_return std::unexpected(unlocked.error());
    cli::printMessage(*context.io, context.arguments,
                      tr("The passphrase is right. The vault stays unlocked only while the window or `aiops daemon start` runs."));
    co_return 0;
}

Future<int> lock(cli::Context context)
{
    Result<Permit> permit = permitFor(context, team::Action::VaultLock);
    if (!permit)
        return failed<int>(permit.error());
    context.services->vault->lock(std::move(*permit));
    cli::printMessage(*context.io, context.arguments, tr("The vault is locked."));
    return ready<int>(0);
}

Future<int> status(cli::Context context)
{
    const vault::LockState state = context.services->vault->state();
    static const QString kNames[] = {u"missing"_s, u"locked"_s, u"unlocked"_s};
    const QJsonObject object{{u"state"_s, kNames[state.value]},
                             {u"locks_at"_s, state.locksAt.isValid() ? QJsonValue(toRfc3339(state.locksAt)) : QJsonValue()}};
    cli::printObject(*context.io, context.arguments, {{u"state"_s, tr("State")}, {u"locks_at"_s, tr("Locks at")}}, object);
    return ready<int>(0);
}

} // namespace

void registerVaultVerbs(cli::Registry &registry)
{
    const QString vault = u"vault"_s;
    registry.describeNoun(vault, tr("The sealed store of credentials"));
    registry.add({.noun = vault, .name = u"create"_s, .help = tr("Create the vault with a passphrase"),
                  .example = u"aiops vault create"_s, .parameters = cli::passphraseParameters(), .run = create});
    registry.add({.noun = vault, .name = u"unlock"_s, .help = tr("Unlock the vault of the running window or daemon"),
                  .example = u"aiops vault unlock"_s, .parameters = cli::passphraseParameters(), .run = unlock});
    registry.add({.noun = vault, .name = u"lock"_s, .help = tr("Lock the vault and forget its keys"),
                  .example = u"aiops vault lock"_s, .parameters = {}, .run = lock});
    registry.add({.noun = vault, .name = u"status"_s, .help = tr("Show whether the vault is locked"),
                  .example = u"aiops vault status --json"_s, .parameters = {}, .run = status});
    registerVaultListVerbs(registry);
    registerFileVerbs(registry);
    registerRecoveryVerb(registry);
}

} // namespace aiops::credentials
