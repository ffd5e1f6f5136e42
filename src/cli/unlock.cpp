#include "cli/unlock.h"

#include "cli/cliinteraction.h"
#include "cli/secretoption.h"
#include "cli/services.h"
#include "inventory/inventory.h"
#include "ssh/client/jumping.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

bool hasLoginFor(const Services &services, InstanceId instance)
{
    const auto attachments = services.vault->attachmentsAt(instance);
    const auto known = services.inventory->instance(instance);
    if (known && !known->groupCredential.isNull())
        return true;
    return !attachments || std::ranges::any_of(*attachments, [](const vault::Attachment &attachment) {
        return attachment.purpose == Purpose::Login;
    });
}

/// The instance itself, and the jump hosts before it.
bool needsVault(const Services &services, InstanceId instance)
{
    for (int hop = 0; hop <= ssh::mostHops && !instance.isNull(); ++hop) {
        if (hasLoginFor(services, instance))
            return true;
        const auto known = services.inventory->instance(instance);
        instance = known ? known->reachedThrough() : InstanceId();
    }
    return false;
}

/// With the one-time code that the options name, or that is asked for when the vault wants one.
Future<void> unlock(Context context, std::shared_ptr<const Secret> passphrase)
{
    vault::Vault *vault = context.services->vault;
    const auto code = co_await readSecret(context, u"code"_s, vault->hasSecondFactor() ? tr("One-time code") : QString());
    if (!code)
        co_return std::unexpected(code.error());
    auto permit = context.services->gatekeeper->request(team::Action::VaultUnlock, {u"vault"_s, {}, {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    const QString text = *code ? QString::fromUtf8((*code)->reveal()) : QString();
    co_return co_await vault->unlock(*std::move(permit), passphrase, text);
}

} // namespace

QList<Parameter> passphraseParameters()
{
    return secretParameters(u"passphrase"_s, tr("Read the vault's passphrase from this descriptor"),
                            tr("Read the vault's passphrase from this file"))
           + secretParameters(u"code"_s, tr("Read the one-time code from this descriptor"), tr("Read the one-time code from this file"));
}

Future<void> ensureUnlocked(Context context)
{
    vault::Vault *vault = context.services->vault;
    if (!vault || vault->state().value != vault::LockState::Locked)
        co_return Status{};
    const auto passphrase = co_await readSecret(context, u"passphrase"_s, tr("Passphrase of the vault"));
    if (!passphrase && passphrase.error().code == Errc::NoInput)
        co_return std::unexpected(Error{Errc::VaultLocked, tr("The vault is locked, and its passphrase was not given."), {},
                                        tr("Give it with --passphrase-fd or --passphrase-file.")});
    if (!passphrase)
        co_return std::unexpected(passphrase.error());
    co_return co_await unlock(context, *passphrase);
}

Future<void> ensureUnlocked(Context context, InstanceId instance)
{
    if (!context.services->vault || instance.isNull() || !needsVault(*context.services, instance))
        return ready<void>(Status{});
    return ensureUnlocked(std::move(context));
}

Future<void> confirm(Context context, team::Action action)
{
    team::Gatekeeper *gatekeeper = context.services->gatekeeper;
    vault::Vault *vault = context.services->vault;
    if (!vault || !gatekeeper->needsConfirmation(action))
        co_return Status{};
    const bool locked = vault->state().value == vault::LockState::Locked;
    const auto passphrase = co_await readSecret(context, u"passphrase"_s, tr("Passphrase of the vault, to confirm"));
    if (!passphrase && passphrase.error().code == Errc::NoInput)
        co_return std::unexpected(Error{locked ? Errc::VaultLocked : Errc::Denied, tr("This needs the passphrase of the vault, and it was not given."), {},
                                        tr("Give it with --passphrase-fd or --passphrase-file.")});
    if (!passphrase)
        co_return std::unexpected(passphrase.error());
    Status proved;
    if (locked) {
        proved = co_await unlock(context, *passphrase);
    } else {
        auto permit = gatekeeper->request(team::Action::VaultConfirm, {u"vault"_s, {}, {}});
        if (!permit)
            co_return std::unexpected(permit.error());
        proved = co_await vault->confirm(*std::move(permit), *passphrase);
    }
    if (proved)
        gatekeeper->confirmed(action);
    co_return proved;
}

Future<void> ensureUnlocked(Context context, QList<InstanceId> instances)
{
    vault::Vault *vault = context.services->vault;
    const bool isLocked = vault && vault->state().value == vault::LockState::Locked;
    if (!isLocked || std::ranges::none_of(instances, [&](InstanceId id) { return !id.isNull() && needsVault(*context.services, id); }))
        return ready<void>(Status{});
    return ensureUnlocked(std::move(context));
}

Future<bool> confirmCommand(Context context, QString question)
{
    if (context.arguments.yes)
        co_return true;
    if (context.arguments.noInput || !context.io->inIsTerminal())
        co_return false;
    const auto line = co_await context.io->promptLine(question + u" [y/N]"_s);
    if (!line)
        co_return std::unexpected(line.error());
    const QString word = line->trimmed().toLower();
    if (word != "y"_L1 && word != "yes"_L1)
        co_return std::unexpected(Error{Errc::Cancelled, tr("Nothing was run.")});
    co_return true;
}

std::shared_ptr<ssh::Interaction> interaction(Context context)
{
    return std::make_shared<CliInteraction>(std::move(context));
}

} // namespace aiops::cli
