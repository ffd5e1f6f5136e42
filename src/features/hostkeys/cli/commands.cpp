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

/// All of a host, or the one of --fingerprint.
Status forget(const cli::Context &context, const ssh::Endpoint &endpoint)
{
    ssh::KnownHosts &hosts = *context.services->knownHosts;
    const auto fingerprint = context.arguments.optional(u"--fingerprint"_s);
    if (!fingerprint)
        return hosts.forget(endpoint.host, endpoint.port);
    const auto verdict = hosts.check(endpoint.host, endpoint.port, {});
    if (!verdict)
        return std::unexpected(verdict.error());
    const auto known = std::ranges::find_if(verdict->known, [&](const ssh::KnownHostKey &key) {
        return key.origin == "own"_L1 && key.key.fingerprint() == *fingerprint;
    });
    if (known == verdict->known.end())
        return std::unexpected(Error{Errc::NotFound, tr("Our list has no key of %1 with this fingerprint.").arg(endpoint.label)});
    return hosts.forget(endpoint.host, endpoint.port, known->key);
}

Future<int> runForget(cli::Context context)
{
    const auto endpoint = targetOf(context, context.arguments.value(u"SELECTOR"_s));
    if (!endpoint)
        return failed<int>(endpoint.error());
    auto permit = context.services->gatekeeper->request(team::Action::HostKeyForget,
                                                        {u"host_key"_s, {}, knownHostsName(*endpoint)});
    if (!permit)
        return failed<int>(permit.error());
    if (const Status done = forget(context, *endpoint); !done) {
        permit->failed(done.error());
        return failed<int>(done.error());
    }
    permit->succeeded();
    cli::printMessage(*context.io, context.arguments, tr("Forgotten: %1").arg(endpoint->label));
    return finished(0);
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
    registry.add({noun, u"forget"_s, tr("Forget our own keys of a host"), u"aiops host-key forget web-1"_s,
                  {selector(Parameter::Positional), {.name = u"--fingerprint"_s, .help = tr("Only this one: the old key at the end of a rotation")}}, runForget});
    registerFileCommands(registry);
}

} // namespace aiops::hostkeys
