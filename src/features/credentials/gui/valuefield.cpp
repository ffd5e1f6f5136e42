#include "features/credentials/gui/valuefield.h"

#include "core/errortext.h"
#include "core/text.h"
#include "features/credentials/gui/createvaultdialog.h"
#include "features/credentials/gui/keyfile.h"
#include "vault/generate.h"
#include "vault/inpool.h"
#include "vault/wordlist.h"
#include "widgets/button.h"
#include "widgets/field.h"
#include "widgets/label.h"
#include "widgets/secretedit.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace aiops::credentials {

using namespace Qt::StringLiterals;
using namespace widgets;
using vault::Kind;
using vault::ValueForm;

namespace {

QHBoxLayout *rowIn(QWidget *holder)
{
    auto *row = new QHBoxLayout(holder);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(6);
    return row;
}

} // namespace

ValueField::ValueField(QWidget *parent)
    : QWidget(parent), m_spec(&vault::specOf(Kind::SshKey)), m_lineField(new Field(tr("Password"), makeLine())),
      m_textField(new Field(tr("Text"), makeText())), m_fileField(new Field(tr("Private key"), makeFile())),
      m_passphraseField(new Field(tr("Passphrase of the key file"), m_passphrase = new SecretEdit))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    for (Field *field : {m_lineField, m_textField, m_fileField, m_passphraseField})
        column->addWidget(field);
    m_passphrase->setObjectName(u"keyPassphraseEdit"_s);
    m_passphraseField->hide();
    connect(m_line, &QLineEdit::textEdited, this, [this] {
        m_lineField->setError({});
        m_lineField->setHint(m_line->text().isEmpty() ? QString() : strengthText(Secret(m_line->text().toUtf8())));
    });
    connect(m_passphrase, &QLineEdit::textEdited, this, [this] { m_passphraseField->setError({}); });
    setKind(*m_spec);
}

QWidget *ValueField::makeLine()
{
    auto *holder = new QWidget;
    auto *row = rowIn(holder);
    m_line = new SecretEdit;
    m_line->setObjectName(u"passwordEdit"_s);
    m_make = makeButton(tr("Make one"), ButtonKind::Plain, u"sparkle"_s);
    m_make->setObjectName(u"makeValueButton"_s);
    m_make->setAccessibleName(tr("Make a value that is hard to guess"));
    auto *menu = new QMenu(m_make);
    menu->addAction(tr("24 characters"), this, [this] { take(vault::makePassword(24, true), tr("the vault")); });
    menu->addAction(tr("24 letters and digits"), this, [this] { take(vault::makePassword(24, false), tr("the vault")); });
    menu->addAction(tr("6 words"), this, [this] { take(vault::makePassphrase(6), tr("the vault")); });
    m_make->setMenu(menu);
    row->addWidget(m_line, 1);
    row->addWidget(m_make);
    return holder;
}

QWidget *ValueField::makeText()
{
    m_text = new QPlainTextEdit;
    m_text->setObjectName(u"textEdit"_s);
    m_text->setProperty("input", true);
    m_text->setUndoRedoEnabled(false); // an undo stack would keep what was deleted
    m_text->setTabChangesFocus(true);
    m_text->setFixedHeight(Theme::current().scaled(120));
    connect(m_text, &QPlainTextEdit::textChanged, this, [this] { m_textField->setError({}); });
    return m_text;
}

QWidget *ValueField::makeFile()
{
    auto *holder = new QWidget;
    auto *column = new QVBoxLayout(holder);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(6);
    auto *buttons = new QWidget;
    auto *row = rowIn(buttons);
    auto *choose = makeButton(tr("Choose file…"), ButtonKind::Plain, u"file"_s);
    auto *pasteButton = makeButton(tr("Paste"), ButtonKind::Plain, u"copy"_s);
    m_makeKey = makeButton(tr("Make a new key"), ButtonKind::Plain, u"sparkle"_s);
    choose->setObjectName(u"chooseKeyButton"_s);
    pasteButton->setObjectName(u"pasteKeyButton"_s);
    pasteButton->setAccessibleName(tr("Paste a private key"));
    m_makeKey->setObjectName(u"makeKeyButton"_s);
    auto *menu = new QMenu(m_makeKey);
    menu->addAction(tr("Ed25519"), this, [this] { makeKey(vault::SshKey::Type::Ed25519); });
    menu->addAction(tr("RSA, 4096 bits"), this, [this] { makeKey(vault::SshKey::Type::Rsa4096); });
    m_makeKey->setMenu(menu);
    for (QPushButton *button : {choose, pasteButton, m_makeKey})
        row->addWidget(button);
    row->addStretch(1);
    column->addWidget(buttons);
    m_from = new Label(QString(), "secondary", "muted");
    m_from->setObjectName(u"keyLabel"_s);
    m_from->setWordWrap(true);
    column->addWidget(m_from);
    connect(choose, &QPushButton::clicked, this, &ValueField::chooseFile);
    connect(pasteButton, &QPushButton::clicked, this, &ValueField::paste);
    return holder;
}

