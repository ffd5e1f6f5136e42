#include "features/credentials/cli/credentialverb.h"

#include "cli/secretoption.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/credentials/cli/unlock.h"
#include "vault/externalsource.h"
#include "vault/generate.h"
#include "vault/sshkey.h"
#include "vault/wordlist.h"

#include <QThreadPool>
#include <QTimeZone>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using cli::Parameter;
using SecretPointer = std::shared_ptr<const Secret>;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

std::unexpected<Error> invalid(const QString &text)
{
    return std::unexpected(Error{.code = Errc::Invalid, .text = text});
}

Result<QMap<QString, QString>> givenFields(const cli::Arguments &arguments)
{
    QMap<QString, QString> fields;
    for (const QString &given : arguments.values(u"--field"_s)) {
        const qsizetype at = given.indexOf(u'=');
        if (at <= 0)
            return invalid(tr("--field takes NAME=VALUE, such as region=eu-west-1."));
        fields.insert(given.left(at), given.sliced(at + 1));
    }
    for (const QString &name : {u"source"_s, u"reference"_s})
        if (const auto given = arguments.optional(u"--"_s + name))
            fields.insert(name, *given);
    return fields;
}

/// "never", a day, or a time with its zone. An invalid time means never.
Result<std::optional<QDateTime>> givenExpiry(const cli::Arguments &arguments)
{
    const auto given = arguments.optional(u"--expires"_s);
    if (!given)
        return std::nullopt;
    if (*given == "never"_L1)
        return QDateTime();
    if (const QDate day = QDate::fromString(*given, Qt::ISODate); day.isValid())
        return day.startOfDay(QTimeZone::UTC);
    const QDateTime time = QDateTime::fromString(*given, Qt::ISODate).toUTC();
    if (!time.isValid())
        return invalid(tr("--expires takes a day such as 2027-03-01, or never."));
    return time;
}

Result<std::optional<int>> givenRotation(const cli::Arguments &arguments)
{
    const auto given = arguments.optional(u"--rotation-days"_s);
    bool isNumber = true;
    const int days = given ? given->toInt(&isNumber) : 0;
    if (!isNumber)
        return invalid(tr("--rotation-days takes a number of days; 0 means by hand."));
    return given ? std::optional(days) : std::nullopt;
}

struct Common
{
    QMap<QString, QString> fields;
    std::optional<QDateTime> expiresAt;
    std::optional<int> rotationDays;
};

Result<Common> commonOptions(const cli::Arguments &arguments)
{
    const auto fields = givenFields(arguments);
    const auto expiry = givenExpiry(arguments);
    const auto rotation = givenRotation(arguments);
    if (!fields || !expiry || !rotation)
        return std::unexpected(!fields ? fields.error() : !expiry ? expiry.error() : rotation.error());
    return Common{*fields, *expiry, *rotation};
}

/// A new value that the vault makes: nobody types it, nobody sees it.
Result<SecretPointer> generated(vault::Kind kind, const QString &how)
{
    const bool isKey = kind == vault::Kind::SshKey;
    if (isKey != (how == "ed25519"_L1 || how == "rsa4096"_L1))
        return invalid(isKey ? tr("An SSH key is generated as ed25519 or rsa4096.") : tr("A value is generated as password or words."));
    if (vault::specOf(kind).form != vault::ValueForm::Line && !isKey)
        return invalid(tr("A credential of the kind %1 comes from somewhere else and cannot be generated.").arg(vault::kindLabel(kind)));
    if (isKey) {
        const auto type = how == "ed25519"_L1 ? vault::SshKey::Type::Ed25519 : vault::SshKey::Type::Rsa4096;
        return std::make_shared<const Secret>(vault::SshKey::generate(type).toFile({}));
    }
    return std::make_shared<const Secret>(how == "words"_L1 ? vault::makePassphrase(6) : vault::makePassword(24, true));
}

