#include "features/credentials/gui/exportkeydialog.h"

#include "core/errortext.h"
#include "core/newfile.h"
#include "features/credentials/gui/createvaultdialog.h"
#include "features/credentials/gui/fitheight.h"
#include "features/credentials/gui/vaultsession.h"
#include "shell/navigator.h"
#include "widgets/banner.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"

#include <QDir>
#include <QFileDialog>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;

ExportKeyDialog::ExportKeyDialog(VaultSession &session, CredentialId id, QWidget *parent)
    : Dialog(tr("Export a private key"), parent), m_session(session), m_id(id), m_banner(new Banner), m_path(new Field(tr("File"), nullptr)),
      m_first(new SecretEdit), m_second(new SecretEdit), m_firstField(new Field(tr("Passphrase of the file"), m_first)),
      m_secondField(new Field(tr("Passphrase again"), m_second))
{
    setObjectName(u"exportKeyDialog"_s);
    setFixedWidth(Theme::current().scaled(480));
    fitHeight(this);
    const vault::CredentialInfo *known = session.credential(id);
    m_path->control()->setObjectName(u"pathEdit"_s);
    QString name = known ? known->name : u"key"_s;
    m_path->edit()->setText(QDir::home().filePath(name.replace(u'/', u'-') + u".key"_s));
    m_first->setObjectName(u"passphraseEdit"_s);
    m_second->setObjectName(u"repeatEdit"_s);
    m_firstField->setHint(strengthText({}));
    auto *text = new Label(tr("Whoever has this file and its passphrase can sign in with the key. The file can be read by you only."));
    text->setWordWrap(true);
    for (QWidget *part : std::initializer_list<QWidget *>{m_banner, text, m_path, m_firstField, m_secondField})
        body()->addWidget(part);
    addLeftButton(tr("Choose file…"), [this] { chooseFile(); });
    addCancel();
    m_save = addButton(tr("Export key"), ButtonKind::Primary, [this] { save(); });
    m_save->setObjectName(u"saveButton"_s);
    connect(m_first, &QLineEdit::textEdited, this, [this] {
        m_firstField->setError({});
        m_firstField->setHint(strengthText(Secret(m_first->text().toUtf8())));
    });
    connect(m_second, &QLineEdit::textEdited, this, [this] { m_secondField->setError({}); });
    connect(m_path->edit(), &QLineEdit::textEdited, this, [this] { m_path->setError({}); });
}

void ExportKeyDialog::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Export a private key"), m_path->edit()->text());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // an existing file is never replaced
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString &path) { m_path->edit()->setText(path); });
    dialog->open();
}

void ExportKeyDialog::save()
{
    m_banner->clear();
    m_path->setError(m_path->edit()->text().trimmed().isEmpty() ? tr("Say where the file goes.") : QString());
    m_firstField->setError(m_first->text().isEmpty() ? tr("Enter a passphrase for the file.") : QString());
    m_secondField->setError(m_first->holdsSameAs(*m_second) ? QString() : tr("The two passphrases are not the same."));
    if (m_path->hasError() || m_firstField->hasError() || m_secondField->hasError())
        return;
    auto passphrase = std::make_shared<const Secret>(m_first->text().toUtf8());
    m_save->setEnabled(false);
    deliver(m_session.exportKey(m_id, passphrase), this, [this](const Result<std::shared_ptr<const Secret>> &file) {
        m_save->setEnabled(true);
        if (file)
            write(**file);
        else
            m_banner->showError(file.error());
    });
}

void ExportKeyDialog::write(const Secret &content)
{
    const QString path = m_path->edit()->text().trimmed();
    auto file = NewFile::create(path, NewFile::Existing::Keep);
    Status done = file ? Status() : Status(std::unexpected(file.error()));
    if (file && (*file)->device().write(content.reveal().data(), content.size()) != content.size())
        done = std::unexpected(Error{Errc::DiskFull, tr("The file could not be written.")});
    if (done)
        done = (*file)->commit();
    if (!done)
        return m_path->setError(wholeText(done.error()));
    m_first->wipe();
    m_second->wipe();
    m_session.navigator().toast(tr("The key is in %1").arg(path));
    accept();
}

} // namespace aiops::credentials
