#include "cli/cliinteraction.h"

#include "core/text.h"

namespace aiops::cli {

using namespace Qt::StringLiterals;

namespace {

using Secrets = QList<std::shared_ptr<const Secret>>;

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::cli", text);
}

QString shownName(const ssh::Endpoint &endpoint)
{
    return shownPlain(endpoint.label.isEmpty() ? endpoint.host : endpoint.label, 255);
}

QString shownKey(const ssh::HostKey &key)
{
    return shownPlain(QString::fromLatin1(key.type), 60) + u' ' + key.fingerprint();
}

Future<ssh::HostKeyAnswer> askToTrust(Context context, ssh::HostKeyQuestion question)
{
    const QString text = tr("%1 at %2:%3 shows a key that is not known:\n  %4\n")
                             .arg(shownName(question.endpoint), shownPlain(question.endpoint.host, 255))
                             .arg(question.endpoint.port)
                             .arg(shownKey(question.presented));
    context.io->err(text.toUtf8());
    if (!question.dnsHint.isEmpty())
        context.io->err("  " + question.dnsHint.toUtf8() + '\n');
    const auto line = co_await context.io->promptLine(tr("Trust this key? [y/N]"));
    if (!line)
        co_return std::unexpected(line.error());
    const QString word = line->trimmed().toLower();
    if (word != "y"_L1 && word != "yes"_L1)
        co_return std::unexpected(unknownHostKey(question.endpoint, question.presented));
    co_return ssh::HostKeyAnswer::Trust;
}

Future<Secrets> askPrompts(Context context, ssh::PromptRequest request)
{
    Secrets answers;
    if (!request.instruction.isEmpty())
        context.io->err(shownPlain(request.instruction, 1000).toUtf8() + '\n');
    for (const ssh::Prompt &prompt : request.prompts) {
        const QString label = shownName(request.endpoint) + u": "_s + shownPlain(prompt.text.trimmed(), 300);
        if (!prompt.echo) {
            auto secret = co_await context.io->promptSecret(label);
            if (!secret)
                co_return std::unexpected(secret.error());
            answers.append(*secret);
            continue;
        }
        auto line = co_await context.io->promptLine(label);
        if (!line)
            co_return std::unexpected(line.error());
        answers.append(std::make_shared<const Secret>(line->toUtf8()));
    }
    co_return answers;
}

} // namespace

Error unknownHostKey(const ssh::Endpoint &endpoint, const ssh::HostKey &presented)
{
    return {Errc::HostKeyUnknown, tr("The host key of %1 is not known: %2").arg(shownName(endpoint), shownKey(presented)), {},
            tr("Compare the fingerprint with the server's, then: aiops host-key trust %1 --fingerprint %2")
                .arg(shownName(endpoint), presented.fingerprint())};
}

Error changedHostKey(const ssh::HostKeyQuestion &question)
{
    QStringList known;
    for (const ssh::KnownHostKey &key : question.known)
        known << shownKey(key.key);
    return {Errc::HostKeyChanged,
            tr("The host key of %1 has changed. Known: %2. Presented: %3. Nothing was sent.")
                .arg(shownName(question.endpoint), known.join(u", "_s), shownKey(question.presented)), {},
            tr("Someone may be intercepting the connection, or the server was reinstalled. Ask its owner; only then: "
               "aiops host-key trust %1 --replace --fingerprint, with the one that the owner named.").arg(shownName(question.endpoint))};
}

Future<ssh::HostKeyAnswer> CliInteraction::hostKey(ssh::HostKeyQuestion question)
{
    if (question.changed)
        return failed<ssh::HostKeyAnswer>(changedHostKey(question));
    if (!mayAsk())
        return failed<ssh::HostKeyAnswer>(unknownHostKey(question.endpoint, question.presented));
    return askToTrust(m_context, std::move(question));
}

Future<Secrets> CliInteraction::prompts(ssh::PromptRequest request)
{
    if (!mayAsk())
        return failed<Secrets>(Error{Errc::NoInput, tr("%1 asks for \"%2\", and nothing may be asked here.")
                                                        .arg(shownName(request.endpoint),
                                                             request.prompts.isEmpty() ? QString() : shownPlain(request.prompts.first().text, 100))});
    return askPrompts(m_context, std::move(request));
}

void CliInteraction::touch(const ssh::Endpoint &endpoint, const QString &key, bool waiting)
{
    if (waiting)
        m_context.io->err(tr("%1: touch your security key (%2).\n").arg(shownName(endpoint), shownPlain(key, 80)).toUtf8());
}

} // namespace aiops::cli