/// The value of the options, generated, or typed. Null: --keep-value semantics of an edit.
Future<SecretPointer> readValue(cli::Context context, vault::Kind kind, bool asks)
{
    if (const auto how = context.arguments.optional(u"--generate"_s)) {
        const Result<SecretPointer> made = generated(kind, *how);
        return made ? ready<SecretPointer>(*made) : failed<SecretPointer>(made.error());
    }
    const vault::KindSpec &spec = vault::specOf(kind);
    const QString label = QCoreApplication::translate("aiops::vault", spec.valueLabel) + u": "_s;
    return cli::readSecret(context, u"secret"_s, asks ? label : QString(), spec.form == vault::ValueForm::Line);
}

Error withKeyHint(Error error)
{
    if (error.code == Errc::NoInput)
        error.hint = tr("Give --key-passphrase-fd or --key-passphrase-file.");
    return error;
}

Future<int> add(cli::Context context)
{
    const cli::Arguments &arguments = context.arguments;
    const Result<vault::Kind> kind = vault::parseKind(arguments.value(u"--kind"_s));
    const Result<Common> common = commonOptions(arguments);
    if (!kind || !common)
        co_return std::unexpected(kind ? common.error() : kind.error());
    const bool isElsewhere = vault::isExternal(common->fields);
    const auto secret = co_await readValue(context, *kind, !isElsewhere);
    if (!secret)
        co_return std::unexpected(secret.error());
    const auto keyPassphrase = co_await cli::readSecret(context, u"key-passphrase"_s, {});
    if (!keyPassphrase)
        co_return std::unexpected(keyPassphrase.error());
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    const auto into = selectedVault(context);
    if (!into)
        co_return std::unexpected(into.error());
    const vault::NewCredential credential{.name = arguments.value(u"NAME"_s), .kind = *kind, .user = arguments.value(u"--user"_s),
                                          .notes = arguments.value(u"--note"_s), .value = *secret, .keyPassphrase = *keyPassphrase,
                                          .fields = common->fields, .expiresAt = common->expiresAt.value_or(QDateTime()),
                                          .rotationDays = common->rotationDays, .vault = into->value_or(VaultId())};
    Result<Permit> permit = context.services->gatekeeper->request(
        team::Action::CredentialAdd, {.kind = u"credential"_s, .id = {}, .name = credential.name});
    if (!permit)
        co_return std::unexpected(permit.error());
    const Result<vault::CredentialInfo> added = co_await context.services->vault->add(std::move(*permit), credential);
    if (!added)
        co_return std::unexpected(withKeyHint(added.error()));
    co_return printOne(context, *added);
}

Future<int> edit(cli::Context context)
{
    const cli::Arguments &arguments = context.arguments;
    const auto info = selectedCredential(context);
    const Result<Common> common = commonOptions(arguments);
    const auto into = selectedVault(context);
    if (!info || !common || !into)
        co_return std::unexpected(!info ? info.error() : !common ? common.error() : into.error());
    const auto secret = co_await readValue(context, info->kind, arguments.has(u"--new-value"_s));
    if (!secret)
        co_return std::unexpected(secret.error());
    const auto keyPassphrase = co_await cli::readSecret(context, u"key-passphrase"_s, {});
    if (!keyPassphrase)
        co_return std::unexpected(keyPassphrase.error());
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    Result<Permit> permit = permitFor(context, team::Action::CredentialEdit, *info);
    if (!permit)
        co_return std::unexpected(permit.error());
    const vault::CredentialEdit change{.name = arguments.optional(u"--name"_s), .user = arguments.optional(u"--user"_s),
                                       .notes = arguments.optional(u"--note"_s), .value = *secret, .keyPassphrase = *keyPassphrase,
                                       .fields = common->fields, .expiresAt = common->expiresAt, .rotationDays = common->rotationDays, .vault = *into};
    const Result<vault::CredentialInfo> edited = co_await context.services->vault->edit(std::move(*permit), info->id, change);
    if (!edited)
        co_return std::unexpected(withKeyHint(edited.error()));
    co_return printOne(context, *edited);
}

