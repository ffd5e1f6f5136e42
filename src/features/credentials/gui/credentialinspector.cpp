#include "features/credentials/gui/credentialinspector.h"

#include "features/credentials/gui/attachdialog.h"
#include "features/credentials/gui/credentialmodel.h"
#include "features/credentials/gui/purposetext.h"
#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/whentext.h"
#include "shell/confirmation.h"
#include "shell/navigator.h"
#include "widgets/button.h"
#include "widgets/fingerprintbox.h"
#include "widgets/inspectorsection.h"
#include "widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QSet>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace vault;
using namespace widgets;

CredentialInspector::CredentialInspector(VaultSession &session, QWidget *parent) : InspectorStack(parent), m_session(session)
{
    setObjectName(u"credentialInspector"_s);
    connect(&session, &VaultSession::changed, this, &CredentialInspector::rebuild);
    rebuild();
}

void CredentialInspector::show(CredentialId id)
{
    if (id == m_id)
        return;
    m_id = id;
    rebuild();
}

void CredentialInspector::rebuild()
{
    const CredentialInfo *info = m_session.credential(m_id);
    if (!info)
        return setNothingSelected(tr("Select a credential to see its fingerprint and where it is used."));
    auto *column = new InspectorColumn(info->name);
    addDetails(column, *info);
    addUses(column);
    addActions(column);
    setColumn(column);
}

void CredentialInspector::addDetails(InspectorColumn *column, const CredentialInfo &info)
{
    auto *section = column->addSection(tr("Secret"));
    section->setRow(tr("Kind"), kindWord(info.kind));
    section->setRow(tr("User"), info.user, true);
    section->setRow(tr("Created"), exactText(info.createdAt));
    if (info.changedAt != info.createdAt)
        section->setRow(tr("Changed"), exactText(info.changedAt));
    section->setRow(tr("Last used"), whenText(info.lastUsedAt, m_session.now()));
    if (info.kind != Kind::SshKey)
        return;
    auto *box = new FingerprintBox;
    box->setObjectName(u"fingerprintBox"_s);
    box->setContent(tr("Fingerprint"), info.keyType, info.fingerprint);
    for (Label *label : box->findChildren<Label *>()) {
        if (label->text() != info.fingerprint)
            continue;
        label->setWordWrap(false); // it has no place to break, and the column is narrow
        label->setElideMode(Qt::ElideMiddle);
    }
    section->addWidget(box);
    auto *copy = makeButton(tr("Copy public key"), ButtonKind::Plain, u"copy"_s);
    copy->setObjectName(u"copyPublicKeyButton"_s);
    connect(copy, &QPushButton::clicked, this, [this, key = info.publicKey] {
        QGuiApplication::clipboard()->setText(key);
        m_session.navigator().toast(tr("Public key copied"));
    });
    auto *row = new QWidget;
    auto *line = new QHBoxLayout(row);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(copy);
    line->addStretch(1);
    section->addWidget(row);
}

void CredentialInspector::addUses(InspectorColumn *column)
{
    auto *section = column->addSection(tr("Where used"));
    const QList<Attachment> uses = m_session.usesOf(m_id);
    if (uses.isEmpty())
        return section->addWidget(new Label(tr("Not used by any instance"), "secondary", "muted"));
    QSet<InstanceId> instances;
    for (const Attachment &use : uses) {
        instances.insert(use.instance);
        section->addWidget(makeUse(use));
    }
    section->setCorner(new Label(usedByText(int(instances.size())), "caption", "muted"));
}

QWidget *CredentialInspector::makeUse(const Attachment &use)
{
    const QString name = m_session.instanceName(use.instance);
    auto *row = new QWidget;
    auto *box = new QHBoxLayout(row);
    box->setContentsMargins(0, 0, 0, 0);
    auto *open = makeButton(name, ButtonKind::Link);
    open->setObjectName(u"openInstanceButton"_s);
    open->setAccessibleName(tr("Open %1").arg(name));
    connect(open, &QPushButton::clicked, this,
            [this, id = use.instance] { m_session.navigator().open(u"instance"_s, id.toString()); });
    auto *detach = makeIconButton(u"close"_s, tr("Detach from %1").arg(name));
    detach->setObjectName(u"detachButton"_s);
    setSmall(detach);
    connect(detach, &QPushButton::clicked, this, [this, use] {
        deliver(m_session.detach(use.credential, use.instance, use.purpose), this, [this](const Status &s) { report(s); });
    });
    box->addWidget(open);
    box->addStretch(1);
    box->addWidget(new Label(purposeText(use.purpose), "secondary", "muted"));
    box->addWidget(detach);
    return row;
}

void CredentialInspector::addActions(InspectorColumn *column)
{
    auto *row = new QWidget;
    auto *box = new QHBoxLayout(row);
    box->setContentsMargins(0, 0, 0, 0);
    auto *attach = makeButton(tr("Attach…"), ButtonKind::Plain, u"link"_s);
    auto *removeButton = makeButton(tr("Remove…"), ButtonKind::Plain, u"trash"_s);
    attach->setObjectName(u"attachButton"_s);
    removeButton->setObjectName(u"removeButton"_s);
    connect(attach, &QPushButton::clicked, this, [this] { (new AttachDialog(m_session, m_id, window()))->open(); });
    connect(removeButton, &QPushButton::clicked, this, &CredentialInspector::remove);
    box->addWidget(attach);
    box->addWidget(removeButton);
    box->addStretch(1);
    column->addWidget(row);
}

void CredentialInspector::remove()
{
    const CredentialInfo *info = m_session.credential(m_id);
    if (!info)
        return;
    const auto go = [this, id = m_id] {
        deliver(m_session.remove(id), this, [this](const Status &s) { report(s); });
    };
    if (!m_session.usesOf(m_id).isEmpty())
        return go(); // refused, with the reason
    shell::Confirmation::ask(window(), {tr("Remove %1 from the vault?").arg(info->name),
                                        tr("Its value is deleted and cannot be brought back. No server is changed."),
                                        tr("Remove credential")},
                             [self = QPointer(this), go] {
                                 if (self)
                                     go();
                             });
}

void CredentialInspector::report(const Status &status)
{
    if (!status)
        emit failed(status.error());
}

} // namespace aiops::credentials
