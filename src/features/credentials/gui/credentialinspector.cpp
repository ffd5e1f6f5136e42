#include "features/credentials/gui/credentialinspector.h"

#include "features/credentials/gui/attachdialog.h"
#include "features/credentials/gui/credentialmodel.h"
#include "features/credentials/gui/purposetext.h"
#include "features/credentials/gui/secretsection.h"
#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/whentext.h"
#include "shell/confirmation.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/inspectorsection.h"
#include "widgets/label.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QSet>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace vault;
using namespace widgets;

namespace {

struct ActionWords
{
    const char *action;
    const char *words;
};

constexpr std::array kWords{
    ActionWords{"credential.add", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Added")},
    ActionWords{"credential.edit", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Changed")},
    ActionWords{"credential.attach", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Attached")},
    ActionWords{"credential.detach", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Detached")},
    ActionWords{"credential.use", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Used")},
    ActionWords{"credential.reveal", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Revealed for 20 s")},
    ActionWords{"credential.copy", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Copied")},
    ActionWords{"credential.export", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Exported")},
    ActionWords{"credential.rotate", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Rotated")},
    ActionWords{"credential.snooze", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Rotation snoozed")},
    ActionWords{"credential.revoke", QT_TRANSLATE_NOOP("aiops::credentials::CredentialInspector", "Revoked")},
};

QString historyText(const AuditEntry &entry)
{
    const auto known = std::ranges::find_if(kWords, [&entry](const ActionWords &one) { return entry.action == QLatin1StringView(one.action); });
    const QString words = known != kWords.end() ? CredentialInspector::tr(known->words) : entry.action;
    if (entry.outcome == u"denied")
        return CredentialInspector::tr("Denied: %1").arg(words);
    return entry.outcome == u"done" ? words : CredentialInspector::tr("Failed: %1").arg(words);
}

} // namespace

CredentialInspector::CredentialInspector(VaultSession &session, QWidget *parent) : InspectorStack(parent), m_session(session)
{
    setObjectName(u"credentialInspector"_s);
    connect(&session, &VaultSession::changed, this, &CredentialInspector::rebuild);
    connect(&session, &VaultSession::historyChanged, this, [this] {
        if (isVisible())
            rebuild();
    });
    rebuild();
}

void CredentialInspector::show(CredentialId id)
{
    if (id == m_id)
        return;
    m_id = id;
    m_secret.clear();
    rebuild();
}

void CredentialInspector::rebuild()
{
    const CredentialInfo *info = m_session.credential(m_id);
    if (m_secret && m_secret->isInUse() && info && m_session.state() == LockState::Unlocked)
        return; // what changed elsewhere does not take the value from the screen; hidden() builds it anew
    if (!info)
        return setNothingSelected(tr("Select a credential to see its fingerprint and where it is used."));
    auto *column = new InspectorColumn(info->name);
    addNotice(column, *info);
    auto *secret = new SecretSection(m_session, *info);
    m_secret = secret;
    connect(secret, &SecretSection::failed, this, &CredentialInspector::failed);
    connect(secret, &SecretSection::hidden, this, &CredentialInspector::rebuild, Qt::QueuedConnection);
    column->addSection(secret);
    addMetadata(column, *info);
    addUses(column);
    addHistory(column);
    addActions(column, *info);
    setColumn(column);
}

void CredentialInspector::addNotice(InspectorColumn *column, const CredentialInfo &info)
{
    using State = RotationState;
    const State rotation = m_session.rotationOf(info);
    const Trouble expiry = expiryTrouble(info.expiresAt, m_session.now());
    auto *banner = new Banner;
    banner->setObjectName(u"credentialBanner"_s);
    banner->setClosable(false);
    const bool unused = info.lastUsedAt.isValid() ? info.lastUsedAt.daysTo(m_session.now()) >= 180 : info.createdAt.daysTo(m_session.now()) >= 180;
    if (info.revokedAt.isValid())
        banner->showMessage(Banner::Tone::Danger, tr("Revoked on %1").arg(exactText(info.revokedAt)), tr("Nothing signs in with it. A new value makes it usable again."));
    else if (expiry != Trouble::None)
        banner->showMessage(expiry == Trouble::Now ? Banner::Tone::Danger : Banner::Tone::Warning,
                            expiry == Trouble::Now ? expiryText(info.expiresAt, m_session.now()) : tr("Expires %1").arg(exactText(info.expiresAt)),
                            tr("Get a new one and give it here with Edit."));
    else if (rotation.needsRotation())
        banner->showMessage(rotation.value == State::Due ? Banner::Tone::Warning : Banner::Tone::Danger, rotation.text(),
                            tr("Its value is %1 days old. Change it on the servers, then here.").arg(info.rotatedAt.daysTo(m_session.now())));
    else if (rotation.value == State::Snoozed)
        banner->showMessage(Banner::Tone::Info, rotation.text(), info.snoozeReason);
    else if (unused)
        banner->showMessage(Banner::Tone::Info, tr("Not used for 180 days"), tr("Revoke or remove it if nobody needs it."));
    else
        return delete banner;
    column->addWidget(banner);
}

void CredentialInspector::addMetadata(InspectorColumn *column, const CredentialInfo &info)
{
    auto *section = column->addSection(tr("Metadata"));
    auto *edit = makeButton(tr("Edit…"), ButtonKind::Link);
    edit->setObjectName(u"editButton"_s);
    connect(edit, &QPushButton::clicked, this, [this] { m_session.editCredential(window(), m_id); });
    section->setCorner(edit);
    section->setRow(tr("Kind"), kindLabel(info.kind));
    const KindSpec &spec = specOf(info.kind);
    const auto field = std::ranges::find_if(spec.fields, [&spec](const FieldSpec &one) { return QByteArrayView(one.key) == spec.detail; });
    if (field != spec.fields.end())
        section->setRow(QCoreApplication::translate("aiops::vault", field->label), info.detail, true);
    section->setRow(tr("Created"), exactText(info.createdAt));
    if (info.changedAt != info.createdAt)
        section->setRow(tr("Changed"), exactText(info.changedAt));
    section->setRow(tr("Last used"), whenText(info.lastUsedAt, m_session.now()));
    section->setRow(tr("Expires"), info.expiresAt.isValid() ? exactText(info.expiresAt) : tr("Never"));
    section->setRow(tr("Rotation"), info.rotationDays > 0 ? tr("Every %1 days, %2").arg(info.rotationDays).arg(m_session.rotationOf(info).text()) : tr("By hand"));
    section->setRow(tr("Encryption"), tr("AES-256-GCM, version %1").arg(info.version));
}

void CredentialInspector::addHistory(InspectorColumn *column)
{
    const QList<team::AuditRow> rows = m_session.historyOf(m_id);
    if (rows.isEmpty())
        return;
    auto *section = column->addSection(tr("History"));
    auto *open = makeButton(tr("Open in audit"), ButtonKind::Link);
    open->setObjectName(u"openAuditButton"_s);
    connect(open, &QPushButton::clicked, this, [this] { m_session.navigator().open(u"audit"_s, m_id.toString()); });
    section->setCorner(open);
    for (const team::AuditRow &row : rows)
        section->addRow(whenText(row.entry.at, m_session.now()), new Label(historyText(row.entry), "secondary", row.entry.outcome == u"done" ? nullptr : "danger"));
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
    box->addWidget(new Label(use.person.isNull() ? purposeText(use.purpose) : tr("%1, only for you").arg(purposeText(use.purpose)), "secondary", "muted"));
    box->addWidget(detach);
    return row;
}

void CredentialInspector::addActions(InspectorColumn *column, const CredentialInfo &info)
{
    auto *row = new QWidget;
    auto *box = new QHBoxLayout(row);
    box->setContentsMargins(0, 0, 0, 0);
    auto *attach = makeButton(tr("Attach…"), ButtonKind::Plain, u"link"_s);
    auto *removeButton = makeButton(tr("Remove…"), ButtonKind::Plain, u"trash"_s);
    auto *more = makeIconButton(u"dots"_s, tr("More for %1").arg(info.name));
    auto *menu = new QMenu(more);
    menu->addAction(tr("Copy name"), this, [this, name = info.name] { m_session.copyPlain(name); });
    menu->addAction(tr("Revoke…"), this, &CredentialInspector::revoke)->setEnabled(!info.revokedAt.isValid());
    more->setMenu(menu);
    more->setObjectName(u"moreButton"_s);
    attach->setObjectName(u"attachButton"_s);
    for (QPushButton *button : {attach, removeButton})
        setSmall(button);
    removeButton->setObjectName(u"removeButton"_s);
    connect(attach, &QPushButton::clicked, this, [this] { (new AttachDialog(m_session, m_id, window()))->open(); });
    connect(removeButton, &QPushButton::clicked, this, &CredentialInspector::remove);
    for (QWidget *button : std::initializer_list<QWidget *>{attach, removeButton, more})
        box->addWidget(button);
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

void CredentialInspector::revoke()
{
    const CredentialInfo *info = m_session.credential(m_id);
    if (!info)
        return;
    shell::Confirmation::ask(window(), {tr("Revoke %1?").arg(info->name),
                                        tr("Nothing signs in with it any more, until it gets a new value. No server is changed."),
                                        tr("Revoke credential")},
                             [self = QPointer(this), id = m_id] {
                                 if (self)
                                     deliver(self->m_session.revoke(id), self, [self](const Status &s) { self->report(s); });
                             });
}

void CredentialInspector::report(const Status &status)
{
    if (!status)
        emit failed(status.error());
}

} // namespace aiops::credentials
