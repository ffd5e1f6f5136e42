#include "ssh/client/signinflow.h"

#include "core/text.h"
#include "ssh/client/text.h"

namespace aiops::ssh {
namespace {

using namespace Qt::StringLiterals;
using messages::AuthResult;
using messages::Outcome;
using Flow = std::shared_ptr<SignInFlow>;

constexpr int kMostTries = 3;

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
    return {Errc::AuthFailed, text, detail, flow->login.missing.isEmpty() || flow->login.missing.first().hint.isEmpty() ? Text::tr("Check the user name and the credential of this host.")
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

Future<bool> tryKeys(Flow flow)
{
    std::vector<std::shared_ptr<Signer>> signers = flow->login.signers;
    signers.insert(signers.end(), flow->agentSigners.begin(), flow->agentSigners.end());
    for (const std::shared_ptr<Signer> &signer : signers) {
        noteTried(flow, u"publickey (%1)"_s.arg(shownPlain(signer->name(), 60)));
        const Result<AuthResult> result = co_await flow->session->signInWithKey(flow->user, signer);
        if (!result)
            co_return std::unexpected(result.error());
        if (result->outcome == Outcome::Accepted)
            co_return true;
        if (!result->signedIn)
            continue;
        // A signature that was refused is a partial success when the server now wants something else.
        const Result<bool> listed = co_await relist(flow);
        if (!listed || *listed || !flow->methods.contains("publickey"))
            co_return listed;
    }
    co_return false;
}

Future<void> askPerson(Flow flow, messages::PromptAsked asked)
{
    PromptRequest request{flow->endpoint, {}, {}, {}};
    const QString name = shownPlain(QString::fromUtf8(asked.name), 200);
    request.title = name.isEmpty() ? Text::tr("%1 asks").arg(shownHost(flow->endpoint)) : name;
    request.instruction = shownPlain(QString::fromUtf8(asked.instruction), 1000);
    for (const messages::PromptText &prompt : asked.prompts)
        request.prompts += {shownPlain(QString::fromUtf8(prompt.text), 500), prompt.echo};
    if (!flow->interaction) {
        flow->stopped = Error{Errc::NoInput, Text::tr("The server asks a question and nobody can answer it.")};
        flow->session->answerPrompts(std::nullopt);
        co_return {};
    }
    const auto answers = co_await flow->interaction->prompts(request);
    if (!answers) {
        flow->stopped = answers.error();
        flow->session->answerPrompts(std::nullopt);
        co_return {};
    }
    std::vector<Secret> secrets;
    for (const auto &answer : *answers)
        secrets.push_back(answer ? answer->clone() : Secret());
    flow->session->answerPrompts(std::move(secrets));
    co_return {};
}

void answerRound(const Flow &flow, const messages::PromptAsked &asked)
{
    const bool first = ++flow->rounds == 1;
    const bool single = asked.prompts.size() == 1 && !asked.prompts.first().echo;
    if (first && single && std::exchange(flow->answerStored, false)) {
        std::vector<Secret> answers;
        answers.push_back(flow->login.password->clone());
        flow->session->answerPrompts(std::move(answers));
        return;
    }
    askPerson(flow, asked);
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

Future<std::shared_ptr<const Secret>> askPassword(Flow flow)
{
    if (!flow->interaction)
        co_return fail(Errc::NoInput, Text::tr("A password is needed and nobody can be asked."));
    PromptRequest request{flow->endpoint, Text::tr("%1 asks").arg(shownHost(flow->endpoint)), {}, {}};
    request.prompts += {Text::tr("Password of %1 at %2").arg(QString::fromUtf8(flow->user), flow->endpoint.host), false};
    const auto answers = co_await flow->interaction->prompts(request);
    if (!answers)
        co_return std::unexpected(answers.error());
    if (answers->isEmpty() || !answers->first())
        co_return std::unexpected(cancelledError());
    co_return answers->first();
}

Future<bool> tryPasswords(Flow flow)
{
    std::shared_ptr<const Secret> password = flow->tries == 0 ? flow->login.password : nullptr;
    bool listed = false;
    while (flow->tries < kMostTries) {
        ++flow->tries;
        if (!password) {
            const auto asked = co_await askPassword(flow);
            if (!asked)
                co_return std::unexpected(asked.error());
            password = *asked;
        }
        noteTried(flow, u"password"_s);
        const Result<AuthResult> result = co_await flow->session->signInWithPassword(flow->user, *password);
        password.reset();
        if (!result)
            co_return std::unexpected(result.error());
        if (result->outcome == Outcome::Accepted)
            co_return true;
        if (result->outcome == Outcome::PasswordExpired)
            co_return fail(Errc::AuthFailed, Text::tr("The password has expired; the server wants a new one."));
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
    const bool refusal = error.code == Errc::AuthFailed || (error.code == Errc::NoInput && tried && !flow->stopped);
    return refusal ? refusedError(flow, error.text) : error;
}

} // namespace

Future<void> signIn(Flow flow)
{
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
            used = {name};
        }
    }
    co_return std::unexpected(refusedError(flow, {}));
}

} // namespace aiops::ssh
