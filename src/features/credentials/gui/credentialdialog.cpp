#include "features/credentials/gui/credentialdialog.h"

#include "core/text.h"
#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/keyfile.h"
#include "features/credentials/gui/vaultsession.h"
#include "features/credentials/gui/windowvault.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"
#include "widgets/segmentedcontrol.h"

#include <QDir>
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMimeData>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

const QString kPassword = u"password"_s;
const QString kSshKey = u"ssh-key"_s;

QString wholeText(const Error &error)
{
    return error.hint.isEmpty() ? error.text : error.text + u' ' + error.hint;
}

} // namespace

CredentialDialog::CredentialDialog(VaultSession &session, InstanceId attachTo, QWidget *parent)
    : Dialog(tr("New credential"), parent), m_session(session), m_attachTo(attachTo), m_kind(new SegmentedControl),
      m_banner(new Banner), m_name(new Field(tr("Name"), nullptr)), m_user(new Field(tr("User"), nullptr)),
      m_password(new SecretEdit), m_passwordField(new Field(tr("Password"), m_password)),
      m_keyField(new Field(tr("Private key"), makeKeyButtons())), m_keyPassphrase(new SecretEdit),
      m_keyPassphraseField(new Field(tr("Passphrase of the key file"), m_keyPassphrase)), m_note(new Field(tr("Note"), nullptr))
{
    setAcceptDrops(true);
    setFixedWidth(Theme::current().scaled(480));
    fitHeight(this);
    nameControls();
    body()->addWidget(m_kind, 0, Qt::AlignLeft);
    for (QWidget *part : std::initializer_list<QWidget *>{m_banner, m_name, m_user, m_passwordField, m_keyField,
                                                          m_keyPassphraseField, m_note})
        body()->addWidget(part);
    m_user->setHint(tr("Signs in with this name when the instance has none of its own."));
    if (!attachTo.isNull()) {
        auto *attached = new Label(tr("It is attached to %1 when it is saved.").arg(session.instanceName(attachTo)), "secondary", "muted");
        attached->setWordWrap(true);
        body()->addWidget(attached);
    }
    addCancel();
    m_save = addButton(tr("Save credential"), ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"saveButton"_s);
    connect(m_kind, &SegmentedControl::chosen, this, &CredentialDialog::showKind);
    for (Field *field : {m_name, m_user, m_passwordField, m_keyPassphraseField})
        connect(field->edit(), &QLineEdit::textEdited, this, [field] { field->setError({}); });
    m_keyPassphraseField->hide();
    showKind();
}

void CredentialDialog::nameControls()
{
    setObjectName(u"credentialDialog"_s);
    m_kind->setObjectName(u"kindSegments"_s);
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->addSegment(kPassword, tr("Password"), u"lock"_s);
    m_kind->addSegment(kSshKey, tr("SSH key"), u"key"_s);
    m_kind->setCurrent(kSshKey);
    m_name->control()->setObjectName(u"nameEdit"_s);
    m_name->edit()->setMaxLength(200);
    m_user->control()->setObjectName(u"userEdit"_s);
    m_user->edit()->setMaxLength(200);
    m_password->setObjectName(u"passwordEdit"_s);
    m_keyPassphrase->setObjectName(u"keyPassphraseEdit"_s);
    m_note->control()->setObjectName(u"noteEdit"_s);
    m_note->edit()->setMaxLength(10000);
}

QWidget *CredentialDialog::makeKeyButtons()
{
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *row = new QHBoxLayout;
    auto *choose = makeButton(tr("Choose file…"), ButtonKind::Plain, u"file"_s);
    auto *paste = makeButton(tr("Paste"), ButtonKind::Plain, u"copy"_s);
    choose->setObjectName(u"chooseKeyButton"_s);
    paste->setObjectName(u"pasteKeyButton"_s);
    paste->setAccessibleName(tr("Paste a private key"));
    row->addWidget(choose);
    row->addWidget(paste);
    row->addStretch(1);
    column->addLayout(row);
    m_keyFrom = new Label(tr("Or drop the file here."), "secondary", "muted");
    m_keyFrom->setObjectName(u"keyLabel"_s);
    m_keyFrom->setWordWrap(true);
    column->addWidget(m_keyFrom);
    connect(choose, &QPushButton::clicked, this, &CredentialDialog::chooseFile);
    connect(paste, &QPushButton::clicked, this, [this] { takeKey(keyOfClipboard(), tr("the clipboard")); });
    return holder;
}

void CredentialDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a private key"), QDir::homePath() + u"/.ssh"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFilter(QDir::AllDirs | QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot);
    connect(dialog, &QFileDialog::fileSelected, this, &CredentialDialog::loadKey);
    dialog->open();
}

void CredentialDialog::showKind()
{
    m_keyField->setVisible(isKey());
    m_keyPassphraseField->setVisible(isKey() && !m_keyPassphraseField->isHidden());
    m_passwordField->setVisible(!isKey());
}

bool CredentialDialog::isKey() const
{
    return m_kind->current() == kSshKey;
}

void CredentialDialog::loadKey(const QString &path)
{
    const QString name = QFileInfo(path).fileName();
    takeKey(readKeyFile(path), shownPlain(name, 100));
    if (m_key && m_name->edit()->text().isEmpty())
        m_name->edit()->setText(shownPlain(name, 100));
}

void CredentialDialog::takeKey(Result<Secret> key, const QString &from)
{
    m_keyPassphraseField->hide();
    m_keyPassphrase->wipe();
    m_key = key ? std::make_shared<const Secret>(std::move(*key)) : nullptr;
    m_keyField->setError(key ? QString() : wholeText(key.error()));
    m_keyFrom->setText(m_key ? tr("Private key of %1").arg(from) : tr("Or drop the file here."));
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
    m_kind->setCurrent(kSshKey);
    showKind();
    loadKey(event->mimeData()->urls().first().toLocalFile());
    event->acceptProposedAction();
}

bool CredentialDialog::showProblems()
{
    const bool noPassword = m_password->text().isEmpty() && !m_typed;
    m_name->setError(m_name->edit()->text().trimmed().isEmpty() ? tr("Give it a name, such as deploy-key.") : QString());
    m_user->setError(m_user->edit()->text().startsWith(u'-') ? tr("A user name does not start with a hyphen.") : QString());
    m_passwordField->setError(!isKey() && noPassword ? tr("Enter the password.") : QString());
    m_keyField->setError(isKey() && !m_key ? tr("Choose a private key file, paste one, or drop it here.") : QString());
    return m_name->hasError() || m_user->hasError() || m_passwordField->hasError() || m_keyField->hasError();
}

void CredentialDialog::save()
{
    m_banner->clear();
    if (showProblems())
        return;
    if (!m_password->text().isEmpty())
        m_typed = std::make_shared<const Secret>(m_password->take());
    vault::NewCredential credential{.name = m_name->edit()->text().trimmed(),
                                    .kind = isKey() ? vault::Kind::SshKey : vault::Kind::Password,
                                    .user = m_user->edit()->text().trimmed(), .notes = m_note->edit()->text().trimmed(),
                                    .value = isKey() ? m_key : m_typed, .keyPassphrase = {}};
    if (isKey() && !m_keyPassphrase->text().isEmpty())
        credential.keyPassphrase = std::make_shared<const Secret>(m_keyPassphrase->take());
    m_password->setPlaceholderText(m_typed ? tr("Entered. Type to replace it") : QString());
    m_save->setEnabled(false);
    deliver(m_session.add(credential, m_attachTo), this, [this](const Result<vault::CredentialInfo> &r) { saved(r); });
}

void CredentialDialog::saved(const Result<vault::CredentialInfo> &credential)
{
    m_save->setEnabled(true);
    if (!credential)
        return showError(credential.error());
    shell::Navigator &navigator = m_session.navigator();
    navigator.toast(credential->fingerprint.isEmpty()
                        ? tr("%1 is in the vault").arg(credential->name)
                        : tr("%1 is in the vault: %2 %3").arg(credential->name, credential->keyType, credential->fingerprint),
                    tr("Show"), [&navigator, id = credential->id] { navigator.open(u"vault"_s, id.toString()); });
    accept();
}

void CredentialDialog::showError(const Error &error)
{
    switch (error.code) {
    case Errc::VaultLocked: return saveAfterUnlock();
    case Errc::Conflict: return m_name->setError(wholeText(error));
    case Errc::NoInput: return askKeyPassphrase({});
    case Errc::WrongPassphrase: return askKeyPassphrase(wholeText(error));
    case Errc::Invalid:
    case Errc::TooLarge: return (isKey() ? m_keyField : m_passwordField)->setError(wholeText(error));
    default: m_banner->showError(error);
    }
}

void CredentialDialog::askKeyPassphrase(const QString &error)
{
    m_keyPassphraseField->setHint(tr("The file is encrypted. The vault keeps the key under its own encryption."));
    m_keyPassphraseField->setError(error);
    m_keyPassphraseField->show();
    m_keyPassphrase->setFocus();
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
