#include "features/hostkeys/gui/promptdialog.h"

#include "core/text.h"
#include "features/hostkeys/hostkeyreport.h"
#include "widgets/label.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;
using widgets::Label;

PromptDialog::PromptDialog(const ssh::PromptRequest &request, QWidget *parent)
    : shell::Dialog(tr("%1 asks").arg(shownHost(request.endpoint)), parent)
{
    setMinimumWidth(widgets::Theme::current().scaled(460));
    body()->setSpacing(8);
    body()->addWidget(new Label(shownAddress(request.endpoint), "secondary", "muted"));
    for (const QString &text : {request.title, request.instruction}) {
        if (text.isEmpty() || text == windowTitle())
            continue;
        auto *label = new Label(shownPlain(text, 1000));
        label->setWordWrap(true);
        body()->addWidget(label);
    }
    for (int i = 0; i < request.prompts.size(); ++i)
        m_edits.append(addPrompt(request.prompts[i], i));
    addCancel();
    addButton(tr("Send"), widgets::ButtonKind::Primary, [this] { accept(); })->setObjectName(u"sendButton"_s);
}

QLineEdit *PromptDialog::addPrompt(const ssh::Prompt &prompt, int index)
{
    const QString text = shownPlain(prompt.text.trimmed(), 300);
    auto *edit = new QLineEdit;
    edit->setObjectName(u"promptEdit%1"_s.arg(index));
    edit->setAccessibleName(text);
    edit->setEchoMode(prompt.echo ? QLineEdit::Normal : QLineEdit::Password);
    auto *label = new Label(text);
    label->setWordWrap(true);
    label->setBuddy(edit);
    body()->addWidget(label);
    body()->addWidget(edit);
    return edit;
}

QList<std::shared_ptr<const Secret>> PromptDialog::takeAnswers()
{
    QList<std::shared_ptr<const Secret>> answers;
    for (QLineEdit *edit : std::as_const(m_edits)) {
        QByteArray bytes = edit->text().toUtf8();
        answers.append(std::make_shared<const Secret>(std::move(bytes)));
        edit->clear();
    }
    return answers;
}

} // namespace aiops::hostkeys
