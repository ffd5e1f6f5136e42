#include "shell/confirmation.h"

#include "widgets/field.h"
#include "widgets/label.h"

#include <QLineEdit>
#include <QVBoxLayout>

namespace aiops::shell {

using namespace Qt::StringLiterals;

Confirmation *Confirmation::ask(QWidget *parent, const Question &question, std::function<void()> confirmed)
{
    auto *dialog = new Confirmation(parent, question, std::move(confirmed));
    dialog->open();
    return dialog;
}

Confirmation::Confirmation(QWidget *parent, const Question &question, std::function<void()> confirmed)
    : Dialog(question.title, parent)
{
    setMinimumWidth(widgets::Theme::current().scaled(460));
    setDestructive(question.typeThis.isEmpty());
    auto *text = new widgets::Label(question.text);
    text->setWordWrap(true);
    body()->addWidget(text);
    addCancel();
    const auto kind = question.isDanger ? widgets::ButtonKind::Danger : widgets::ButtonKind::Primary;
    QPushButton *agree = addButton(question.confirm, kind, [this, confirmed = std::move(confirmed)] {
        accept();
        confirmed();
    });
    agree->setObjectName(u"confirmButton"_s);
    if (question.typeThis.isEmpty())
        return;
    auto *field = new widgets::Field(tr("Type %1 to go on").arg(question.typeThis), nullptr);
    field->edit()->setObjectName(u"confirmEdit"_s);
    body()->addWidget(field);
    agree->setEnabled(false);
    connect(field->edit(), &QLineEdit::textChanged, agree,
            [agree, wanted = question.typeThis](const QString &typed) { agree->setEnabled(typed == wanted); });
}

} // namespace aiops::shell