Future<int> revoke(cli::Context context)
{
    const auto info = selectedCredential(context);
    if (!info)
        co_return std::unexpected(info.error());
    if (!context.arguments.yes) {
        const auto answer = co_await context.io->promptLine(
            tr("Revoke %1? Nothing will sign in with it until it gets a new value. Type its name: ").arg(info->name));
        if (!answer)
            co_return std::unexpected(answer.error());
        if (*answer != info->name)
            co_return std::unexpected(cancelledError());
    }
    Result<Permit> permit = permitFor(context, team::Action::CredentialRevoke, *info);
    if (!permit)
        co_return std::unexpected(permit.error());
    const Status done = co_await context.services->vault->revoke(std::move(*permit), info->id);
    if (!done)
        co_return std::unexpected(done.error());
    cli::printMessage(*context.io, context.arguments, tr("Revoked %1. It was not changed on any server.").arg(info->name));
    co_return 0;
}

QStringList sourceNames()
{
    QStringList names;
    for (const vault::ExternalSource &one : vault::externalSources())
        names.append(QString::fromLatin1(one.name));
    return names;
}

QList<Parameter> valueParameters()
{
    return cli::secretParameters(u"secret"_s, tr("Read the value (password, key file, token) from this descriptor"),
                                 tr("Read the value (password, key file, token) from this file"))
           + cli::secretParameters(u"key-passphrase"_s, tr("Read the key's own passphrase from this descriptor"),
                                   tr("Read the key's own passphrase from this file"))
           + QList<Parameter>{{.name = u"--generate"_s, .kind = Parameter::Value, .help = tr("Make the value"),
                               .choices = {u"ed25519"_s, u"rsa4096"_s, u"password"_s, u"words"_s}},
                              {.name = u"--field"_s, .kind = Parameter::List, .help = tr("A field of the kind, NAME=VALUE; once for each")},
                              Parameter{.name = u"--source"_s, .kind = Parameter::Value,
                                        .help = tr("Keep the value elsewhere: it is fetched from there whenever it is used"), .choices = sourceNames()},
                              value(u"--reference"_s, tr("Where it is there: a command line, an item, op://…, PATH#FIELD")),
                              value(u"--expires"_s, tr("The day it ends, or never")),
                              value(u"--rotation-days"_s, tr("Days until its value is to be changed; 0: by hand")),
                              value(u"--user"_s, tr("User name that belongs to it")), value(u"--note"_s, tr("A note, sealed with the secret"))}
           + cli::passphraseParameters();
}

QStringList kindNames()
{
    QStringList names;
    for (const vault::KindSpec &spec : vault::kinds())
        names.append(QString::fromLatin1(spec.name));
    return names;
}

} // namespace

void registerEditVerbs(cli::Registry &registry)
{
    const QString noun = u"credential"_s;
    const Parameter newName{.name = u"NAME"_s, .kind = Parameter::Positional, .help = tr("Name of the new credential"), .required = true};
    const Parameter kind{.name = u"--kind"_s, .kind = Parameter::Value, .help = tr("What it is"), .required = true, .choices = kindNames()};
    registry.add({.noun = noun, .name = u"add"_s, .help = tr("Seal a password, a key or a token in the vault"),
                  .example = u"aiops credential add deploy --kind ssh-key --secret-file ~/.ssh/id_ed25519"_s,
                  .parameters = QList{newName, kind, vaultParameter(tr("The vault that keeps it; the personal one unless you name another"))} + valueParameters(),
                  .run = add});
    registry.add({.noun = noun, .name = u"edit"_s, .help = tr("Change a credential; its earlier value is gone"),
                  .example = u"aiops credential edit deploy --name deploy-2 --rotation-days 30"_s,
                  .parameters = QList{name(), value(u"--name"_s, tr("Another name")), vaultParameter(tr("Move it into this vault")),
                                      Parameter{.name = u"--new-value"_s, .kind = Parameter::Flag, .help = tr("Ask for a new value")}}
                                + valueParameters(),
                  .run = edit});
    registry.add({.noun = noun, .name = u"revoke"_s, .help = tr("Take a credential out of use everywhere, without removing it"),
                  .example = u"aiops credential revoke deploy"_s, .parameters = {name()}, .run = revoke});
}

} // namespace aiops::credentials
