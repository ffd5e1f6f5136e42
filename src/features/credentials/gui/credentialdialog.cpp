#include "features/credentials/gui/credentialdialog.h"

#include "features/credentials/gui/vaultsession.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"
#include "widgets/segmentedcontrol.h"

#include <QClipboard>
#include <QDir>
#include <QDragEnterEvent>
#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGuiApplication>
#include <QMimeData>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

namespace {

constexpr qint64 kLargestKey = 64 * 1024;
const QString kPassword = u"password"_s;
const QString kSshKey = u"ssh-key"_s;

} // namespace

CredentialDialog::CredentialDialog(VaultSession &session, InstanceId attachTo, QWidget *parent)
    : Dialog(tr("New credential"), parent), m_session(session), m_attachTo(attachTo), m_kind(new SegmentedControl),
      m_banner(new Banner), m_name(new Field(tr("Name"), nullptr)), m_user(new Field(tr("User"), nullptr)),
      m_password(new SecretEdit), m_passwordField(new Field(tr("Password"), m_password)), m_keyPart(new QWidget),
      m_note(new Field(tr("Note"), nullptr))
{
    setObjectName(u"credentialDialog"_s);
    setMinimumWidth(480);
    setAcceptDrops(true);
    m_kind->setAccessibleName(tr("Kind"));
    m_kind->setObjectName(u"kindSegments"_s);
    m_kind->addSegment(kSshKey, tr("SSH key"), u"key"_s);
    m_kind->addSegment(kPassword, tr("Password"), u"lock"_s);
    m_kind->setCurrent(kSshKey);
    m_name->control()->setObjectName(u"nameEdit"_s);
    m_user->control()->setObjectName(u"userEdit"_s);
    m_password->setObjectName(u"passwordEdit"_s);
    m_note->control()->setObjectName(u"noteEdit"_s);
    addKeyPart();
    body()->addWidget(m_kind, 0, Qt::AlignLeft);
    for (QWidget *part : std::initializer_list<QWidget *>{m_banner, m_name, m_user, m_passwordField, m_keyPart, m_note})
        body()->addWidget(part);
    m_user->setHint(tr("Used when the instance has no user of its own."));
    addCancel();
    m_save = addButton(tr("Save credential"), ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"saveButton"_s);
    setDefaultButton(m_save);
    connect(m_kind, &SegmentedControl::chosen, this, &CredentialDialog::showKind);
    connect(m_name->edit(), &QLineEdit::textEdited, this, [this] { m_name->setError({}); });
    connect(m_password, &QLineEdit::textEdited, this, [this] { m_passwordField->setError({}); });
    showKind();
}

void CredentialDialog::addKeyPart()
{
    auto *column = new QVBoxLayout(m_keyPart);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *row = new QHBoxLayout;
    auto *choose = makeButton(tr("Choose key file…"), ButtonKind::Plain, u"file"_s);
    auto *paste = makeButton(tr("Paste"), ButtonKind::Plain, u"copy"_s);
    choose->setObjectName(u"chooseKeyButton"_s);
    paste->setObjectName(u"pasteKeyButton"_s);
    row->addWidget(choose);
    row->addWidget(paste);
    row->addStretch(1);
    column->addLayout(row);
    m_keyText = new Label(tr("No key yet. Choose a private key file, paste one, or drop it here."), "secondary", "muted");
    m_keyText->setObjectName(u"keyLabel"_s);
    m_keyText->setWordWrap(true);
    column->addWidget(m_keyText);
    m_keyPassphrase = new SecretEdit;
    m_keyPassphrase->setObjectName(u"keyPassphraseEdit"_s);
    auto *field = new Field(tr("Passphrase of the key file"), m_keyPassphrase);
    field->setHint(tr("Only if the file is encrypted."));
    column->addWidget(field);
    connect(choose, &QPushButton::clicked, this, [this] {
        auto *dialog = new QFileDialog(this, tr("Choose a private key"), QDir::homePath() + u"/.ssh"_s);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(dialog, &QFileDialog::fileSelected, this, &CredentialDialog::loadKey);
        dialog->open();
    });
    connect(paste, &QPushButton::clicked, this, &CredentialDialog::takePaste);
}

