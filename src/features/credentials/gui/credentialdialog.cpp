#include "features/credentials/gui/credentialdialog.h"

#include "core/errortext.h"
#include "features/credentials/gui/credentialmodel.h"
#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/keptin.h"
#include "features/credentials/gui/kindfields.h"
#include "features/credentials/gui/lifefields.h"
#include "features/credentials/gui/valuefield.h"
#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/label.h"

#include <QComboBox>
#include <QDragEnterEvent>
#include <QFileInfo>
#include <QMimeData>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;
using vault::Kind;

namespace {

/// In the order in which people need them.
constexpr std::array kOrder{Kind::SshKey, Kind::Password, Kind::Sudo, Kind::Database, Kind::ApiToken, Kind::AwsKey, Kind::GcpAccount,
                            Kind::AzurePrincipal, Kind::OciKey, Kind::Certificate, Kind::Totp, Kind::Note};

bool hasUser(Kind kind)
{
    return kind == Kind::SshKey || kind == Kind::Password || kind == Kind::Sudo || kind == Kind::Database || kind == Kind::Totp;
}

} // namespace

CredentialDialog::CredentialDialog(VaultSession &session, const QString &title, QWidget *parent)
    : Dialog(title, parent), m_session(session), m_kind(new QComboBox), m_kindField(new Field(tr("Kind"), m_kind)), m_banner(new Banner),
      m_name(new Field(tr("Name"), nullptr)), m_user(new Field(tr("User"), nullptr)), m_vault(new QComboBox), m_vaultField(new Field(tr("Vault"), m_vault)), m_keptIn(new KeptIn), m_value(new ValueField), m_fields(new KindFields),
      m_life(new LifeFields), m_note(new Field(tr("Note"), nullptr))
{
    setAcceptDrops(true);
    setFixedWidth(Theme::current().scaled(520));
    fitHeight(this);
    nameControls();
    offerVaults();
    for (QWidget *part : std::initializer_list<QWidget *>{m_banner, m_kindField, m_name, m_user, m_vaultField, m_keptIn, m_value, m_fields, m_life, m_note})
        body()->addWidget(part);
    m_user->setHint(tr("Signs in with this name when the instance has none of its own."));
    connect(m_kind, &QComboBox::currentIndexChanged, this, &CredentialDialog::showKind);
    connect(m_keptIn, &KeptIn::changed, this, &CredentialDialog::showPlace);
    for (Field *field : {m_name, m_user})
        connect(field->edit(), &QLineEdit::textEdited, this, [field] { field->setError({}); });
    connect(m_value, &ValueField::fileTaken, this, [this](const QString &name) {
        if (m_name->edit()->text().isEmpty())
            m_name->edit()->setText(name);
    });
}

CredentialDialog::CredentialDialog(VaultSession &session, InstanceId attachTo, QWidget *parent)
    : CredentialDialog(session, tr("New credential"), parent)
{
    m_attachTo = attachTo;
    if (!attachTo.isNull()) {
        auto *attached = new Label(tr("It is attached to %1 when it is saved.").arg(session.instanceName(attachTo)), "secondary", "muted");
        attached->setWordWrap(true);
        body()->addWidget(attached);
    }
    addCancel();
    m_save = addButton(tr("Save credential"), ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"saveButton"_s);
    showKind();
}

CredentialDialog::CredentialDialog(VaultSession &session, const vault::CredentialInfo &known, const vault::CredentialDetails &details, QWidget *parent)
    : CredentialDialog(session, tr("Edit %1").arg(known.name), parent)
{
    m_known = known;
    m_kind->setCurrentIndex(m_kind->findData(int(known.kind)));
    m_kind->setEnabled(false);
    m_vault->setCurrentIndex(qMax(0, m_vault->findData(known.vault.toString())));
    m_name->edit()->setText(known.name);
    m_user->edit()->setText(known.user);
    m_note->edit()->setText(details.notes);
    m_value->setKeepsKnown(true);
    m_life->setValues(known.rotationDays, known.expiresAt);
    addCancel();
    m_save = addButton(tr("Save changes"), ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"saveButton"_s);
    showKind();
    m_fields->setValues(details.fields);
    m_keptIn->setValues(details.fields);
}

void CredentialDialog::nameControls()
{
    setObjectName(u"credentialDialog"_s);
    m_kind->setObjectName(u"kindCombo"_s);
    for (const Kind kind : kOrder)
        m_kind->addItem(Theme::current().icon(vault::kindIcon(kind), Token::Muted), vault::kindLabel(kind), int(kind));
    m_name->control()->setObjectName(u"nameEdit"_s);
    m_name->edit()->setMaxLength(200);
    m_user->control()->setObjectName(u"userEdit"_s);
    m_user->edit()->setMaxLength(200);
    m_note->control()->setObjectName(u"noteEdit"_s);
    m_note->edit()->setMaxLength(10000);
}

void CredentialDialog::offerVaults()
{
    m_vault->setObjectName(u"vaultCombo"_s);
    for (const vault::VaultInfo &vault : m_session.vaults())
        m_vault->addItem(vault.name, vault.id.toString());
    if (m_vault->count() < 2)
        m_vaultField->hide();
}

