#include "features/hostkeys/gui/hostkeydialog.h"

#include "features/hostkeys/hostkeyreport.h"
#include "widgets/button.h"
#include "widgets/fingerprintbox.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace aiops::hostkeys {

using namespace Qt::StringLiterals;
using widgets::ButtonKind;
using widgets::Label;

HostKeyDialog::HostKeyDialog(const ssh::HostKeyQuestion &question, QWidget *parent) : QDialog(parent)
{
    setWindowTitle(tr("New host key"));
    setWindowModality(Qt::WindowModal);
    setFixedWidth(560);
    build(question);
    connect(this, &QDialog::finished, this, [this] { emit answered(m_answer); });
}

void HostKeyDialog::build(const ssh::HostKeyQuestion &question)
{
    auto *title = new Label(tr("Connect to %1 for the first time?").arg(shownHost(question.endpoint)), "section");
    title->setWordWrap(true);
    auto *text = new Label(tr("This server at %1 is not known yet. Compare its fingerprint with the one that the server's "
                              "owner gave you. Nothing has been sent.").arg(shownAddress(question.endpoint)), "body", "muted");
    text->setWordWrap(true);
    auto *box = new widgets::FingerprintBox;
    box->setContent(tr("Host key"), tr("%1, first seen just now").arg(shownKeyType(question.presented.type)),
                    question.presented.fingerprint());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(12);
    layout->addWidget(title);
    layout->addWidget(text);
    layout->addWidget(box);
    for (const ssh::KnownHostKey &known : question.known) {
        auto *other = new Label(tr("Known with another type: %1, %2").arg(shownKeyType(known.key.type), historyOf(known)),
                                "secondary", "muted");
        other->setWordWrap(true);
        layout->addWidget(other);
    }
    auto *row = new QHBoxLayout;
    row->addStretch();
    const auto addButton = [this, row](const QString &caption, const QString &name, ssh::HostKeyAnswer answer) {
        QPushButton *button = widgets::makeButton(caption);
        button->setObjectName(name);
        connect(button, &QPushButton::clicked, this, [this, answer] {
            m_answer = answer;
            answer == ssh::HostKeyAnswer::Reject ? reject() : accept();
        });
        row->addWidget(button);
        return button;
    };
    QPushButton *cancel = addButton(tr("Cancel"), u"cancelButton"_s, ssh::HostKeyAnswer::Reject);
    addButton(tr("Connect once"), u"connectOnceButton"_s, ssh::HostKeyAnswer::Once);
    QPushButton *trust = addButton(tr("Trust and connect"), u"trustButton"_s, ssh::HostKeyAnswer::Trust);
    widgets::setButtonKind(trust, ButtonKind::Primary);
    layout->addSpacing(8);
    layout->addLayout(row);
    cancel->setDefault(true);
    cancel->setFocus();
}

} // namespace aiops::hostkeys
