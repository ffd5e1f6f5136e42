#include "features/credentials/cli/credentialverb.h"

#include "cli/secretoption.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "core/newfile.h"
#include "features/credentials/cli/unlock.h"
#include "inventory/inventory.h"

#include <QDir>

// What shows a secret, or says where it is used.
namespace aiops::credentials {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::credentials", text);
}

/// The credential, after the person proved who they are and the vault is open.
Future<vault::CredentialInfo> confirmedCredential(cli::Context context, team::Action action)
{
    const auto info = selectedCredential(context);
    if (!info)
        co_return std::unexpected(info.error());
    if (const Status confirmed = co_await cli::confirm(context, action); !confirmed)
        co_return std::unexpected(confirmed.error());
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    co_return *info;
}

Future<int> reveal(cli::Context context)
{
    const auto info = co_await confirmedCredential(context, team::Action::CredentialReveal);
    if (!info)
        co_return std::unexpected(info.error());
    Result<Permit> permit = permitFor(context, team::Action::CredentialReveal, *info);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto shown = co_await context.services->vault->reveal(std::move(*permit), info->id);
    if (!shown)
        co_return std::unexpected(shown.error());
    if (context.arguments.json)
        cli::printObject(*context.io, context.arguments, {{u"name"_s, {}}, {u"kind"_s, {}}, {u"user"_s, {}}, {u"value"_s, {}}},
                         {{u"name"_s, info->name}, {u"kind"_s, vault::kindName(info->kind)}, {u"user"_s, info->user},
                          {u"value"_s, QString::fromUtf8((*shown)->reveal())}});
    else
        context.io->out((*shown)->reveal().toByteArray() + '\n');
    co_return 0;
}

Future<int> code(cli::Context context)
{
    const auto info = selectedCredential(context);
    if (!info)
        co_return std::unexpected(info.error());
    if (const Status unlocked = co_await requireUnlocked(context); !unlocked)
        co_return std::unexpected(unlocked.error());
    Result<Permit> permit = permitFor(context, team::Action::CredentialUse, *info);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto made = co_await context.services->vault->code(std::move(*permit), info->id);
    if (!made)
        co_return std::unexpected(made.error());
    cli::printObject(*context.io, context.arguments, {{u"code"_s, tr("Code")}, {u"seconds_left"_s, tr("Seconds left")}},
                     {{u"code"_s, made->code}, {u"seconds_left"_s, made->secondsLeft}});
    co_return 0;
}

Status writeFile(const QString &path, const Secret &content)
{
    auto file = NewFile::create(path, NewFile::Existing::Keep);
    if (!file)
        return std::unexpected(file.error());
    const qint64 written = (*file)->device().write(content.reveal().data(), content.size());
    if (written != content.size())
        return std::unexpected(Error{.code = Errc::DiskFull, .text = tr("%1 could not be written.").arg(path)});
    return (*file)->commit();
}

Future<int> exportKey(cli::Context context)
{
    const auto keyPassphrase = co_await cli::readSecret(context, u"key-passphrase"_s, {});
    if (!keyPassphrase)
        co_return std::unexpected(keyPassphrase.error());
    if (!*keyPassphrase && !context.arguments.has(u"--unprotected"_s))
        co_return std::unexpected(Error{.code = Errc::Invalid, .text = tr("The file needs a passphrase of its own."), .detail = {},
                                        .hint = tr("Give --key-passphrase-fd or --key-passphrase-file, or --unprotected.")});
    const auto info = co_await confirmedCredential(context, team::Action::CredentialExport);
    if (!info)
        co_return std::unexpected(info.error());
    Result<Permit> permit = permitFor(context, team::Action::CredentialExport, *info);
    if (!permit)
        co_return std::unexpected(permit.error());
    const auto file = co_await context.services->vault->exportKey(std::move(*permit), info->id, *keyPassphrase);
    if (!file)
        co_return std::unexpected(file.error());
    const QString path = QDir(context.io->directory()).absoluteFilePath(context.arguments.value(u"--output"_s));
    if (const Status written = writeFile(path, **file); !written)
        co_return std::unexpected(written.error());
    cli::printMessage(*context.io, context.arguments, tr("Wrote %1.").arg(path));
    co_return 0;
}

