#include "features/credentials/gui/credentialinspector.h"

#include "features/credentials/gui/credentialmodel.h"
#include "features/credentials/gui/vaultsession.h"
#include "shell/confirmation.h"
#include "shell/navigator.h"
#include "widgets/button.h"
#include "widgets/inspectorsection.h"
#include "widgets/label.h"

#include <QClipboard>
#include <QGuiApplication>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace vault;
using namespace widgets;

CredentialInspector::CredentialInspector(VaultSession &session, QWidget *parent) : QStackedWidget(parent), m_session(session)
{
    setObjectName(u"credentialInspector"_s);
    connect(&session, &VaultSession::changed, this, &CredentialInspector::rebuild);
    rebuild();
}

void CredentialInspector::show(CredentialId id)
{
    m_id = id;
    rebuild();
}

void CredentialInspector::rebuild()
{
    QWidget *old = currentWidget();
    QWidget *fresh = makeColumn();
    setWindowTitle(fresh->windowTitle());
    setCurrentIndex(addWidget(fresh));
    if (old) {
        removeWidget(old);
        old->deleteLater();
    }
}

QWidget *CredentialInspector::makeColumn()
{
    const auto it = std::ranges::find(m_session.credentials(), m_id, &CredentialInfo::id);
    if (it == m_session.credentials().end()) {
        auto *column = new InspectorColumn(tr("Details"));
        auto *hint = new Label(tr("Select a credential to see where it is used."), "secondary", "muted");
        hint->setWordWrap(true);
        column->addSection(tr("Nothing selected"))->addWidget(hint);
        return column;
    }
    auto *column = new InspectorColumn(it->name);
    auto *section = column->addSection(tr("Metadata"));
    section->setRow(tr("Kind"), kindWord(it->kind));
    section->setRow(tr("User"), it->user, true);
    section->setRow(tr("Key type"), it->keyType, true);
    section->setRow(tr("Fingerprint"), it->fingerprint, true);
    section->setRow(tr("Created"), whenText(it->createdAt));
    section->setRow(tr("Changed"), whenText(it->changedAt));
    section->setRow(tr("Last used"), whenText(it->lastUsedAt));
    if (!it->publicKey.isEmpty()) {
        auto *copy = makeButton(tr("Copy public key"), ButtonKind::Plain, u"copy"_s);
        connect(copy, &QPushButton::clicked, this, [this, key = it->publicKey] {
            QGuiApplication::clipboard()->setText(key);
            m_session.navigator().toast(tr("Public key copied"));
        });
        section->addWidget(copy);
    }
    auto *used = column->addSection(tr("Where used"));
    const QList<Attachment> uses = m_session.usesOf(m_id);
    for (const Attachment &use : uses)
        used->setRow(m_session.instanceName(use.instance), purposeName(use.purpose));
    if (uses.isEmpty())
        used->addWidget(new Label(tr("Not used by any instance"), "secondary", "muted"));
    auto *removeButton = makeButton(tr("Remove…"), ButtonKind::Plain, u"trash"_s);
    removeButton->setObjectName(u"removeButton"_s);
    connect(removeButton, &QPushButton::clicked, this, &CredentialInspector::remove);
    column->addWidget(removeButton);
    return column;
}

void CredentialInspector::remove()
{
    const auto it = std::ranges::find(m_session.credentials(), m_id, &CredentialInfo::id);
    if (it == m_session.credentials().end())
        return;
    QStringList where;
    for (const Attachment &use : m_session.usesOf(m_id))
        where << m_session.instanceName(use.instance);
    if (!where.isEmpty())
        return m_session.navigator().problem(it->name, {Errc::Conflict,
            tr("%1 is in use by %2.").arg(it->name, where.join(u", "_s)), {}, tr("Detach it there first.")});
    const QPointer<VaultSession> session(&m_session);
    const shell::Question question{tr("Remove %1 from the vault?").arg(it->name),
                                   tr("Its value is deleted and cannot be brought back. No server is changed."), tr("Remove")};
    shell::Confirmation::ask(window(), question, [session, id = m_id, name = it->name] {
        if (!session)
            return;
        deliver(session->remove(id), session, [session, name](const Status &status) {
            if (!status)
                session->navigator().problem(name, status.error());
        });
    });
}

} // namespace aiops::credentials