Kind CredentialDialog::kind() const
{
    return Kind(m_kind->currentData().toInt());
}

void CredentialDialog::showKind()
{
    const vault::KindSpec &spec = vault::specOf(kind());
    m_user->setVisible(hasUser(kind()));
    m_value->setKind(spec);
    m_keptIn->setKind(spec);
    m_fields->setKind(spec);
    m_life->setVisible(kind() != Kind::Note);
    showPlace();
}

void CredentialDialog::showPlace()
{
    m_value->setVisible(!m_keptIn->isElsewhere());
    if (!isEdit()) // what is kept elsewhere is rotated there
        m_life->setValues(m_keptIn->isElsewhere() ? 0 : vault::defaultRotationDays(kind()), m_life->expiresAt());
}

void CredentialDialog::loadFile(const QString &path)
{
    m_value->loadFile(path);
}

void CredentialDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->urls().size() == 1 && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void CredentialDialog::dropEvent(QDropEvent *event)
{
    if (event->mimeData()->urls().isEmpty())
        return;
    if (!isEdit() && vault::specOf(kind()).form != vault::ValueForm::PrivateKey)
        m_kind->setCurrentIndex(m_kind->findData(int(Kind::SshKey)));
    loadFile(event->mimeData()->urls().first().toLocalFile());
    event->acceptProposedAction();
}

bool CredentialDialog::showProblems()
{
    m_name->setError(m_name->edit()->text().trimmed().isEmpty() ? tr("Give it a name, such as deploy-key.") : QString());
    m_user->setError(m_user->edit()->text().startsWith(u'-') ? tr("A user name does not start with a hyphen.") : QString());
    const bool valueMissing = m_keptIn->isElsewhere() ? !m_keptIn->check() : !m_value->check();
    const bool fieldMissing = !m_fields->check();
    return m_name->hasError() || m_user->hasError() || valueMissing || fieldMissing || !m_life->check();
}

void CredentialDialog::save()
{
    m_banner->clear();
    if (showProblems())
        return;
    m_save->setEnabled(false);
    deliver(store(), this, [this](const Result<vault::CredentialInfo> &r) { saved(r); });
}

QMap<QString, QString> CredentialDialog::fields() const
{
    QMap<QString, QString> out = m_fields->values();
    out.insert(m_keptIn->values());
    return out;
}

Future<vault::CredentialInfo> CredentialDialog::store()
{
    const QString name = m_name->edit()->text().trimmed(), user = hasUser(kind()) ? m_user->edit()->text().trimmed() : QString();
    const QString note = m_note->edit()->text().trimmed();
    const ValueField::Given given = m_keptIn->isElsewhere() ? ValueField::Given() : m_value->given();
    if (!isEdit())
        return m_session.add({.name = name, .kind = kind(), .user = user, .notes = note, .value = given.value, .keyPassphrase = given.passphrase,
                              .fields = fields(), .expiresAt = m_life->expiresAt(), .rotationDays = m_life->rotationDays(),
                              .vault = VaultId::parse(m_vault->currentData().toString())},
                             m_attachTo);
    vault::CredentialEdit change{.name = name, .user = user, .notes = note, .value = given.value, .keyPassphrase = given.passphrase,
                                 .fields = fields(), .expiresAt = {}, .rotationDays = m_life->rotationDays()};
    if (m_life->expiresAt().date() != m_known.expiresAt.toUTC().date()) // else a new certificate brings its own
        change.expiresAt = m_life->expiresAt();
    if (const auto vault = VaultId::parse(m_vault->currentData().toString()); !vault.isNull() && vault != m_known.vault)
        change.vault = vault;
    return m_session.edit(m_known.id, change);
}

void CredentialDialog::saved(const Result<vault::CredentialInfo> &credential)
{
    m_save->setEnabled(true);
    if (!credential)
        return showError(credential.error());
    shell::Navigator &navigator = m_session.navigator();
    const QString text = isEdit() ? tr("%1 was changed").arg(credential->name)
                         : credential->fingerprint.isEmpty()
                             ? tr("%1 is in the vault").arg(credential->name)
                             : tr("%1 is in the vault: %2 %3").arg(credential->name, credential->keyType, credential->fingerprint);
    navigator.toast(text, tr("Show"), [&navigator, id = credential->id] { navigator.open(u"vault"_s, id.toString()); });
    accept();
}

void CredentialDialog::showError(const Error &error)
{
    switch (error.code) {
    case Errc::VaultLocked: return saveAfterUnlock();
    case Errc::Conflict: return m_name->setError(wholeText(error));
    case Errc::NoInput: return m_value->askPassphrase({});
    case Errc::WrongPassphrase: return m_value->askPassphrase(wholeText(error));
    case Errc::Invalid:
    case Errc::TooLarge: return m_keptIn->isElsewhere() ? m_keptIn->setError(wholeText(error)) : m_value->setError(wholeText(error));
    default: m_banner->showError(error);
    }
}

void CredentialDialog::saveAfterUnlock()
{
    deliver(m_session.window().requestUnlock(this), this, [this](const Status &status) {
        if (status)
            save();
        else
            m_banner->showMessage(Banner::Tone::Warning, tr("The vault is locked."), tr("Unlock it to save the credential."));
    });
}

} // namespace aiops::credentials
