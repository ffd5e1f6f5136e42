#include "app/commandpolicy.h"

#include "core/setting.h"
#include "core/text.h"
#include "shell/dialog.h"
#include "widgets/label.h"

#include <QButtonGroup>
#include <QRadioButton>

namespace aiops::app {

using namespace Qt::StringLiterals;

namespace {

const Setting<int> kPolicy{u"owner/commandPolicy"_s, int(CommandPolicy::Always)};

QString tr(const char *text)
{
    return QCoreApplication::translate("aiops::app", text);
}

struct Answer
{
    QPromise<Result<bool>> promise;
    bool given = false;

    Answer() { promise.start(); }
    void give(bool allowed)
    {
        if (std::exchange(given, true))
            return;
        promise.addResult(Result<bool>(allowed));
        promise.finish();
    }
};

} // namespace

CommandPolicy commandPolicy(const QSettings &settings)
{
    return CommandPolicy(std::clamp(kPolicy.read(settings), 0, int(CommandPolicy::Never)));
}

void setCommandPolicy(QSettings &settings, CommandPolicy policy)
{
    kPolicy.write(settings, int(policy));
}

Future<bool> askForCommand(QWidget &window, const QString &client)
{
    auto answer = std::make_shared<Answer>();
    auto *dialog = new shell::Dialog(tr("Answer a command from a terminal?"), &window);
    auto *text = new widgets::Label(tr("“%1” asks to use this window's vault and connections.").arg(shownPlain(client, 200)), "body");
    text->setWordWrap(true);
    dialog->body()->addWidget(text);
    auto *refuse = dialog->addButton(tr("Refuse"), widgets::ButtonKind::Plain, [dialog] { dialog->done(QDialog::Rejected); });
    dialog->addButton(tr("Answer"), widgets::ButtonKind::Primary, [dialog, answer] {
        answer->give(true);
        dialog->done(QDialog::Accepted);
    });
    dialog->setSafeButton(refuse);
    QObject::connect(dialog, &QObject::destroyed, dialog, [answer] { answer->give(false); });
    QObject::connect(dialog, &QDialog::finished, dialog, [answer] { answer->give(false); });
    dialog->open();
    return answer->promise.future();
}

QWidget *createCommandPolicyPage(QSettings &settings, QWidget *parent)
{
    auto *page = new QWidget(parent);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(12);
    auto *heading = new widgets::Label(tr("While this window is open, aiops may use its unlocked vault and its connections"), "section");
    heading->setWordWrap(true);
    layout->addWidget(heading);
    auto *group = new QButtonGroup(page);
    const std::array choices{tr("Always: scripts need no passphrase"), tr("Ask each time"), tr("Never: such commands are refused")};
    for (int i = 0; i < int(choices.size()); ++i) {
        auto *choice = new QRadioButton(choices[size_t(i)], page);
        choice->setObjectName(u"commandPolicy%1Radio"_s.arg(i));
        choice->setMinimumHeight(30);
        choice->setChecked(i == int(commandPolicy(settings)));
        group->addButton(choice, i);
        layout->addWidget(choice);
    }
    QObject::connect(group, &QButtonGroup::idClicked, page,
                     [&settings](int id) { setCommandPolicy(settings, CommandPolicy(id)); });
    layout->addStretch();
    return page;
}

} // namespace aiops::app
