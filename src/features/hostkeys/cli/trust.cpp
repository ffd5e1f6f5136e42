#include "features/hostkeys/cli/trust.h"

#include "cli/cliinteraction.h"
#include "cli/services.h"
#include "cli/unlock.h"
#include "features/hostkeys/cli/target.h"
#include "ssh/client/pool.h"
#include "team/gatekeeper.h"

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("hostkeys", text);
}

/// Takes the key that a server presents and goes no further: nothing is sent, nobody signs in.
class KeyCatcher final : public ssh::Interaction
{
public:
    Future<ssh::HostKeyAnswer> hostKey(ssh::HostKeyQuestion question) override
    {
        caught = std::move(question);
        return ready<ssh::HostKeyAnswer>(ssh::HostKeyAnswer::Reject);
    }
    Future<QList<std::shared_ptr<const Secret>>> prompts(ssh::PromptRequest) override
    {
        return failed<QList<std::shared_ptr<const Secret>>>(cancelledError());
    }

    std::optional<ssh::HostKeyQuestion> caught;
};

struct Presented
{
    ssh::HostKey key;
    std::optional<ssh::HostKeyQuestion> question; ///< none: the key is trusted already
};

team::Object objectOf(const ssh::Endpoint &endpoint)
{
    return {u"instance"_s, endpoint.instance.isNull() ? QString() : endpoint.instance.toString(), endpoint.label};
}

Future<Presented> dial(cli::Context context, ssh::Endpoint endpoint)
{
    team::Gatekeeper &gatekeeper = *context.services->gatekeeper;
    auto touch = gatekeeper.request(team::Action::SshConnect, objectOf(endpoint));
    if (!touch)
        co_return std::unexpected(touch.error());
    auto credential = gatekeeper.request(team::Action::CredentialUse, objectOf(endpoint));
    if (!credential)
        co_return std::unexpected(credential.error());
    const auto catcher = std::make_shared<KeyCatcher>();
    const auto report = std::make_shared<ssh::ConnectReport>();
    const auto transport = co_await context.services->pool->acquire(endpoint, *std::move(touch), *std::move(credential), catcher, report);
    if (catcher->caught)
        co_return Presented{catcher->caught->presented, catcher->caught};
    if (transport)
        co_return Presented{(*transport)->hostKey(), {}};
    if (report->presented && report->stage > ssh::Stage::HostKey) // known, but the sign-in failed
        co_return Presented{*report->presented, {}};
    co_return std::unexpected(transport.error());
}

Error mismatch(const ssh::Endpoint &endpoint, const QString &expected, const ssh::HostKey &presented)
{
    return {Errc::HostKeyUnknown, tr("%1 shows another key. Expected: %2. Presented: %3 %4. Nothing was stored.")
                                      .arg(endpoint.label, expected, QString::fromLatin1(presented.type), presented.fingerprint()), {},
            tr("Compare with the server's owner through another channel.")};
}

Future<bool> agreed(cli::Context context, ssh::Endpoint endpoint, ssh::HostKey key)
{
    if (context.arguments.yes || context.arguments.noInput || !context.io->inIsTerminal())
        co_return std::unexpected(Error{Errc::NoInput, tr("--fingerprint is missing: %1 shows %2 %3.")
                                            .arg(endpoint.label, QString::fromLatin1(key.type), key.fingerprint())});
    const auto line = co_await context.io->promptLine(tr("%1 shows %2 %3. Trust this key? [y/N]")
                                                          .arg(endpoint.label, QString::fromLatin1(key.type), key.fingerprint()));
    if (!line)
        co_return std::unexpected(line.error());
    const QString word = line->trimmed().toLower();
    co_return word == "y"_L1 || word == "yes"_L1;
}

Status store(const cli::Context &context, const ssh::Endpoint &endpoint, const ssh::HostKey &key)
{
    auto permit = context.services->gatekeeper->request(team::Action::HostKeyTrust, objectOf(endpoint));
    if (!permit)
        return std::unexpected(permit.error());
    permit->note(u"fingerprint"_s, key.fingerprint());
    const Status stored = context.services->knownHosts->trust(endpoint.host, endpoint.port, key);
    if (stored)
        permit->succeeded();
    else
        permit->failed(stored.error());
    return stored;
}

