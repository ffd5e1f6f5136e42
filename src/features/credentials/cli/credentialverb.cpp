#include "features/credentials/cli/credentialverb.h"

#include "cli/services.h"
#include "features/credentials/cli/credentialjson.h"
#include "vault/vaults.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

} // namespace

Parameter name()
{
    return {.name = u"NAME"_s, .kind = Parameter::Positional, .help = tr("Name or id of the credential"), .required = true,
            .choices = {}, .completes = u"credential"_s};
}

Parameter value(const QString &option, const QString &help)
{
    return {.name = option, .kind = Parameter::Value, .help = help};
}

Result<vault::CredentialInfo> selectedCredential(const cli::Context &context)
{
    return context.services->vault->find(context.arguments.value(u"NAME"_s));
}

Result<std::optional<VaultId>> selectedVault(const cli::Context &context)
{
    const auto name = context.arguments.optional(u"--vault"_s);
    if (!name)
        return std::nullopt;
    const auto found = vault::Vaults(*context.services->vault).find(*name);
    return found ? Result<std::optional<VaultId>>(found->id) : std::unexpected(found.error());
}

Parameter vaultParameter(const QString &help)
{
    return {.name = u"--vault"_s, .kind = Parameter::Value, .help = help, .required = false, .choices = {}, .completes = u"vault"_s};
}

Result<Permit> permitFor(const cli::Context &context, team::Action action, const vault::CredentialInfo &info)
{
    return context.services->gatekeeper->request(
        action, {.kind = u"credential"_s, .id = info.id.isNull() ? QString() : info.id.toString(), .name = info.name});
}

Result<int> printOne(const cli::Context &context, const vault::CredentialInfo &info)
{
    const auto attachments = context.services->vault->attachments();
    if (!attachments)
        return std::unexpected(attachments.error());
    QJsonObject object = toJson(info, *attachments, *context.services->inventory);
    if (!context.arguments.json)
        object.insert(u"used_by"_s, usersAsText(object));
    cli::printObject(*context.io, context.arguments, credentialColumns(), object);
    return 0;
}

} // namespace aiops::credentials