QJsonObject use(const QString &kind, const QString &id, const QString &name, const QString &purpose, bool personal)
{
    return {{u"kind"_s, kind}, {u"id"_s, id}, {u"name"_s, name}, {u"purpose"_s, purpose}, {u"personal"_s, personal}};
}

Result<QList<QJsonObject>> usesOf(const cli::Services &services, CredentialId id)
{
    const inventory::Inventory &inventory = *services.inventory;
    const auto attachments = services.vault->attachments();
    const auto organizations = inventory.organizations();
    if (!attachments || !organizations)
        return std::unexpected(attachments ? organizations.error() : attachments.error());
    QList<QJsonObject> rows;
    for (const vault::Attachment &one : *attachments) {
        if (one.credential != id)
            continue;
        const auto instance = inventory.instance(one.instance);
        rows.append(use(u"instance"_s, one.instance.toString(), instance ? instance->name : QString(), purposeName(one.purpose), !one.person.isNull()));
    }
    for (const inventory::Organization &organization : *organizations) {
        const auto groups = inventory.groups(organization.id);
        for (const inventory::Group &group : groups.value_or(QList<inventory::Group>()))
            if (group.own.credential == id)
                rows.append(use(u"group"_s, group.id.toString(), group.name, u"login"_s, false));
    }
    return rows;
}

Future<int> usedBy(cli::Context context)
{
    const auto info = selectedCredential(context);
    if (!info)
        return failed<int>(info.error());
    const auto rows = usesOf(*context.services, info->id);
    if (!rows)
        return failed<int>(rows.error());
    cli::printList(*context.io, context.arguments,
                   {{u"kind"_s, tr("What")}, {u"name"_s, tr("Name")}, {u"purpose"_s, tr("For")}, {u"personal"_s, tr("Personal")}, {u"id"_s, tr("Id")}}, *rows);
    return ready<int>(0);
}

} // namespace

void registerShowVerbs(cli::Registry &registry)
{
    const QString noun = u"credential"_s;
    registry.add({.noun = noun, .name = u"reveal"_s, .help = tr("Show a password or a token, after the passphrase of the vault"),
                  .example = u"aiops credential reveal checkout-db"_s, .parameters = QList{name()} + cli::passphraseParameters(), .run = reveal});
    registry.add({.noun = noun, .name = u"code"_s, .help = tr("Show the one-time code of this moment"),
                  .example = u"aiops credential code github"_s, .parameters = QList{name()} + cli::passphraseParameters(), .run = code});
    registry.add({.noun = noun, .name = u"export"_s, .help = tr("Write a private key into a file of its own"),
                  .example = u"aiops credential export deploy --output deploy.key --key-passphrase-fd 4"_s,
                  .parameters = QList{name(), Parameter{.name = u"--output"_s, .kind = Parameter::Value, .help = tr("The file, which must not exist yet"),
                                                        .required = true, .choices = {}, .completes = u"file"_s},
                                      Parameter{.name = u"--unprotected"_s, .kind = Parameter::Flag, .help = tr("Write it without a passphrase")}}
                                + cli::secretParameters(u"key-passphrase"_s, tr("Read the passphrase of the file from this descriptor"),
                                                        tr("Read the passphrase of the file from this file"))
                                + cli::passphraseParameters(),
                  .run = exportKey});
    registry.add({.noun = noun, .name = u"used-by"_s, .help = tr("List what uses a credential"),
                  .example = u"aiops credential used-by deploy --json"_s, .parameters = {name()}, .run = usedBy});
}

} // namespace aiops::credentials
