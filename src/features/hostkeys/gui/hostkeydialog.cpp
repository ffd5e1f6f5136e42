#include "features/hostkeys/gui/hostkeydialog.h"

#include "features/hostkeys/hostkeyreport.h"
#include "widgets/fingerprintbox.h"
#include "widgets/label.h"

#include <QVBoxLayout>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;
using widgets::Label;

HostKeyDialog::HostKeyDialog(const ssh::HostKeyQuestion &question, QWidget *parent)
    : shell::Dialog(tr("Connect to %1 for the first time?").arg(shownHost(question.endpoint)), parent)
{
    setFixedWidth(widgets::Theme::current().scaled(620));
    setDestructive(true);
    build(question);
    addAnswers();
    connect(this, &QDialog::finished, this, [this] { emit answered(m_answer); });
}

void HostKeyDialog::build(const ssh::HostKeyQuestion &question)
{
    auto *text = new Label(tr("The server at %1 is not known yet. Compare its fingerprint with the one that the server's "
                              "owner gave you. No password, key or command was sent.").arg(shownAddress(question.endpoint)),
                           "body", "muted");
    text->setWordWrap(true);
    auto *box = new widgets::FingerprintBox;
    box->setContent(tr("Host key"), tr("%1, first seen just now").arg(shownKeyType(question.presented.type)),
                    question.presented.fingerprint());
    body()->addWidget(text);
    body()->addWidget(box);
    if (!question.dnsHint.isEmpty()) {
        auto *hint = new Label(question.dnsHint, "secondary");
        hint->setObjectName(u"dnsHint"_s);
        hint->setWordWrap(true);
        body()->addWidget(hint);
    }
    for (const ssh::KnownHostKey &known : question.known) {
        auto *other = new Label(tr("Known with another type: %1, %2").arg(shownKeyType(known.key.type), historyOf(known)),
                                "secondary", "muted");
        other->setWordWrap(true);
        body()->addWidget(other);
    }
}

void HostKeyDialog::addAnswers()
{
    setDefaultButton(addCancel());
    const auto add = [this](const QString &caption, const QString &name, ButtonKind kind, ssh::HostKeyAnswer answer) {
        addButton(caption, kind, [this, answer] {
            m_answer = answer;
            accept();
        })->setObjectName(name);
    };
    add(tr("Connect once"), u"connectOnceButton"_s, ButtonKind::Plain, ssh::HostKeyAnswer::Once);
    add(tr("Trust and connect"), u"trustButton"_s, ButtonKind::Primary, ssh::HostKeyAnswer::Trust);
}

} // namespace aiops::hostkeys
