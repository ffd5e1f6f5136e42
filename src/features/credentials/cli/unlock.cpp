#include "features/credentials/cli/unlock.h"

#include "cli/services.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

using SecretPointer = std::shared_ptr<const Secret>;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

Future<SecretPointer> fromDescriptor(const cli::Context &context, const QString &option, bool text)
{
    bool ok = false;
    const int fd = context.arguments.value(option).toInt(&ok);
    if (!ok || fd < 0)
        return failed<SecretPointer>(Error{.code = Errc::Invalid, .text = tr("%1 takes the number of an open descriptor.").arg(option)});
    return context.io->secretFromFd(fd, text);
}

Error missingInput(const QString &name)
{
    return {.code = Errc::NoInput, .text = tr("Nothing may be asked, and --%1-fd or --%1-file was not given.").arg(name)};
}

} // namespace

QList<cli::Parameter> passphraseParameters()
{
    return {{.name = u"--passphrase-fd"_s, .kind = cli::Parameter::Value, .help = tr("Read the vault's passphrase from this descriptor")},
            {.name = u"--passphrase-file"_s, .kind = cli::Parameter::Value, .help = tr("Read the vault's passphrase from this file"),
             .required = false, .choices = {}, .completes = u"file"_s}};
}

Future<SecretPointer> readSecret(cli::Context context, QString name, QString label, bool text)
{
    const QString fd = u"--%1-fd"_s.arg(name), file = u"--%1-file"_s.arg(name);
    if (context.arguments.has(fd) && context.arguments.has(file))
        return failed<SecretPointer>(Error{.code = Errc::Invalid, .text = tr("Give %1 or %2, not both.").arg(fd, file)});
    if (context.arguments.has(fd))
        return fromDescriptor(context, fd, text);
    if (context.arguments.has(file))
        return context.io->secretFromFile(context.arguments.value(file), text);
    if (label.isEmpty())
        return ready<SecretPointer>(SecretPointer());
    if (context.arguments.noInput)
        return failed<SecretPointer>(missingInput(name));
    return context.io->promptSecret(label);
}

Future<SecretPointer> readNewPassphrase(cli::Context context)
{
    const bool asks = !context.arguments.has(u"--passphrase-fd"_s) && !context.arguments.has(u"--passphrase-file"_s);
    Result<SecretPointer> first = co_await readSecret(context, u"passphrase"_s, tr("New passphrase of the vault: "));
    if (!first || !asks)
        co_return first;
    const Result<SecretPointer> second = co_await context.io->promptSecret(tr("The same again: "));
    if (!second)
        co_return second;
    if (!(*first)->equals((*second)->reveal()))
        co_return std::unexpected(Error{.code = Errc::Invalid, .text = tr("The two passphrases differ. Nothing was changed.")});
    co_return first;
}

Future<void> ensureUnlocked(cli::Context context)
{
    const QPointer vault(context.services->vault);
    switch (vault->state().value) {
    case vault::LockState::Unlocked:
        vault->touch();
        co_return Status();
    case vault::LockState::Missing:
        co_return std::unexpected(Error{.code = Errc::VaultMissing, .text = tr("There is no vault yet."), .detail = {},
                                        .hint = tr("Create it with a passphrase: aiops vault create")});
    case vault::LockState::Locked:
        break;
    }
    const Result<SecretPointer> passphrase = co_await readSecret(context, u"passphrase"_s, tr("Passphrase of the vault: "));
    if (!passphrase && passphrase.error().code == Errc::NoInput)
        co_return std::unexpected(Error{.code = Errc::VaultLocked, .text = tr("The vault is locked."), .detail = {},
                                        .hint = tr("Give --passphrase-fd or --passphrase-file.")});
    if (!passphrase)
        co_return std::unexpected(passphrase.error());
    if (!vault)
        co_return std::unexpected(cancelledError());
    Result<Permit> permit = context.services->gatekeeper->request(team::Action::VaultUnlock, {.kind = u"vault"_s, .id = {}, .name = {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    co_return co_await vault->unlock(std::move(*permit), *passphrase);
}

} // namespace aiops::credentials
