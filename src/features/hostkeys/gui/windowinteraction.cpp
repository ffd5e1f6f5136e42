#include "features/hostkeys/gui/windowinteraction.h"

#include "features/hostkeys/gui/hostkeychangeddialog.h"
#include "features/hostkeys/gui/hostkeydialog.h"
#include "features/hostkeys/gui/promptdialog.h"
#include "features/hostkeys/gui/touchdialog.h"
#include "features/hostkeys/hostkeyreport.h"

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;

namespace {

template <typename T>
using Answer = std::shared_ptr<QPromise<Result<T>>>;

template <typename T>
Answer<T> makeAnswer()
{
    auto answer = std::make_shared<QPromise<Result<T>>>();
    answer->start();
    return answer;
}

template <typename T>
void give(const Answer<T> &answer, Result<T> result)
{
    answer->addResult(std::move(result));
    answer->finish();
}

} // namespace

WindowInteraction::WindowInteraction(QWidget *window, EnvironmentOf environmentOf)
    : m_window(window), m_environmentOf(std::move(environmentOf))
{
}

WindowInteraction::~WindowInteraction() = default;

Future<ssh::HostKeyAnswer> WindowInteraction::hostKey(ssh::HostKeyQuestion question)
{
    const auto answer = makeAnswer<ssh::HostKeyAnswer>();
    enqueue([this, question = std::move(question), answer]() -> QDialog * {
        const auto done = [answer](ssh::HostKeyAnswer value) { give<ssh::HostKeyAnswer>(answer, value); };
        if (question.changed) {
            const QString environment = m_environmentOf ? m_environmentOf(question.endpoint) : QString();
            auto *dialog = new HostKeyChangedDialog(question, environment, m_window);
            dialog->setPermission([this, question] { return mayReplace(question); });
            connect(dialog, &HostKeyChangedDialog::answered, dialog, done);
            return dialog;
        }
        auto *dialog = new HostKeyDialog(question, m_window);
        connect(dialog, &HostKeyDialog::answered, dialog, done);
        return dialog;
    });
    return answer->future();
}

/// The ssh library writes the new key as soon as the dialog answers, so the permit ends here.
Future<void> WindowInteraction::mayReplace(ssh::HostKeyQuestion question)
{
    if (!m_gatekeeper || !m_confirmer)
        co_return std::unexpected(Error{Errc::Denied, tr("Host keys cannot be replaced here."), {}});
    const QPointer self(this);
    const Status confirmed = co_await m_confirmer->confirm(
        team::Action::HostKeyReplace, tr("%1 will be trusted with its new key %2.").arg(shownHost(question.endpoint), question.presented.fingerprint()));
    if (!self || !confirmed)
        co_return std::unexpected(confirmed ? cancelledError() : confirmed.error());
    const ssh::Endpoint &endpoint = question.endpoint;
    auto permit = m_gatekeeper->request(team::Action::HostKeyReplace,
                                        {u"instance"_s, endpoint.instance.isNull() ? QString() : endpoint.instance.toString(), shownHost(endpoint)});
    if (!permit)
        co_return std::unexpected(permit.error());
    permit->note(u"fingerprint"_s, question.presented.fingerprint());
    permit->succeeded();
    co_return Status{};
}

Future<QList<std::shared_ptr<const Secret>>> WindowInteraction::prompts(ssh::PromptRequest request)
{
    using Answers = QList<std::shared_ptr<const Secret>>;
    const auto answer = makeAnswer<Answers>();
    enqueue([this, request = std::move(request), answer]() -> QDialog * {
        auto *dialog = new PromptDialog(request, m_window);
        connect(dialog, &QDialog::finished, dialog, [dialog, answer](int result) {
            if (result == QDialog::Accepted)
                give<Answers>(answer, dialog->takeAnswers());
            else
                give<Answers>(answer, std::unexpected(cancelledError()));
        });
        return dialog;
    });
    return answer->future();
}

/// Beside the questions: it goes by itself, and nothing has to be answered.
void WindowInteraction::touch(const ssh::Endpoint &endpoint, const QString &key, bool waiting)
{
    const QString which = u"%1:%2 %3"_s.arg(endpoint.host).arg(endpoint.port).arg(key);
    if (QDialog *shown = m_touches.take(which))
        shown->close();
    if (!waiting || !m_window)
        return;
    auto *dialog = new TouchDialog(endpoint, key, m_window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    m_touches.insert(which, dialog);
    dialog->show();
}

void WindowInteraction::enqueue(Ask ask)
{
    m_waiting.push_back(std::move(ask));
    if (!m_current)
        next();
}

/// A question that is dropped with its window counts as cancelled: its promise goes with the dialog.
void WindowInteraction::next()
{
    if (m_waiting.empty())
        return;
    const Ask ask = std::move(m_waiting.front());
    m_waiting.pop_front();
    if (!m_window)
        return next();
    m_current = ask();
    m_current->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_current, &QObject::destroyed, this, [this] { QMetaObject::invokeMethod(this, &WindowInteraction::next, Qt::QueuedConnection); });
    m_current->open();
}

} // namespace aiops::hostkeys
