#include "features/hostkeys/gui/promptdialog.h"

#include "core/text.h"
#include "features/hostkeys/hostkeyreport.h"
#include "widgets/button.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;
using widgets::Label;

PromptDialog::PromptDialog(const ssh::PromptRequest &request, QWidget *parent) : QDialog(parent)
{
    const QString host = shownHost(request.endpoint);
    setWindowTitle(tr("%1 asks").arg(host));
    setWindowModality(Qt::WindowModal);
    setMinimumWidth(440);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(8);
    layout->addWidget(new Label(tr("%1 asks").arg(host), "section"));
    layout->addWidget(new Label(shownAddress(request.endpoint), "secondary", "muted"));
    for (const QString &text : {request.title, request.instruction}) {
        if (text.isEmpty() || text == windowTitle())
            continue;
        auto *label = new Label(shownPlain(text, 1000));
        label->setWordWrap(true);
        layout->addWidget(label);
    }
    for (int i = 0; i < request.prompts.size(); ++i)
        m_edits.append(addPrompt(*layout, request.prompts[i], i));
    auto *cancel = widgets::makeButton(tr("Cancel"));
    cancel->setObjectName(u"cancelButton"_s);
    auto *send = widgets::makeButton(tr("Send"), widgets::ButtonKind::Primary);
    send->setObjectName(u"sendButton"_s);
    send->setDefault(true);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(send, &QPushButton::clicked, this, &QDialog::accept);
    auto *row = new QHBoxLayout;
    row->addStretch();
    row->addWidget(cancel);
    row->addWidget(send);
    layout->addSpacing(8);
    layout->addLayout(row);
    if (!m_edits.isEmpty())
        m_edits.first()->setFocus();
}

QLineEdit *PromptDialog::addPrompt(QVBoxLayout &layout, const ssh::Prompt &prompt, int index)
{
    const QString text = shownPlain(prompt.text.trimmed(), 300);
    auto *edit = new QLineEdit;
    edit->setObjectName(u"promptEdit%1"_s.arg(index));
    edit->setAccessibleName(text);
    edit->setEchoMode(prompt.echo ? QLineEdit::Normal : QLineEdit::Password);
    auto *label = new Label(text);
    label->setWordWrap(true);
    label->setBuddy(edit);
    layout.addWidget(label);
    layout.addWidget(edit);
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
