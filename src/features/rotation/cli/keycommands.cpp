#include "cli/selection.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/rotation/authorizedkeys.h"
#include "features/rotation/cli/rotatecommand.h"
#include "features/rotation/keyfinder.h"
#include "inventory/inventory.h"

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using cli::Parameter;
using Instances = QList<inventory::Instance>;

namespace {

constexpr qsizetype kMostKeyFile = 64 * 1024;

QString say(const char *text)
{
    return QCoreApplication::translate("aiops::rotation", text);
}

/// Names, --project, or everything of the organization.
Result<Instances> selected(const cli::Context &context)
{
    const cli::Arguments &arguments = context.arguments;
    const auto organization = cli::selectedOrganization(context);
    if (!organization)
        return std::unexpected(organization.error());
    Instances found;
    for (const QString &name : arguments.values(u"NAME"_s)) {
        const auto instance = cli::selectedInstance(context, name);
        if (!instance)
            return std::unexpected(instance.error());
        if (!std::ranges::contains(found, instance->id, &inventory::Instance::id))
            found.append(*instance);
    }
    if (!found.isEmpty())
        return found;
    inventory::InstanceFilter filter{.organization = *organization};
    if (arguments.has(u"--project"_s)) {
        const auto project = context.services->inventory->findProject(*organization, arguments.value(u"--project"_s));
        if (!project)
            return std::unexpected(project.error());
        filter.project = project->id;
    }
    return context.services->inventory->instances(filter);
}

/// A public key file, a line of one, a credential of the vault; or only a fingerprint, which `fingerprint` gets.
Future<QByteArray> wantedKey(cli::Context context, std::shared_ptr<QString> fingerprint)
{
    const QString wanted = context.arguments.value(u"--key"_s);
    if (wanted.isEmpty() || wanted.startsWith("SHA256:"_L1)) {
        *fingerprint = wanted;
        co_return QByteArray();
    }
    if (const QByteArray blob = blobOf(wanted.toUtf8()); !blob.isEmpty())
        co_return blob;
    const auto info = context.services->vault->find(wanted);
    if (info && !info->publicKey.isEmpty())
        co_return blobOf(info->publicKey.toUtf8());
    const auto file = co_await context.io->secretFromFile(wanted, true);
    if (!file)
        co_return std::unexpected(file.error());
    const QByteArray blob = (*file)->size() <= kMostKeyFile ? blobOf((*file)->reveal().toByteArray()) : QByteArray();
    if (blob.isEmpty())
        co_return std::unexpected(Error{Errc::Invalid, say("%1 is no public key. Give a .pub file, its line, a credential or SHA256:…").arg(wanted)});
    co_return blob;
}

KeyFinder::Parts partsOf(const cli::Services &services)
{
    return {*services.vault, *services.gatekeeper, *services.knownHosts, services.pool->options(), services.pool};
}

QJsonObject toRow(const HostKeys &host, const FoundKey &key)
{
    return {{u"id"_s, host.instance.id.toString()}, {u"instance"_s, host.instance.name}, {u"account"_s, key.account}, {u"path"_s, key.path},
            {u"line"_s, key.line}, {u"type"_s, key.type}, {u"fingerprint"_s, key.fingerprint}, {u"comment"_s, key.comment},
            {u"options"_s, key.options}, {u"credential"_s, key.credential.isEmpty() ? QJsonValue() : QJsonValue(key.credential)}};
}

Future<int> find(cli::Context context)
{
    const Result<Instances> instances = selected(context);
    if (!instances)
        co_return std::unexpected(instances.error());
    const auto fingerprint = std::make_shared<QString>();
    const Result<QByteArray> key = co_await wantedKey(context, fingerprint);
    if (!key)
        co_return std::unexpected(key.error());
    const Status unlocked = co_await cli::ensureUnlocked(context);
    if (!unlocked)
        co_return std::unexpected(unlocked.error());
    const auto finder = std::make_unique<KeyFinder>(partsOf(*context.services));
    const auto hosts = co_await finder->find(*instances, *key);
    if (!hosts)
        co_return std::unexpected(hosts.error());
    QList<QJsonObject> rows;
    int failedHosts = 0;
    for (const HostKeys &host : *hosts) {
        failedHosts += host.error ? 1 : 0;
        if (host.error)
            cli::printMessage(*context.io, context.arguments, u"%1: %2"_s.arg(host.instance.name, host.error->text));
        for (const FoundKey &one : host.keys)
            if (fingerprint->isEmpty() || one.fingerprint == *fingerprint)
                rows.append(toRow(host, one));
    }
    cli::printList(*context.io, context.arguments,
                   {{u"instance"_s, say("Instance")}, {u"account"_s, say("Account")}, {u"line"_s, say("Line")}, {u"type"_s, say("Type")},
                    {u"fingerprint"_s, say("Fingerprint")}, {u"comment"_s, say("Comment")}, {u"credential"_s, say("Credential")}}, rows);
    if (failedHosts == 0)
        co_return 0;
    co_return exitCode(failedHosts < hosts->size() ? Errc::Partial : Errc::Unreachable);
}

QString outcomeName(Removal outcome)
{
    constexpr std::array names{u"removed", u"not_there", u"refused", u"failed"};
    return QString::fromUtf16(names[size_t(outcome)]);
}

Future<int> remove(cli::Context context)
{
    const Result<Instances> instances = selected(context);
    if (!instances)
        co_return std::unexpected(instances.error());
    const auto fingerprint = std::make_shared<QString>();
    Result<QByteArray> key = co_await wantedKey(context, fingerprint);
    if (!key)
        co_return std::unexpected(key.error());
    const Status unlocked = co_await cli::ensureUnlocked(context);
    if (!unlocked)
        co_return std::unexpected(unlocked.error());
    const auto finder = std::make_unique<KeyFinder>(partsOf(*context.services));
    if (key->isEmpty()) { // only its fingerprint is known: the hosts tell the key
        const auto hosts = co_await finder->find(*instances);
        if (!hosts)
            co_return std::unexpected(hosts.error());
        for (const HostKeys &host : *hosts)
            for (const FoundKey &one : host.keys)
                if (one.fingerprint == *fingerprint)
                    key = one.blob;
    }
    if (key->isEmpty())
        co_return std::unexpected(Error{Errc::NotFound, say("No host has this key.")});
    if (!context.arguments.yes) {
        const auto answer = co_await context.io->promptLine(say("Remove %1 on %2 instances? Type the number of instances: ").arg(fingerprintOf(*key)).arg(instances->size()));
        if (!answer)
            co_return std::unexpected(answer.error());
        if (answer->trimmed() != QString::number(instances->size()))
            co_return std::unexpected(cancelledError());
    }
    const auto removed = co_await finder->remove(*instances, *key);
    if (!removed)
        co_return std::unexpected(removed.error());
    QList<QJsonObject> rows;
    int left = 0;
    for (const RemovedKey &one : *removed) {
        left += one.outcome == Removal::Refused || one.outcome == Removal::Failed ? 1 : 0;
        rows.append({{u"id"_s, one.instance.id.toString()}, {u"instance"_s, one.instance.name}, {u"state"_s, outcomeName(one.outcome)},
                     {u"lines"_s, one.lines}, {u"message"_s, one.message}});
    }
    cli::printList(*context.io, context.arguments, {{u"instance"_s, say("Instance")}, {u"state"_s, say("State")}, {u"lines"_s, say("Lines")}, {u"message"_s, say("Detail")}}, rows);
    if (left == 0)
        co_return 0;
    co_return exitCode(left < removed->size() ? Errc::Partial : Errc::Failed);
}

QList<Parameter> parameters(bool required)
{
    return QList<Parameter>{{.name = u"NAME"_s, .kind = Parameter::Positionals, .help = say("Names or ids; all of the organization when none is given"),
                             .required = false, .choices = {}, .completes = u"instance"_s},
                            {.name = u"--key"_s, .kind = Parameter::Value, .help = say("Which key: a .pub file, its line, a credential, or SHA256:…"), .required = required},
                            {.name = u"--project"_s, .kind = Parameter::Value, .help = say("All of a project"), .required = false, .choices = {}, .completes = u"project"_s}}
           + cli::passphraseParameters();
}

} // namespace

void registerKeyVerbs(cli::Registry &registry)
{
    const QString noun = u"security"_s;
    registry.describeNoun(noun, say("Who gets in where"));
    registry.add({.noun = noun, .name = u"keys"_s, .help = say("List whose SSH key is in which authorized_keys. Exit code 8: some hosts could not be asked."),
                  .example = u"aiops security keys --key ~/.ssh/id_ed25519.pub"_s, .parameters = parameters(false), .run = find});
    registry.add({.noun = noun, .name = u"key-remove"_s, .help = say("Take a key out of authorized_keys everywhere but where nothing else signs in"),
                  .example = u"aiops security key-remove --key SHA256:… --project Checkout"_s, .parameters = parameters(true), .run = remove});
}

} // namespace aiops::rotation
