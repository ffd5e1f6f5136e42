#include "features/credentials/cli/credentialcommands.h"

#include "cli/secretoption.h"
#include "cli/selection.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/credentials/cli/credentialjson.h"
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

Result<Permit> permitFor(const cli::Context &context, team::Action action, const vault::CredentialInfo &info)
{
    return context.services->gatekeeper->request(
        action, {.kind = u"credential"_s, .id = info.id.isNull() ? QString() : info.id.toString(), .name = info.name});
}

Result<vault::CredentialInfo> findCredential(const cli::Context &context)
{
    return context.services->vault->find(context.arguments.value(u"NAME"_s));
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
    const auto credential = findCredential(context);
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

Future<int> list(cli::Context context)
{
    const auto all = context.services->vault->credentials();
    const auto attachments = context.services->vault->attachments();
    if (!all || !attachments)
        return failed<int>(all ? attachments.error() : all.error());
    QList<QJsonObject> rows;
    for (const vault::CredentialInfo &info : *all)
        rows.append(toJson(info, *attachments, *context.services->inventory));
    cli::printList(*context.io, context.arguments, context.arguments.json ? credentialColumns() : credentialListColumns(), rows);
    return ready<int>(0);
}

Future<int> show(cli::Context context)
{
    const auto info = findCredential(context);
    return info ? ready<int>(printOne(context, *info)) : failed<int>(info.error());
}

Future<int> add(cli::Context context)
{
    const cli::Arguments &arguments = context.arguments;
    const Result<vault::Kind> kind = vault::parseKind(arguments.value(u"--kind"_s));
    if (!kind)
        co_return std::unexpected(kind.error());
    const bool isKey = *kind == vault::Kind::SshKey;
    const QString label = isKey ? tr("Private key: ") : tr("Password: ");
    const auto value = co_await cli::readSecret(context, u"secret"_s, label, !isKey);
    if (!value)
        co_return std::unexpected(value.error());
    const auto keyPassphrase = co_await cli::readSecret(context, u"key-passphrase"_s, {});
    if (!keyPassphrase)
        co_return std::unexpected(keyPassphrase.error());
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    const vault::NewCredential credential{.name = arguments.value(u"NAME"_s), .kind = *kind, .user = arguments.value(u"--user"_s),
                                          .notes = arguments.value(u"--note"_s), .value = *value, .keyPassphrase = *keyPassphrase};
    Result<Permit> permit = context.services->gatekeeper->request(
        team::Action::CredentialAdd, {.kind = u"credential"_s, .id = {}, .name = credential.name});
    if (!permit)
        co_return std::unexpected(permit.error());
    Result<vault::CredentialInfo> added = co_await context.services->vault->add(std::move(*permit), credential);
    if (!added && added.error().code == Errc::NoInput)
        added.error().hint = tr("Give --key-passphrase-fd or --key-passphrase-file.");
    if (!added)
        co_return std::unexpected(added.error());
    co_return printOne(context, *added);
}

Future<int> attach(cli::Context context)
{
    const Result<Use> use = findUse(context);
    if (!use)
        co_return std::unexpected(use.error());
    Result<Permit> permit = permitFor(context, team::Action::CredentialAttach, use->credential);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto done = co_await context.services->vault->attach(std::move(*permit), use->credential.id, use->instance,
                                                               use->purpose.value_or(Purpose::Login));
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
    const auto info = findCredential(context);
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

Parameter name()
{
    return {.name = u"NAME"_s, .kind = Parameter::Positional, .help = tr("Name or id of the credential"), .required = true,
            .choices = {}, .completes = u"credential"_s};
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
Parameter value(const QString &option, const QString &help)
{
    return {.name = option, .kind = Parameter::Value, .help = help, .required = false, .choices = {}};
}

QList<Parameter> addParameters()
{
    const QList<Parameter> own{
        {.name = u"NAME"_s, .kind = Parameter::Positional, .help = tr("Name of the new credential"), .required = true},
        {.name = u"--kind"_s, .kind = Parameter::Value, .help = tr("What it is"), .required = true, .choices = {u"ssh-key"_s, u"password"_s}},
        value(u"--user"_s, tr("User name that belongs to it"))};
    return own
           + cli::secretParameters(u"secret"_s, tr("Read the password or the private key from this descriptor"),
                                   tr("Read the password or the private key from this file"))
           + cli::secretParameters(u"key-passphrase"_s, tr("Read the key's own passphrase from this descriptor"),
                                   tr("Read the key's own passphrase from this file"))
           + QList{value(u"--note"_s, tr("A note, sealed with the secret"))} + cli::passphraseParameters();
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    const QString noun = u"credential"_s;
    registry.describeNoun(noun, tr("Passwords and SSH keys in the vault"));
    registry.add({.noun = noun, .name = u"list"_s, .help = tr("List the credentials, without their secrets"),
                  .example = u"aiops credential list --json"_s, .parameters = {}, .run = list});
    registry.add({.noun = noun, .name = u"add"_s, .help = tr("Seal a password or an SSH key in the vault"),
                  .example = u"aiops credential add deploy --kind ssh-key --secret-file ~/.ssh/id_ed25519"_s,
                  .parameters = addParameters(), .run = add});
    registry.add({.noun = noun, .name = u"show"_s, .help = tr("Show a credential, without its secret"),
                  .example = u"aiops credential show deploy"_s, .parameters = {name()}, .run = show});
    registry.add({.noun = noun, .name = u"attach"_s, .help = tr("Use a credential for an instance"),
                  .example = u"aiops credential attach deploy web-1 --purpose login"_s,
                  .parameters = {name(), instance(), purpose()}, .run = attach});
    registry.add({.noun = noun, .name = u"detach"_s, .help = tr("No longer use a credential for an instance"),
                  .example = u"aiops credential detach deploy web-1"_s,
                  .parameters = {name(), instance(), purpose()}, .run = detach});
    registry.add({.noun = noun, .name = u"remove"_s, .help = tr("Remove a credential for good"),
                  .example = u"aiops credential remove deploy"_s, .parameters = {name()}, .run = removeOne});
    registerVaultVerbs(registry);
}

} // namespace aiops::credentials
