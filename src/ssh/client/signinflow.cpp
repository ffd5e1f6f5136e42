#include "ssh/client/signinflow.h"

#include "core/text.h"
#include "ssh/client/certified.h"
#include "ssh/client/questions.h"
#include "ssh/client/text.h"

namespace aiops::ssh {
namespace {

using namespace Qt::StringLiterals;
using messages::AuthResult;
using messages::Outcome;
using Flow = std::shared_ptr<SignInFlow>;

constexpr int kMostTries = 3; ///< of passwords and rounds of answers
constexpr int kMostKeys = 3;

QString shownHost(const Endpoint &endpoint)
{
    return shownPlain(endpoint.label.isEmpty() ? endpoint.host : endpoint.label, 80);
}

void noteMethods(const Flow &flow, const QList<QByteArray> &methods)
{
    flow->methods = methods;
    for (const QByteArray &method : methods) {
        const QString name = shownPlain(QString::fromLatin1(method), 64);
        if (!flow->log->methodsOffered.contains(name))
            flow->log->methodsOffered += name;
    }
}

void noteTried(const Flow &flow, const QString &text)
{
    if (!flow->log->methodsTried.contains(text))
        flow->log->methodsTried += text;
}

/// The most likely reason that something can be done about.
QString adviceFor(const Flow &flow)
{
    if (flow->hasExpired)
        return Text::tr("A certificate has ended. Get a new one and put it into the credential of this host.");
    if (flow->keysLeft)
        return Text::tr("More keys were not tried, because servers lock out who tries many. Attach the right key to this host.");
    if (flow->log->methodsTried.isEmpty() && flow->methods.contains("publickey"))
        return Text::tr("Attach an SSH key to this host, or allow the SSH agent for it.");
    return Text::tr("Check the user name and the credential of this host.");
}

Error refusedError(const Flow &flow, const QString &detail)
{
    const QStringList &missing = flow->log->missing;
    const QString tried = !flow->log->methodsTried.isEmpty() ? flow->log->methodsTried.join(u", "_s)
                          : missing.isEmpty()                ? Text::tr("nothing, because no fitting key or password is stored")
                                                             : Text::tr("nothing");
    QString text = Text::tr("%1 refused the sign-in of %2. It offers: %3. Tried: %4.")
                       .arg(shownHost(flow->endpoint), QString::fromUtf8(flow->user), flow->log->methodsOffered.join(u", "_s), tried);
    if (!missing.isEmpty())
        text += u' ' + Text::tr("Not to be had: %1").arg(missing.join(u' '));
    return {Errc::AuthFailed, text, detail, flow->login.missing.isEmpty() || flow->login.missing.first().hint.isEmpty() ? adviceFor(flow)
                                                                                                                              : flow->login.missing.first().hint};
}

Future<bool> relist(Flow flow)
{
    const Result<AuthResult> listed = co_await flow->session->listMethods(flow->user);
    if (!listed)
        co_return std::unexpected(listed.error());
    noteMethods(flow, listed->methods);
    co_return listed->outcome == Outcome::Accepted;
}

enum class KeyOutcome { Refused, Accepted, Continue }; ///< Continue: a partial success, something else is wanted now

Future<KeyOutcome> tryKey(Flow flow, std::shared_ptr<Signer> signer)
{
    ++flow->offered;
    const QString name = shownPlain(signer->name(), 60);
    noteTried(flow, u"publickey (%1)"_s.arg(name));
    const Result<AuthResult> result = co_await flow->session->signInWithKey(flow->user, signer);
    if (!result)
        co_return std::unexpected(result.error());
    flow->log->note(u"key %1: %2"_s.arg(name, result->outcome == Outcome::Accepted ? u"accepted"_s : result->signedIn ? u"signed"_s : u"not wanted"_s));
    if (result->outcome == Outcome::Accepted)
        co_return KeyOutcome::Accepted;
    if (flow->session->refusedSha1() && !std::exchange(flow->sha1Told, true))
        flow->log->notices += Text::tr("The server takes RSA keys only with SHA-1, which is not safe; nothing was signed. Use an Ed25519 or ECDSA key.");
    if (!result->signedIn)
        co_return KeyOutcome::Refused;
    // A signature that was refused is a partial success when the server now wants something else.
    const Result<bool> listed = co_await relist(flow);
    if (!listed)
        co_return std::unexpected(listed.error());
    co_return *listed ? KeyOutcome::Accepted : flow->methods.contains("publickey") ? KeyOutcome::Refused : KeyOutcome::Continue;
}

/// With its passphrase, where it has one: asked for at most three times.
Future<std::shared_ptr<Signer>> loadKeyFile(Flow flow)
{
    std::shared_ptr<const Secret> passphrase;
    QString instruction;
    for (int turn = 0; turn <= 3; ++turn) {
        auto signer = co_await flow->keyFile(passphrase);
        const bool asks = !signer && (signer.error().code == Errc::NoInput || signer.error().code == Errc::WrongPassphrase);
        if (!asks || turn == 3)
            co_return signer;
        const auto answer = co_await askSecret(flow, instruction, Text::tr("Passphrase of the key file"));
        if (!answer)
            co_return std::unexpected(answer.error());
        passphrase = *answer;
        instruction = Text::tr("The passphrase was not right.");
    }
    co_return std::unexpected(cancelledError());
}

Future<KeyOutcome> tryKeyFile(Flow flow)
{
    const auto signer = co_await loadKeyFile(flow);
    flow->keyFile = nullptr;
    if (!signer && signer.error().code == Errc::Cancelled)
        co_return std::unexpected(signer.error());
    if (!signer) {
        flow->log->notices += signer.error().text;
        co_return KeyOutcome::Refused;
    }
    const Offers offers = offersOf({*signer}, QString::fromUtf8(flow->user), QDateTime::currentDateTimeUtc());
    flow->log->notices += offers.notices;
    for (const std::shared_ptr<Signer> &offer : offers.signers) {
        const Result<KeyOutcome> outcome = co_await tryKey(flow, offer);
        if (!outcome || *outcome != KeyOutcome::Refused)
            co_return outcome;
    }
    co_return KeyOutcome::Refused;
}

Future<bool> tryKeys(Flow flow)
{
    Offers offers = offersOf(flow->login.signers, QString::fromUtf8(flow->user), QDateTime::currentDateTimeUtc());
    flow->log->notices += offers.notices;
    flow->hasExpired = flow->hasExpired || offers.hasExpired;
    if (!flow->keyFile)
        offers.signers.insert(offers.signers.end(), flow->agentSigners.begin(), flow->agentSigners.end());
    for (const std::shared_ptr<Signer> &signer : offers.signers) {
        flow->keysLeft = flow->offered >= kMostKeys;
        if (flow->keysLeft)
            co_return false;
        const Result<KeyOutcome> outcome = co_await tryKey(flow, signer);
        if (!outcome)
            co_return std::unexpected(outcome.error());
        if (*outcome != KeyOutcome::Refused)
            co_return *outcome == KeyOutcome::Accepted;
    }
    if (!flow->keyFile)
        co_return false;
    const Result<KeyOutcome> outcome = co_await tryKeyFile(flow);
    if (!outcome)
        co_return std::unexpected(outcome.error());
    if (*outcome != KeyOutcome::Refused || flow->agentSigners.empty())
        co_return *outcome == KeyOutcome::Accepted;
    flow->login.signers.clear(); // the agent comes last
    co_return co_await tryKeys(flow);
}

Future<bool> tryInteractive(Flow flow)
{
    flow->answerStored = flow->login.password != nullptr;
    bool listed = false;
    while (flow->tries < kMostTries) {
        ++flow->tries;
        flow->rounds = 0;
        noteTried(flow, u"keyboard-interactive"_s);
        const auto connection = QObject::connect(flow->session.get(), &SessionClient::promptAsked, flow->session.get(),
                                                 [weak = std::weak_ptr(flow)](const messages::PromptAsked &asked) {
                                                     if (const Flow alive = weak.lock())
                                                         answerRound(alive, asked);
                                                 });
        const Result<AuthResult> result = co_await flow->session->signInInteractively(flow->user);
        QObject::disconnect(connection);
        if (!result && flow->stopped)
            co_return std::unexpected(*flow->stopped);
        if (!result)
            co_return std::unexpected(result.error());
        if (result->outcome == Outcome::Accepted)
            co_return true;
        if (std::exchange(listed, true))
            continue;
        const Result<bool> again = co_await relist(flow);
        if (!again || *again || !flow->methods.contains("keyboard-interactive") || flow->rounds == 0)
            co_return again;
    }
    co_return false;
}

Future<bool> changePassword(Flow flow, std::shared_ptr<const Secret> old)
{
    const auto fresh = co_await askNewPassword(flow);
    if (!fresh)
        co_return std::unexpected(fresh.error());
    const Result<AuthResult> result = co_await flow->session->signInWithPassword(flow->user, *old, **fresh);
    if (!result)
        co_return std::unexpected(result.error());
    if (result->outcome != Outcome::Accepted) {
        flow->stopped = Error{Errc::AuthFailed, Text::tr("The server did not take the new password."), {},
                              Text::tr("It may be too short, too simple, or one that was used before. Try again with another one.")};
        co_return std::unexpected(*flow->stopped);
    }
    flow->log->notices += Text::tr("The password was changed on the server. Change it in the credential of this host too.");
    co_return true;
}

Future<bool> tryPasswords(Flow flow)
{
    std::shared_ptr<const Secret> password = flow->tries == 0 ? flow->login.password : nullptr;
    bool listed = false;
    while (flow->tries < kMostTries) {
        ++flow->tries;
        if (!password) {
            const auto asked = co_await askSecret(flow, {}, Text::tr("Password of %1 at %2").arg(QString::fromUtf8(flow->user), flow->endpoint.host));
            if (!asked)
                co_return std::unexpected(asked.error());
            password = *asked;
        }
        noteTried(flow, u"password"_s);
        const Result<AuthResult> result = co_await flow->session->signInWithPassword(flow->user, *password);
        if (!result)
            co_return std::unexpected(result.error());
        flow->log->note(u"password: %1"_s.arg(result->outcome == Outcome::Accepted ? u"accepted"_s : u"refused"_s));
        if (result->outcome == Outcome::Accepted)
            co_return true;
        if (result->outcome == Outcome::PasswordExpired)
            co_return co_await changePassword(flow, password);
        password.reset();
        if (std::exchange(listed, true))
            continue;
        const Result<bool> again = co_await relist(flow);
        if (!again || *again || !flow->methods.contains("password"))
            co_return again;
    }
    co_return false;
}

using Method = Future<bool> (*)(Flow);

/// The next method that the server takes and that was not used up.
Method nextMethod(const Flow &flow, QList<QByteArray> &used, QByteArray *name)
{
    static constexpr std::pair<const char *, Method> order[] = {
        {"publickey", tryKeys}, {"keyboard-interactive", tryInteractive}, {"password", tryPasswords}};
    for (const auto &[method, run] : order) {
        if (!flow->methods.contains(method) || used.contains(method))
            continue;
        used += method;
        *name = method;
        return run;
    }
    return nullptr;
}

/// Losing the session during the sign-in, or nobody to ask after something was refused, is a refusal.
Error explained(const Flow &flow, const Error &error)
{
    const bool tried = !flow->log->methodsTried.isEmpty() || !flow->log->missing.isEmpty();
    const bool refusal = (error.code == Errc::AuthFailed && !flow->stopped) || (error.code == Errc::NoInput && tried && !flow->stopped);
    return refusal ? refusedError(flow, error.text) : error;
}

} // namespace

Future<void> signIn(Flow flow)
{
    QObject::connect(flow->session.get(), &SessionClient::touchWanted, flow->session.get(),
                     [weak = std::weak_ptr(flow)](const QString &key, bool waiting) {
                         const Flow alive = weak.lock();
                         if (alive && alive->interaction)
                             alive->interaction->touch(alive->endpoint, shownPlain(key, 60), waiting);
                     });
    const Result<bool> first = co_await relist(flow);
    if (!first)
        co_return std::unexpected(first.error());
    if (*first)
        co_return {};
    QList<QByteArray> used;
    QByteArray name;
    while (const Method method = nextMethod(flow, used, &name)) {
        const QList<QByteArray> before = flow->methods;
        const Result<bool> done = co_await method(flow);
        if (!done)
            co_return std::unexpected(explained(flow, done.error()));
        if (*done)
            co_return {};
        if (flow->methods != before) { // partial success: what is asked now starts afresh
            flow->tries = 0;
            flow->log->note(u"partial success with %1; now wanted: %2"_s.arg(QString::fromLatin1(name), QString::fromLatin1(flow->methods.join(", "))));
            used = {name};
        }
    }
    co_return std::unexpected(refusedError(flow, {}));
}

} // namespace aiops::ssh