void CredentialDialog::showKind()
{
    const bool isKey = m_kind->current() == kSshKey;
    m_keyPart->setVisible(isKey);
    m_passwordField->setVisible(!isKey);
}

void CredentialDialog::loadKey(const QString &path)
{
    QFile file(path);
    if (!QFileInfo(path).isFile() || !file.open(QFile::ReadOnly) || file.size() > kLargestKey) {
        m_keyText->setTone("danger");
        return m_keyText->setText(tr("%1 cannot be read as a key file.").arg(QFileInfo(path).fileName()));
    }
    Secret text = Secret::zeroed(file.size());
    const qint64 got = file.read(text.data(), text.size());
    text.truncate(qMax<qint64>(0, got));
    if (m_name->edit()->text().isEmpty())
        m_name->edit()->setText(QFileInfo(path).fileName());
    setKey(std::move(text), QFileInfo(path).fileName());
}

void CredentialDialog::takePaste()
{
    setKey(Secret(QGuiApplication::clipboard()->text().toUtf8()), tr("clipboard"));
}

void CredentialDialog::setKey(Secret text, const QString &from)
{
    const bool looksRight = QByteArray::fromRawData(text.reveal().data(), text.size()).contains("PRIVATE KEY-----");
    m_keyText->setTone(looksRight ? "muted" : "danger");
    m_keyText->setText(looksRight ? tr("Private key from %1. Its type and fingerprint show after saving.").arg(from)
                                  : tr("There is no private key in %1. A public key (.pub) cannot sign in.").arg(from));
    m_key = looksRight ? std::make_shared<const Secret>(std::move(text)) : nullptr;
}

void CredentialDialog::dragEnterEvent(QDragEnterEvent *event)
{
    if (event->mimeData()->hasUrls() && event->mimeData()->urls().first().isLocalFile())
        event->acceptProposedAction();
}

void CredentialDialog::dropEvent(QDropEvent *event)
{
    m_kind->setCurrent(kSshKey);
    showKind();
    loadKey(event->mimeData()->urls().first().toLocalFile());
}

bool CredentialDialog::showProblems()
{
    const bool isKey = m_kind->current() == kSshKey;
    m_name->setError(m_name->edit()->text().trimmed().isEmpty() ? tr("Give it a name, such as deploy-key.") : QString());
    m_passwordField->setError(!isKey && m_password->text().isEmpty() ? tr("Enter the password.") : QString());
    if (isKey && !m_key) {
        m_keyText->setTone("danger");
        m_keyText->setText(tr("Choose a private key file, paste one, or drop it here."));
    }
    return m_name->hasError() || m_passwordField->hasError() || (isKey && !m_key);
}

void CredentialDialog::save()
{
    m_banner->clear();
    if (showProblems())
        return;
    const bool isKey = m_kind->current() == kSshKey;
    vault::NewCredential credential{.name = m_name->edit()->text().trimmed(),
                                    .kind = isKey ? vault::Kind::SshKey : vault::Kind::Password,
                                    .user = m_user->edit()->text().trimmed(), .notes = m_note->edit()->text().trimmed()};
    credential.value = isKey ? m_key : std::make_shared<const Secret>(m_password->take());
    if (isKey && !m_keyPassphrase->text().isEmpty())
        credential.keyPassphrase = std::make_shared<const Secret>(m_keyPassphrase->take());
    m_save->setEnabled(false);
    deliver(m_session.add(credential, m_attachTo), this, [this](const Result<vault::CredentialInfo> &r) { saved(r); });
}

void CredentialDialog::saved(const Result<vault::CredentialInfo> &credential)
{
    m_save->setEnabled(true);
    if (!credential)
        return m_banner->showError(credential.error());
    m_session.navigator().toast(credential->fingerprint.isEmpty()
                                    ? tr("%1 saved in the vault").arg(credential->name)
                                    : tr("%1 saved: %2 %3").arg(credential->name, credential->keyType, credential->fingerprint));
    accept();
}

} // namespace aiops::credentials
