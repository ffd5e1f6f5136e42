#include "cli/secretoption.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/credentials/cli/vaultfileverbs.h"
#include "vault/vault.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

using SecretPointer = std::shared_ptr<const Secret>;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

Future<int> run(cli::Context context)
{
    vault::Vault &vault = *context.services->vault;
    if (vault.state().value == vault::LockState::Missing)
        co_return std::unexpected(Error{.code = Errc::VaultMissing, .text = tr("There is no vault yet."), .detail = {},
                                        .hint = tr("Create it with a passphrase: aiops vault create")});
    const auto old = co_await cli::readSecret(context, u"passphrase"_s, tr("Passphrase of the vault, as it is now: "));
    if (!old)
        co_return std::unexpected(old.error());
    const auto fresh = co_await readTwice(context, u"new-passphrase"_s, tr("New passphrase of the vault: "));
    if (!fresh)
        co_return std::unexpected(fresh.error());
    auto permit = context.services->gatekeeper->request(team::Action::VaultPassphrase, {u"vault"_s, {}, {}});
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status changed = co_await vault.changePassphrase(std::move(*permit), *old, *fresh);
    if (!changed)
        co_return std::unexpected(changed.error());
    cli::printMessage(*context.io, context.arguments, tr("The passphrase was changed. A recovery kit stays valid; files and backups keep theirs."));
    co_return 0;
}

} // namespace

Future<SecretPointer> readTwice(cli::Context context, QString name, QString label)
{
    const bool asks = !context.arguments.has(u"--%1-fd"_s.arg(name)) && !context.arguments.has(u"--%1-file"_s.arg(name));
    const Result<SecretPointer> first = co_await cli::readSecret(context, name, label);
    if (!first || !asks)
        co_return first;
    const Result<SecretPointer> second = co_await context.io->promptSecret(tr("The same again: "));
    if (!second)
        co_return second;
    if (!(*first)->equals((*second)->reveal()))
        co_return std::unexpected(Error{.code = Errc::Invalid, .text = tr("The two passphrases differ. Nothing was changed.")});
    co_return first;
}

cli::Verb passphraseVerb()
{
    return {.noun = u"vault"_s, .name = u"passphrase"_s, .help = tr("Change the passphrase of the vault"), .example = u"aiops vault passphrase"_s,
            .parameters = cli::passphraseParameters()
                          + cli::secretParameters(u"new-passphrase"_s, tr("Read the new passphrase from this descriptor"), tr("Read the new passphrase from this file")),
            .run = run};
}

} // namespace aiops::credentials