/// Gives up the known key. Only for a fingerprint that came another way, and for who knows the vault's passphrase.
Future<void> replaceKey(cli::Context context, ssh::Endpoint endpoint, ssh::HostKeyQuestion question)
{
    if (!context.arguments.has(u"--replace"_s))
        co_return std::unexpected(cli::changedHostKey(question));
    if (!context.arguments.has(u"--fingerprint"_s))
        co_return std::unexpected(Error{Errc::NoInput, tr("--fingerprint is missing: a changed key is replaced only by the one that the server's owner named."), {},
                                        tr("On the server: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")});
    const Status confirmed = co_await cli::confirm(context, team::Action::HostKeyReplace);
    if (!confirmed)
        co_return std::unexpected(confirmed.error());
    auto permit = context.services->gatekeeper->request(team::Action::HostKeyReplace, objectOf(endpoint));
    if (!permit)
        co_return std::unexpected(permit.error());
    permit->note(u"fingerprint"_s, question.presented.fingerprint());
    const Status replaced = context.services->knownHosts->replace(endpoint.host, endpoint.port, question.presented);
    if (replaced)
        permit->succeeded();
    else
        permit->failed(replaced.error());
    if (replaced)
        cli::printMessage(*context.io, context.arguments,
                          tr("Replaced: %1 %2 %3").arg(endpoint.label, QString::fromLatin1(question.presented.type), question.presented.fingerprint()));
    co_return replaced;
}

Future<void> trustOne(cli::Context context, ssh::Endpoint endpoint)
{
    const auto presented = co_await dial(context, endpoint);
    if (!presented)
        co_return std::unexpected(presented.error());
    const auto expected = context.arguments.optional(u"--fingerprint"_s);
    if (expected && presented->key.fingerprint() != *expected)
        co_return std::unexpected(mismatch(endpoint, *expected, presented->key));
    if (!presented->question) {
        cli::printMessage(*context.io, context.arguments, tr("The key of %1 is trusted already.").arg(endpoint.label));
        co_return Status{};
    }
    if (presented->question->changed)
        co_return co_await replaceKey(context, endpoint, *presented->question);
    if (!expected) {
        const auto answer = co_await agreed(context, endpoint, presented->key);
        if (!answer)
            co_return std::unexpected(answer.error());
        if (!*answer)
            co_return std::unexpected(cancelledError());
    }
    const Status stored = store(context, endpoint, presented->key);
    if (stored)
        cli::printMessage(*context.io, context.arguments,
                          tr("Trusted: %1 %2 %3").arg(endpoint.label, QString::fromLatin1(presented->key.type), presented->key.fingerprint()));
    co_return stored;
}

Result<QList<ssh::Endpoint>> targets(const cli::Context &context)
{
    QList<ssh::Endpoint> endpoints;
    for (const QString &selector : context.arguments.values(u"SELECTOR"_s)) {
        const auto endpoint = targetOf(context, selector);
        if (!endpoint)
            return std::unexpected(endpoint.error());
        endpoints.append(*endpoint);
    }
    return endpoints;
}

bool isFingerprint(const QString &text)
{
    return text.startsWith("SHA256:"_L1) && text.size() == 50;
}

} // namespace

Future<int> runTrust(cli::Context context)
{
    const auto given = context.arguments.optional(u"--fingerprint"_s);
    if (given && !isFingerprint(*given))
        co_return std::unexpected(Error{Errc::Invalid, tr("A fingerprint is SHA256: and 43 letters."), {},
                                        tr("On the server: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub")});
    const auto endpoints = targets(context);
    if (!endpoints)
        co_return std::unexpected(endpoints.error());
    std::optional<Error> failure;
    int done = 0;
    for (const ssh::Endpoint &endpoint : *endpoints) {
        const auto trusted = co_await trustOne(context, endpoint);
        done += trusted ? 1 : 0;
        if (trusted)
            continue;
        if (failure)
            cli::printError(*context.io, context.arguments, *failure);
        failure = trusted.error();
    }
    if (!failure)
        co_return 0;
    if (done == 0)
        co_return std::unexpected(*failure);
    cli::printError(*context.io, context.arguments, *failure);
    co_return exitCode(Errc::Partial);
}

} // namespace aiops::hostkeys
