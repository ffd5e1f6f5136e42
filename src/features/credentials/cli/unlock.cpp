#include "features/credentials/cli/unlock.h"

#include "cli/secretoption.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "vault/vault.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;

namespace {

using SecretPointer = std::shared_ptr<const Secret>;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

} // namespace

Future<SecretPointer> readNewPassphrase(cli::Context context)
{
    const bool asks = !context.arguments.has(u"--passphrase-fd"_s) && !context.arguments.has(u"--passphrase-file"_s);
    Result<SecretPointer> first = co_await cli::readSecret(context, u"passphrase"_s, tr("New passphrase of the vault: "));
    if (!first || !asks)
        co_return first;
    const Result<SecretPointer> second = co_await context.io->promptSecret(tr("The same again: "));
    if (!second)
        co_return second;
    if (!(*first)->equals((*second)->reveal()))
        co_return std::unexpected(Error{.code = Errc::Invalid, .text = tr("The two passphrases differ. Nothing was changed.")});
    co_return first;
}

Future<void> requireUnlocked(cli::Context context)
{
    vault::Vault &vault = *context.services->vault;
    if (vault.state().value == vault::LockState::Missing)
        return failed<void>(Error{.code = Errc::VaultMissing, .text = tr("There is no vault yet."), .detail = {},
                                  .hint = tr("Create it with a passphrase: aiops vault create")});
    vault.touch();
    return cli::ensureUnlocked(std::move(context));
}

} // namespace aiops::credentials
