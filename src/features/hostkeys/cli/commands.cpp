#include "features/hostkeys/cli/commands.h"

#include "cli/services.h"
#include "cli/unlock.h"
#include "features/hostkeys/cli/files.h"
#include "features/hostkeys/cli/target.h"
#include "features/hostkeys/cli/trust.h"
#include "team/gatekeeper.h"

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;
using cli::Parameter;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hostkeys", text);
}

Future<int> finished(Result<int> result)
{
    return ready<int>(std::move(result));
}

void warn(const cli::Context &context)
{
    for (const QString &warning : context.services->knownHosts->warnings())
        cli::printMessage(*context.io, context.arguments, warning);
}

Future<int> runList(cli::Context context)
{
    const auto entries = context.services->knownHosts->entries();
    if (!entries)
        return failed<int>(entries.error());
    QList<QJsonObject> rows;
    for (const auto &entry : *entries)
        rows.append(toJson(entry));
    cli::printList(*context.io, context.arguments, keyColumns(), rows);
    warn(context);
    return finished(0);
}

Future<int> runShow(cli::Context context)
{
    const auto endpoint = targetOf(context, context.arguments.value(u"SELECTOR"_s));
    if (!endpoint)
        return failed<int>(endpoint.error());
    const auto verdict = context.services->knownHosts->check(endpoint->host, endpoint->port, {});
    if (!verdict)
        return failed<int>(verdict.error());
    if (verdict->known.isEmpty())
        return failed<int>(Error{Errc::NotFound, tr("No key of %1 is known.").arg(endpoint->label)});
    QList<QJsonObject> rows;
    for (const ssh::KnownHostKey &key : verdict->known)
        rows.append(toJson(ssh::KnownHosts::Entry{knownHostsName(*endpoint), key}));
    cli::printList(*context.io, context.arguments, keyColumns(), rows);
    return finished(0);
}

/// All of a host, or the one of --fingerprint. NotFound where our list has none: nobody is asked for a passphrase for nothing.
Result<QList<ssh::HostKey>> toForget(const cli::Context &context, const ssh::Endpoint &endpoint)
{
    const auto fingerprint = context.arguments.optional(u"--fingerprint"_s);
    const auto verdict = context.services->knownHosts->check(endpoint.host, endpoint.port, {});
    if (!verdict)
        return std::unexpected(verdict.error());
    QList<ssh::HostKey> keys;
    for (const ssh::KnownHostKey &known : verdict->known) {
        if (known.origin == "own"_L1 && !known.revoked && (!fingerprint || known.key.fingerprint() == *fingerprint))
            keys += known.key;
    }
    if (!keys.isEmpty())
        return keys;
    return std::unexpected(Error{Errc::NotFound, fingerprint ? tr("Our list has no key of %1 with this fingerprint.").arg(endpoint.label)
                                                             : tr("Our list has no key of %1.").arg(endpoint.label)});
}

/// The next key would be trusted as that of a new host: forgetting is as much as replacing, and wants the same passphrase.
Future<int> runForget(cli::Context context)
{
    const auto endpoint = targetOf(context, context.arguments.value(u"SELECTOR"_s));
    const auto keys = endpoint ? toForget(context, *endpoint) : std::unexpected(endpoint.error());
    if (!keys)
        co_return std::unexpected(keys.error());
    if (const Status confirmed = co_await cli::confirm(context, team::Action::HostKeyForget); !confirmed)
        co_return std::unexpected(confirmed.error());
    auto permit = context.services->gatekeeper->request(team::Action::HostKeyForget,
                                                        {u"host_key"_s, {}, knownHostsName(*endpoint)});
    if (!permit)
        co_return std::unexpected(permit.error());
    for (const ssh::HostKey &key : *keys) {
        if (const Status done = context.services->knownHosts->forget(endpoint->host, endpoint->port, key); !done) {
            permit->failed(done.error());
            co_return std::unexpected(done.error());
        }
    }
    permit->note(u"keys"_s, double(keys->size()));
    permit->succeeded();
    cli::printMessage(*context.io, context.arguments, tr("Forgotten: %1").arg(endpoint->label));
    co_return 0;
}

Parameter selector(Parameter::Kind kind)
{
    return {.name = u"SELECTOR"_s, .kind = kind, .help = tr("An instance, or a host as in known_hosts"), .required = true,
            .completes = u"instance"_s};
}

} // namespace

void registerCommands(cli::Registry &registry)
{
    const QString noun = u"host-key"_s;
    registry.describeNoun(noun, tr("Keys that identify servers"));
    registry.add({noun, u"list"_s, tr("List the known host keys, ours and those of known_hosts files"), u"aiops host-key list --json"_s, {}, runList});
    registry.add({noun, u"show"_s, tr("Show the known keys of a host"), u"aiops host-key show web-1"_s,
                  {selector(Parameter::Positional)}, runShow});
    registry.add({noun, u"trust"_s, tr("Trust the key that a host shows, when its fingerprint is the given one"),
                  u"aiops host-key trust web-1 --fingerprint SHA256:…"_s,
                  QList<Parameter>{selector(Parameter::Positionals), {.name = u"--fingerprint"_s, .help = tr("The fingerprint that the server's owner gave")},
                                   {.name = u"--replace"_s, .kind = Parameter::Flag,
                                    .help = tr("Give up a known key that has changed; wants the vault's passphrase")}}
                      + cli::passphraseParameters(),
                  runTrust});
    registry.add({noun, u"forget"_s, tr("Forget our own keys of a host; wants the vault's passphrase"), u"aiops host-key forget web-1"_s,
                  QList<Parameter>{selector(Parameter::Positional), {.name = u"--fingerprint"_s, .help = tr("Only this one: the old key at the end of a rotation")}}
                      + cli::passphraseParameters(),
                  runForget});
    registerFileCommands(registry);
}

} // namespace aiops::hostkeys
