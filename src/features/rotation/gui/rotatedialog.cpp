#include "features/rotation/gui/rotatedialog.h"

#include "widgets/field.h"
#include "widgets/label.h"

#include <QLineEdit>
#include <QListWidget>
#include <QVBoxLayout>

namespace aiops::rotation {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr int kShownTargets = 6;

} // namespace

RotateDialog::RotateDialog(const RotatePreview &preview, std::function<void(RotateOptions)> run, QWidget *parent)
    : Dialog(tr("Rotate %1?").arg(preview.credential.name), parent)
{
    setObjectName(u"rotateDialog"_s);
    setMinimumWidth(Theme::current().scaled(540));
    addSteps(preview.method);
    if (preview.method == "password-command"_L1) {
        m_command = new QLineEdit(preview.command);
        m_command->setObjectName(u"commandEdit"_s);
        auto *field = new Field(tr("Command for sh at the host"), m_command);
        field->setHint(tr("It finds USER, OLD and NEW as variables. They come through its standard input, never as arguments."));
        body()->addWidget(field);
    }
    const bool isAws = preview.method == "aws"_L1;
    if (!isAws)
        addTargets(preview.targets);
    addCancel();
    const int count = int(preview.targets.size());
    const QString text = isAws ? tr("Rotate at AWS") : count == 0 ? tr("Make a new one") : count == 1 ? tr("Rotate on 1 instance") : tr("Rotate on %1 instances").arg(count);
    auto *button = addButton(text, ButtonKind::Primary, [this, run = std::move(run)] {
        RotateOptions options;
        options.command = m_command ? m_command->text() : QString();
        accept();
        run(options);
    });
    button->setObjectName(u"confirmRotateButton"_s);
    if (m_command)
        connect(m_command, &QLineEdit::textChanged, button, [button](const QString &command) { button->setEnabled(!command.trimmed().isEmpty()); });
}

void RotateDialog::addSteps(const QString &method)
{
    const bool isKey = method == "ssh"_L1;
    const QStringList steps = method == "aws"_L1 ? QStringList{tr("1. A second access key is created at AWS."), tr("2. The program calls AWS with it until it is accepted."),
                                                               tr("3. The vault takes it over."), tr("4. The old key is disabled, and deleted after 7 days.")}
                              : isKey ? QStringList{tr("1. A new key pair is made and sealed in the vault."), tr("2. Its public key is added beside the old one at every target."),
                                                  tr("3. The program signs in with the new key alone."),
                                                  tr("4. Only then the old key is removed there, and the new one tried once more.")}
                                    : QStringList{tr("1. A new password is made and sealed in the vault."), tr("2. The command sets it at every target."),
                                                  tr("3. The program signs in with the new password."), tr("4. The vault takes it over.")};
    for (const QString &step : steps) {
        auto *label = new Label(step);
        label->setWordWrap(true);
        body()->addWidget(label);
    }
    auto *back = new Label(tr("Where a step fails, what was changed is put back and the old one stays valid there."), "secondary", "muted");
    back->setWordWrap(true);
    body()->addWidget(back);
}

void RotateDialog::addTargets(const QList<inventory::Instance> &targets)
{
    auto *heading = new Label(targets.isEmpty() ? tr("Nothing signs in with it: the new one is only made.") : tr("Targets, in this order"), "heading");
    body()->addWidget(heading);
    if (targets.isEmpty())
        return;
    auto *list = new QListWidget;
    list->setObjectName(u"targetList"_s);
    list->setAccessibleName(tr("Targets"));
    list->setSelectionMode(QAbstractItemView::NoSelection);
    const int height = Theme::current().scaled(28);
    for (const inventory::Instance &instance : targets) {
        const QString production = instance.environment == inventory::Environment::Production ? u"   "_s + tr("production") : QString();
        auto *item = new QListWidgetItem(u"%1   %2%3"_s.arg(instance.name, instance.address, production), list);
        item->setSizeHint({0, height});
    }
    list->setFixedHeight(height * std::min<int>(kShownTargets, int(targets.size())) + 8);
    body()->addWidget(list);
}

} // namespace aiops::rotation