void ValueField::setKind(const vault::KindSpec &spec)
{
    if (spec.form != m_spec->form || spec.kind == Kind::SshKey || m_spec->kind == Kind::SshKey)
        m_taken.reset();
    m_spec = &spec;
    const QString label = QCoreApplication::translate("aiops::vault", spec.valueLabel);
    m_lineField->setLabel(label);
    m_line->setAccessibleName(label);
    m_textField->setLabel(label);
    m_fileField->setLabel(label);
    m_lineField->setVisible(spec.form == ValueForm::Line);
    m_textField->setVisible(spec.form == ValueForm::Text);
    m_fileField->setVisible(isFile());
    m_passphraseField->hide();
    m_makeKey->setVisible(spec.kind == Kind::SshKey);
    m_make->setVisible(spec.kind == Kind::Password || spec.kind == Kind::Sudo || spec.kind == Kind::Database);
    setError({});
    showTaken();
}

void ValueField::setKeepsKnown(bool keeps)
{
    m_keepsKnown = keeps;
    showTaken();
}

void ValueField::showTaken()
{
    const QString known = m_keepsKnown ? tr("Kept as it is. Type to replace it") : QString();
    m_line->setPlaceholderText(m_taken ? tr("Entered. Type to replace it") : known);
    m_text->setPlaceholderText(m_keepsKnown ? tr("The text stays as it is, unless you write another one here.") : QString());
    if (!m_taken)
        m_from->setText(m_keepsKnown ? tr("The key stays as it is, unless you give another one.") : tr("Or drop the file here."));
}

Field *ValueField::shownField() const
{
    return isFile() ? m_fileField : m_spec->form == ValueForm::Text ? m_textField : m_lineField;
}

void ValueField::chooseFile()
{
    auto *dialog = new QFileDialog(this, tr("Choose a private key"), QDir::homePath() + u"/.ssh"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFilter(QDir::AllDirs | QDir::Files | QDir::Hidden | QDir::NoDotAndDotDot);
    connect(dialog, &QFileDialog::fileSelected, this, &ValueField::loadFile);
    dialog->open();
}

void ValueField::paste()
{
    take(keyOfClipboard(), tr("the clipboard"));
}

void ValueField::loadFile(const QString &path)
{
    const QString name = shownPlain(QFileInfo(path).fileName(), 100);
    take(readKeyFile(path), name);
    if (m_taken)
        emit fileTaken(name);
}

void ValueField::take(Result<Secret> text, const QString &from)
{
    m_passphraseField->hide();
    m_passphrase->wipe();
    m_line->wipe();
    m_taken = text ? std::make_shared<const Secret>(std::move(*text)) : nullptr;
    setError(text ? QString() : wholeText(text.error()));
    m_lineField->setHint(m_taken ? tr("Made. It is in the vault when you save.") : QString());
    if (m_taken)
        m_from->setText(m_spec->kind == Kind::GcpAccount ? tr("Key file of %1").arg(from) : tr("Private key of %1").arg(from));
    showTaken();
}

void ValueField::makeKey(vault::SshKey::Type type)
{
    using Made = std::shared_ptr<const Secret>;
    m_makeKey->setEnabled(false);
    m_from->setText(tr("Making a key…"));
    const auto future = vault::inPool<Made>([type]() -> Result<Made> {
        return std::make_shared<const Secret>(vault::SshKey::generate(type).toFile({}));
    });
    deliver(future, this, [this](const Result<Made> &made) {
        m_makeKey->setEnabled(true);
        take((*made)->clone(), tr("the vault: nobody else has it"));
    });
}

void ValueField::setError(const QString &error)
{
    shownField()->setError(error);
}

void ValueField::askPassphrase(const QString &error)
{
    m_passphraseField->setHint(tr("The file is encrypted. The vault keeps the key under its own encryption."));
    m_passphraseField->setError(error);
    m_passphraseField->show();
    m_passphrase->setFocus();
}

void ValueField::collect()
{
    if (m_spec->form == ValueForm::Line && !m_line->text().isEmpty())
        m_taken = std::make_shared<const Secret>(m_line->take());
    if (m_spec->form == ValueForm::Text && !m_text->document()->isEmpty()) {
        m_taken = std::make_shared<const Secret>(m_text->toPlainText().toUtf8());
    }
    showTaken();
}

bool ValueField::check()
{
    const bool hasText = m_spec->form == ValueForm::Text && !m_text->document()->isEmpty();
    const bool hasLine = m_spec->form == ValueForm::Line && !m_line->text().isEmpty();
    if (m_taken || hasText || hasLine || m_keepsKnown) {
        setError({});
        return true;
    }
    const QString label = QCoreApplication::translate("aiops::vault", m_spec->valueLabel);
    setError(isFile()                          ? tr("Choose a private key file, paste one, or drop it here.")
             : m_spec->kind == Kind::Password ? tr("Enter the password.")
                                               : tr("Enter this: %1.").arg(label));
    return false;
}

ValueField::Given ValueField::given()
{
    collect();
    Given out{.value = m_taken, .passphrase = {}};
    if (!m_passphraseField->isHidden() && !m_passphrase->text().isEmpty())
        out.passphrase = std::make_shared<const Secret>(m_passphrase->take());
    return out;
}

} // namespace aiops::credentials
