#include "features/credentials/cli/credentialcommands.h"

#include "cli/secretoption.h"
#include "cli/selection.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/credentials/cli/credentialjson.h"
#include "features/credentials/cli/credentialverb.h"
#include "features/credentials/cli/unlock.h"
#include "team/gatekeeper.h"
#include "vault/vault.h"

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

/// What attach and detach are about: NAME, INSTANCE and --purpose.
struct Use
{
    vault::CredentialInfo credential;
    InstanceId instance;
    std::optional<Purpose> purpose;
};

Result<Use> findUse(const cli::Context &context)
{
    const auto credential = selectedCredential(context);
    if (!credential)
        return std::unexpected(credential.error());
    const auto instance = cli::selectedInstance(context, context.arguments.value(u"INSTANCE"_s));
    if (!instance)
        return std::unexpected(instance.error());
    const auto wanted = context.arguments.optional(u"--purpose"_s);
    if (!wanted)
        return Use{*credential, instance->id, {}};
    const Result<Purpose> purpose = parsePurpose(*wanted);
    if (!purpose)
        return std::unexpected(purpose.error());
    return Use{*credential, instance->id, *purpose};
}

Future<int> list(cli::Context context)
{
    const auto all = context.services->vault->credentials();
    const auto attachments = context.services->vault->attachments();
    if (!all || !attachments)
        return failed<int>(all ? attachments.error() : all.error());
    const auto only = selectedVault(context);
    if (!only)
        return failed<int>(only.error());
    QList<QJsonObject> rows;
    for (const vault::CredentialInfo &info : *all)
        if (!*only || info.vault == **only)
            rows.append(toJson(info, *attachments, *context.services->inventory));
    cli::printList(*context.io, context.arguments, context.arguments.json ? credentialColumns() : credentialListColumns(), rows);
    return ready<int>(0);
}

Future<int> show(cli::Context context)
{
    const auto info = selectedCredential(context);
    return info ? ready<int>(printOne(context, *info)) : failed<int>(info.error());
}

/// What it is most likely attached for.
Purpose usualPurpose(vault::Kind kind)
{
    for (const Purpose purpose : {Purpose::Login, Purpose::Sudo, Purpose::Database, Purpose::Cloud, Purpose::Api})
        if (vault::suits(kind, purpose))
            return purpose;
    return Purpose::Login;
}

Future<int> attach(cli::Context context)
{
    const Result<Use> use = findUse(context);
    if (!use)
        co_return std::unexpected(use.error());
    Result<Permit> permit = permitFor(context, team::Action::CredentialAttach, use->credential);
    if (!permit)
        co_return std::unexpected(permit.error());
    const Purpose purpose = use->purpose.value_or(usualPurpose(use->credential.kind));
    const bool personal = context.arguments.has(u"--personal"_s);
    const auto done =
        co_await context.services->vault->attach(std::move(*permit), use->credential.id, use->instance, purpose, personal);
    if (!done)
        co_return std::unexpected(done.error());
    co_return printOne(context, use->credential);
}

Future<int> detach(cli::Context context)
{
    const Result<Use> use = findUse(context);
    if (!use)
        co_return std::unexpected(use.error());
    Result<Permit> permit = permitFor(context, team::Action::CredentialDetach, use->credential);
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status done = co_await context.services->vault->detach(std::move(*permit), use->credential.id, use->instance, use->purpose);
    if (!done)
        co_return std::unexpected(done.error());
    co_return printOne(context, use->credential);
}

Future<int> removeOne(cli::Context context)
{
    const auto info = selectedCredential(context);
    if (!info)
        co_return std::unexpected(info.error());
    if (!context.arguments.yes) {
        const auto answer = co_await context.io->promptLine(tr("Remove the credential %1 for good? Type its name: ").arg(info->name));
        if (!answer)
            co_return std::unexpected(answer.error());
        if (*answer != info->name)
            co_return std::unexpected(cancelledError());
    }
    Result<Permit> permit = permitFor(context, team::Action::CredentialRemove, *info);
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status done = co_await context.services->vault->remove(std::move(*permit), info->id);
    if (!done)
        co_return std::unexpected(done.error());
    cli::printMessage(*context.io, context.arguments, tr("Removed %1.").arg(info->name));
    co_return 0;
}

Parameter instance()
{
    return {.name = u"INSTANCE"_s, .kind = Parameter::Positional, .help = tr("Name or id of the instance"), .required = true,
            .choices = {}, .completes = u"instance"_s};
}
Parameter purpose()
{
    return {.name = u"--purpose"_s, .kind = Parameter::Value, .help = tr("What it is used for"), .required = false,
            .choices = {u"login"_s, u"sudo"_s, u"database"_s, u"cloud"_s, u"api"_s}};
}
Parameter personal()
{
    return {.name = u"--personal"_s, .kind = Parameter::Flag, .help = tr("For you only: it goes before what is attached for everybody")};
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    const QString noun = u"credential"_s;
    registry.describeNoun(noun, tr("Passwords, keys and tokens in the vault"));
    registry.add({.noun = noun, .name = u"list"_s, .help = tr("List the credentials, without their secrets"),
                  .example = u"aiops credential list --json"_s, .parameters = {vaultParameter(tr("Only those of this vault"))}, .run = list});
    registry.add({.noun = noun, .name = u"show"_s, .help = tr("Show a credential, without its secret"),
                  .example = u"aiops credential show deploy"_s, .parameters = {name()}, .run = show});
    registry.add({.noun = noun, .name = u"attach"_s, .help = tr("Use a credential for an instance"),
                  .example = u"aiops credential attach deploy web-1 --purpose login"_s,
                  .parameters = {name(), instance(), purpose(), personal()}, .run = attach});
    registry.add({.noun = noun, .name = u"detach"_s, .help = tr("No longer use a credential for an instance"),
                  .example = u"aiops credential detach deploy web-1"_s,
                  .parameters = {name(), instance(), purpose()}, .run = detach});
    registry.add({.noun = noun, .name = u"remove"_s, .help = tr("Remove a credential for good"),
                  .example = u"aiops credential remove deploy"_s, .parameters = {name()}, .run = removeOne});
    registerEditVerbs(registry);
    registerShowVerbs(registry);
    registerVaultVerbs(registry);
}

} // namespace aiops::credentials
