#include "cli/unlock.h"

#include "cli/cliinteraction.h"
#include "cli/services.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

using Passphrase = std::shared_ptr<const Secret>;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

Future<Passphrase> passphraseFromFd(Context context, const QString &number)
{
    bool ok = false;
    const int fd = number.toInt(&ok);
    if (!ok || fd < 0)
        return failed<Passphrase>(Error{Errc::Invalid, tr("--passphrase-fd needs the number of an open descriptor.")});
    return context.io->secretFromFd(fd, true);
}

Future<Passphrase> passphraseOf(Context context)
{
    const Arguments &arguments = context.arguments;
    if (arguments.has(u"--passphrase-fd"_s))
        return passphraseFromFd(context, arguments.value(u"--passphrase-fd"_s));
    if (arguments.has(u"--passphrase-file"_s))
        return context.io->secretFromFile(arguments.value(u"--passphrase-file"_s), true);
    if (arguments.noInput || !context.io->inIsTerminal())
        return failed<Passphrase>(Error{Errc::VaultLocked, tr("The vault is locked, and its passphrase was not given."), {},
                                        tr("Give it with --passphrase-fd or --passphrase-file.")});
    return context.io->promptSecret(tr("Passphrase of the vault"));
}

bool hasLoginFor(const vault::Vault &vault, InstanceId instance)
{
    const auto attachments = vault.attachments();
    return !attachments || std::ranges::any_of(*attachments, [instance](const vault::Attachment &attachment) {
        return attachment.instance == instance && attachment.purpose == Purpose::Login;
    });
}

} // namespace

QList<Parameter> passphraseParameters()
{
    return {{.name = u"--passphrase-fd"_s, .help = tr("Read the vault's passphrase from this descriptor")},
            {.name = u"--passphrase-file"_s,
             .help = tr("Read the vault's passphrase from this file"),
             .completes = u"file"_s}};
}

Future<void> ensureUnlocked(Context context)
{
    vault::Vault *vault = context.services->vault;
    if (!vault || vault->state().value != vault::LockState::Locked)
        co_return Status{};
    const auto passphrase = co_await passphraseOf(context);
    if (!passphrase)
        co_return std::unexpected(passphrase.error());
    auto permit = context.services->gatekeeper->request(team::Action::VaultUnlock, {u"vault"_s, {}, {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    co_return co_await vault->unlock(*std::move(permit), *passphrase);
}

Future<void> ensureUnlocked(Context context, InstanceId instance)
{
    const vault::Vault *vault = context.services->vault;
    if (!vault || instance.isNull() || !hasLoginFor(*vault, instance))
        return ready<void>(Status{});
    return ensureUnlocked(std::move(context));
}

std::shared_ptr<ssh::Interaction> interaction(Context context)
{
    return std::make_shared<CliInteraction>(std::move(context));
}

} // namespace aiops::cli
