#include "ssh/client/questions.h"

#include "core/text.h"
#include "ssh/client/text.h"

#include <QRegularExpression>

namespace aiops::ssh {

using namespace Qt::StringLiterals;

namespace {

using Flow = std::shared_ptr<SignInFlow>;
using Answer = std::shared_ptr<const Secret>;

QString shownHost(const Endpoint &endpoint)
{
    return shownPlain(endpoint.label.isEmpty() ? endpoint.host : endpoint.label, 80);
}

void stop(const Flow &flow, const Error &error)
{
    flow->stopped = error;
    flow->session->answerPrompts(std::nullopt);
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
        stop(flow, {Errc::NoInput, Text::tr("The server asks a question and nobody can answer it.")});
        co_return {};
    }
    const auto answers = co_await flow->interaction->prompts(request);
    if (!answers) {
        stop(flow, answers.error());
        co_return {};
    }
    std::vector<Secret> secrets;
    for (const Answer &answer : *answers)
        secrets.push_back(answer ? answer->clone() : Secret());
    flow->session->answerPrompts(std::move(secrets));
    co_return {};
}

void answerOne(const Flow &flow, const Secret &answer)
{
    std::vector<Secret> answers;
    answers.push_back(answer.clone());
    flow->session->answerPrompts(std::move(answers));
}

Future<void> answerCode(Flow flow, messages::PromptAsked asked)
{
    const Result<Answer> code = co_await flow->login.oneTimeCode();
    if (!code)
        co_return co_await askPerson(flow, asked);
    flow->log->note(u"the attached one-time code answers"_s);
    answerOne(flow, **code);
    co_return {};
}

} // namespace

bool asksForCode(const messages::PromptAsked &asked)
{
    static const QRegularExpression words(u"\\b(otp|totp|2fa|mfa|token|passcode|verification|authenticator|one[- ]?time|code)\\b"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    return asked.prompts.size() == 1 && words.match(QString::fromUtf8(asked.prompts.first().text.left(200))).hasMatch();
}

void answerRound(const Flow &flow, const messages::PromptAsked &asked)
{
    const bool first = ++flow->rounds == 1;
    const bool single = asked.prompts.size() == 1 && !asked.prompts.first().echo;
    flow->log->note(u"the server asks %1 question(s), round %2"_s.arg(asked.prompts.size()).arg(flow->rounds));
    if (flow->login.oneTimeCode && asksForCode(asked) && !std::exchange(flow->codeSent, true)) {
        answerCode(flow, asked);
        return;
    }
    if (first && single && std::exchange(flow->answerStored, false))
        return answerOne(flow, *flow->login.password);
    askPerson(flow, asked);
}

Future<Answer> askSecret(Flow flow, QString instruction, QString text)
{
    if (!flow->interaction)
        co_return fail(Errc::NoInput, Text::tr("A password is needed and nobody can be asked."));
    PromptRequest request{flow->endpoint, Text::tr("%1 asks").arg(shownHost(flow->endpoint)), instruction, {}};
    request.prompts += {text, false};
    const auto answers = co_await flow->interaction->prompts(request);
    if (!answers)
        co_return std::unexpected(answers.error());
    if (answers->isEmpty() || !answers->first())
        co_return std::unexpected(cancelledError());
    co_return answers->first();
}

Future<Answer> askNewPassword(Flow flow)
{
    if (!flow->interaction)
        co_return fail(Errc::NoInput, Text::tr("The server wants a new password and nobody can be asked."));
    QString instruction = Text::tr("The password of %1 has expired; the server wants a new one.").arg(shownPlain(QString::fromUtf8(flow->user), 80));
    for (int turn = 0; turn < 3; ++turn) {
        PromptRequest request{flow->endpoint, Text::tr("%1 asks").arg(shownHost(flow->endpoint)), instruction, {}};
        request.prompts += {Text::tr("New password"), false};
        request.prompts += {Text::tr("New password, again"), false};
        const auto answers = co_await flow->interaction->prompts(request);
        if (!answers)
            co_return std::unexpected(answers.error());
        const bool both = answers->size() == 2 && answers->at(0) && answers->at(1) && !answers->at(0)->isEmpty();
        if (both && answers->at(0)->equals(answers->at(1)->reveal()))
            co_return answers->first();
        instruction = Text::tr("The two were not the same. Nothing was changed yet.");
    }
    co_return fail(Errc::Invalid, Text::tr("The new password was not typed twice the same way."));
}

} // namespace aiops::ssh
